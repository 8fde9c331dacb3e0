import BatchCore
import Testing

extension StoreContract {
  static let pausing = [
    StoreContract(name: "a pause decision begins its pause and puts the task back untouched") {
      queue throws in
      try queue.fill(1)
      let claim = try #require(try queue.claim())
      let pause = Make.pause(.queue, .insufficientCredits, since: 10)
      try queue.settle(
        claim, .pause(Make.failure(.insufficientCredits), pause),
        facts: Make.facts(cost: nil, status: 402))
      #expect(try queue.reader.pauses() == [pause])
      #expect(try queue.reader.figures(now: Make.at(11)).pauses == [pause])
      let task = try queue.task(1)
      #expect(task.record.state == .ready(.paused, notBefore: nil))
      #expect(task.record.tries == 0)
      #expect(try queue.figures().costUnknown == 0)
    },
    StoreContract(name: "every scope and reason is a pause of its own, and comes back whole") {
      queue throws in
      var pauses = Pause.Reason.allCases.enumerated().map { index, reason in
        Make.pause(.queue, reason, since: Int64(index))
      }
      pauses.append(Make.pause(.role("deep"), .unknownModel, since: 100))
      pauses.append(Make.pause(.model("x/y:free"), .freeDailyLimit, since: 101))
      pauses[pauses.count - 1].until = Make.at(5_000)
      pauses.append(Make.pause(.freeModels, .freeDailyLimit, since: 102))
      _ = try queue.store.turn(Turn(now: Make.at(0), begin: pauses), prepare: Make.send)
      #expect(try queue.reader.pauses() == pauses)
    },
    StoreContract(name: "beginning a pause again keeps its beginning and takes the new texts") {
      queue throws in
      var pause = Make.pause(.queue, .badKey, since: 1)
      _ = try queue.store.turn(Turn(now: Make.at(1), begin: [pause]), prepare: Make.send)
      pause = Make.pause(.queue, .badKey, since: 50, message: "again")
      pause.until = Make.at(90)
      _ = try queue.store.turn(Turn(now: Make.at(50), begin: [pause]), prepare: Make.send)
      pause.since = Make.at(1)
      #expect(try queue.reader.pauses() == [pause])
    },
    StoreContract(name: "ending a pause ends that one and no other of its scope") {
      queue throws in
      let begin = [
        Make.pause(.queue, .badKey), Make.pause(.queue, .operator),
        Make.pause(.role("a"), .operator), Make.pause(.model("a"), .operator, since: 1),
      ]
      _ = try queue.store.turn(Turn(now: Make.at(1), begin: begin), prepare: Make.send)
      _ = try queue.store.turn(
        Turn(
          now: Make.at(2), end: [begin[0].key, begin[2].key, Pause.Key(.role("none"), .operator)]),
        prepare: Make.send)
      #expect(try queue.reader.pauses().map(\.key) == [begin[1].key, begin[3].key])
      try queue.replaceWriter()
      #expect(try queue.reader.pauses().map(\.key) == [begin[1].key, begin[3].key])
    },
    StoreContract(name: "what a settlement finds out outlives an end in the same turn") {
      queue throws in
      try queue.fill(1)
      let claim = try #require(try queue.claim())
      let pause = Make.pause(.queue, .insufficientCredits)
      let decision = Decision.pause(Make.failure(.insufficientCredits), pause)
      _ = try queue.store.turn(
        Turn(
          now: Make.at(2), settlements: [Make.settlement(claim, decision)], end: [pause.key]),
        prepare: Make.send)
      #expect(try queue.reader.pauses() == [pause])
    },
  ]
}
