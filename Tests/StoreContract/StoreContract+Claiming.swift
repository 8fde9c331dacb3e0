import BatchCore
import Testing

extension StoreContract {
  static let claiming = [
    StoreContract(name: "tasks are claimed in input order, each once") { queue throws in
      try queue.fill(3)
      let claims = try (1...3).map { _ in try #require(try queue.claim()) }
      #expect(claims.map(\.articleID) == ["a1", "a2", "a3"])
      #expect(Set(claims.map(\.number)).count == 3)
      #expect(try queue.claim() == nil)
      #expect(claims.map(\.body) == (1...3).map { Array(Make.article($0).body.utf8) })
      #expect(claims.allSatisfy { $0.task.state == .claimed($0.number) && !$0.isResend })
      try queue.verify()
    },
    StoreContract(name: "claim numbers rise and are never used again") { queue throws in
      try queue.fill(1)
      var last = ClaimNumber(0)
      for _ in 0..<5 {
        let claim = try #require(try queue.claim())
        #expect(claim.number > last)
        last = claim.number
        try queue.settle(
          claim, .postpone(Make.failure(.throttled), .throttled, notBefore: nil))
        try queue.replaceWriter()
      }
    },
    StoreContract(name: "a claim that is withdrawn leaves nothing behind") { queue throws in
      try queue.fill(3)
      let first = try #require(try queue.claim())
      try queue.settle(
        first, .postpone(Make.failure(.throttled), .throttled, notBefore: Make.at(20)), at: 10)
      let before = try (queue.task(1), queue.task(2), queue.figures(at: 30))
      // One that waited and one that is new.
      let claims = try (1...2).map { _ in try #require(try queue.claim(at: 30)) }
      #expect(claims.map(\.articleID) == ["a1", "a2"])
      #expect(claims[0].before == .ready(.throttled, notBefore: Make.at(20)))
      #expect(claims[1].before == .ready(.new, notBefore: nil))
      let result = try queue.store.turn(
        Turn(now: Make.at(31), settlements: claims.map { $0.withdrawal(now: Make.at(31)) }),
        prepare: Make.send)
      #expect(result.refused == [])
      #expect(try queue.task(1) == before.0)
      #expect(try queue.task(2) == before.1)
      #expect(try queue.figures(at: 30) == before.2)
      try queue.verify()
      #expect(try queue.claim(at: 30)?.articleID == "a1")
      #expect(try queue.claim(at: 30)?.articleID == "a2")
    },
    StoreContract(name: "a claim that is withdrawn after its task was taken out ends there") {
      queue throws in
      try queue.fill(1)
      let claim = try #require(try queue.claim())
      #expect(try queue.store.cancel(CancelSelection(role: Make.role)).inFlight == 1)
      _ = try queue.store.turn(
        Turn(now: Make.at(31), settlements: [claim.withdrawal(now: Make.at(31))]),
        prepare: Make.send)
      #expect(try queue.task(1).record.state == .cancelled)
      #expect(try queue.task(1).attempts.isEmpty)
      try queue.verify()
    },
    StoreContract(name: "the ledger holds the whole shape before a byte is sent") { queue throws in
      try queue.fill(1)
      var sent: AttemptShape?
      let claim = try #require(
        try queue.claim { candidate in
          #expect(candidate.article == Make.article(1))
          #expect(candidate.revision == 1)
          var shape = Make.shape(candidate)
          shape.adjustment = Adjustment(complaint: "title missing", maxTokens: 9, clearCache: true)
          sent = shape
          return .send(shape, body: [1])
        })
      #expect(claim.shape == sent)
      let attempt = try #require(try queue.task(1).attempts.first)
      #expect(attempt.shape == sent)
      #expect(attempt.number == claim.number)
      #expect(attempt.startedAt == Make.at(1))
      #expect(attempt.finishedAt == nil)
      #expect(attempt.outcome == nil)
    },
    StoreContract(name: "a task whose time has come goes before new ones, the oldest first") {
      queue throws in
      try queue.fill(4)
      for notBefore: Int64 in [30, 20] {
        let claim = try #require(try queue.claim())
        try queue.settle(
          claim, .retry(Make.failure(.offSchema), notBefore: Make.at(notBefore), .none))
      }
      #expect(try queue.figures(at: 25).waiting == 1)
      #expect(try queue.claim(at: 19)?.articleID == "a3")
      #expect(try queue.claim(at: 30)?.articleID == "a2")
      #expect(try queue.claim(at: 30)?.articleID == "a1")
      #expect(try queue.claim(at: 30)?.articleID == "a4")
    },
    StoreContract(name: "a turn says when the next waiting task may start, and what is open") {
      queue throws in
      try queue.fill(2)
      for notBefore: Int64 in [50, 40] {
        let claim = try #require(try queue.claim())
        try queue.settle(
          claim, .postpone(Make.failure(.throttled), .throttled, notBefore: Make.at(notBefore)))
      }
      let wish = ClaimWish(lanes: [.init(role: Make.role, rung: 0)])
      let early = try queue.store.turn(Turn(now: Make.at(11), wishes: [wish]), prepare: Make.send)
      #expect(early.claims.count == 1 && early.claims[0] == nil)
      #expect(early.nextDue == Make.at(40))
      #expect(early.open == [Make.role: 2])
      let later = try queue.store.turn(Turn(now: Make.at(40), wishes: [wish]), prepare: Make.send)
      #expect(later.claims[0]?.articleID == "a2")
      #expect(later.nextDue == Make.at(50))
      #expect(later.open == [Make.role: 2])
    },
    StoreContract(name: "lanes are tried in their order, and never others") { queue throws in
      try queue.fill(3, roles: [Make.role, "deep"])
      let first = try #require(try queue.claim())
      try queue.settle(first, .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear))
      #expect(try queue.claim(rungs: [2]) == nil)
      let escalated = try #require(try queue.claim(rungs: [1, 0]))
      #expect(escalated.articleID == "a1")
      #expect(escalated.task.rung == 1)
      #expect(escalated.shape.model == Make.dear)
      #expect(try queue.claim(rungs: [1, 0])?.articleID == "a2")
      #expect(try queue.claim(role: "deep")?.task.role == "deep")
    },
    StoreContract(name: "several wishes get several tasks") { queue throws in
      try queue.fill(2)
      let wish = ClaimWish(lanes: [.init(role: Make.role, rung: 0)])
      let result = try queue.store.turn(
        Turn(now: Make.at(1), wishes: [wish, wish, wish]), prepare: Make.send)
      #expect(result.claims.map { $0?.articleID } == ["a1", "a2", nil])
      #expect(result.open == [Make.role: 2])
    },
    StoreContract(name: "shortest and cheapest go by the article's size") { queue throws in
      let bodies = ["ccc", "a", "bb", "dddd"]
      let articles = bodies.enumerated().map { Make.article($0 + 1, body: $1) }
      _ = try queue.store.enqueue(articles, update: false)
      _ = try queue.store.beginRun(Make.run())
      _ = try queue.store.makeTasks(role: Make.role)
      let shortest = try #require(try queue.claim(order: .shortest))
      #expect(shortest.articleID == "a2")
      try queue.settle(
        shortest, .postpone(Make.failure(.throttled), .throttled, notBefore: Make.at(50)))
      #expect(try queue.claim(order: .shortest)?.articleID == "a3")
      let probe = try #require(try queue.claim(order: .cheapest))
      #expect(probe.articleID == "a2")
      #expect(try queue.claim(order: .shortest)?.articleID == "a1")
    },
    StoreContract(name: "a candidate that cannot be sent is settled, and the next one is offered") {
      queue throws in
      try queue.fill(4)
      var offered: [String] = []
      let claim = try #require(
        try queue.claim { candidate in
          offered.append(candidate.article.id)
          switch candidate.article.id {
          case "a1": return .settle(.fail(Make.failure(.tooLong)))
          case "a2":
            return .settle(.escalate(Make.failure(.tooLong), rung: 1, model: Make.dear))
          default: return Make.send(candidate)
          }
        })
      #expect(offered == ["a1", "a2", "a3"])
      #expect(claim.articleID == "a3")
      #expect(try queue.task(1).record.state == .failed(Make.failure(.tooLong)))
      #expect(try queue.task(1).attempts == [])
      #expect(try queue.task(2).record.rung == 1)
      #expect(try queue.figures().attempts == 1)
      #expect(try queue.figures().escalated == 1)
      try queue.verify()
    },
    StoreContract(name: "an only task that moves to another lane unsent is claimed there at once") {
      queue throws in
      try queue.fill(1)
      let claim = try queue.claim(rungs: [1, 0]) { candidate in
        candidate.task.rung == 0
          ? .settle(.escalate(Make.failure(.tooLong), rung: 1, model: Make.dear))
          : Make.send(candidate)
      }
      #expect(claim?.task.rung == 1)
      try queue.verify()
    },
    StoreContract(name: "very many unsendable tasks are settled over several turns") {
      queue throws in
      try queue.fill(250)
      var turns = 0
      var due: Timestamp?
      repeat {
        let turn = Turn(
          now: Make.at(1),
          wishes: [ClaimWish(lanes: [ClaimWish.Lane(role: Make.role, rung: 0)])])
        let result = try queue.store.turn(turn) { _ in .settle(.fail(Make.failure(.tooLong))) }
        due = result.nextDue
        turns += 1
        #expect(result.claims.allSatisfy { $0 == nil })
      } while due == Make.at(1) && turns < 10
      #expect(turns == 3)
      #expect(try queue.figures().failed == 250)
    },
    StoreContract(name: "a candidate that is settled in place is not offered for ever") {
      queue throws in
      try queue.fill(2)
      let pause = Make.pause(.role(Make.role), .badRequest)
      let claim = try queue.claim { _ in .settle(.pause(Make.failure(.badRequest), pause)) }
      #expect(claim == nil)
      #expect(try queue.reader.pauses() == [pause])
      #expect(try queue.figures().ready == 2)
    },
  ]
}
