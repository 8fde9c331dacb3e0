import BatchCore
import Testing

extension StoreContract {
  static let settling = [
    StoreContract(name: "an answer is stored with its facts") { queue throws in
      try queue.fill(1)
      let claim = try #require(try queue.claim())
      var facts = Make.facts(cost: 7_100_000)
      facts.servedModel = "small/model-2026"
      facts.usage.reasoningTokens = 3
      facts.usage.cachedTokens = 4
      try queue.settle(claim, Make.answer(#"{"title":"Grüße 👋"}"#), facts: facts)
      let task = try queue.task(1)
      #expect(task.record.state == .done)
      #expect(
        task.result
          == StoredResult(
            output: #"{"title":"Grüße 👋"}"#, extraction: .whole, model: "small/model-2026",
            finishedAt: Make.at(10), cost: Money(picodollars: 7_100_000), attempts: 1,
            attempt: claim.number, job: "digest-1"))
      let attempt = try #require(task.attempts.first)
      #expect(attempt.facts == facts)
      #expect(attempt.outcome == "done")
      #expect(attempt.failure == nil)
      #expect(attempt.isTry)
      #expect(attempt.finishedAt == Make.at(10))
      try queue.verify()
    },
    StoreContract(name: "a picture is kept apart from its result, and goes with it") {
      queue throws in
      try queue.fill(2)
      let claim = try #require(try queue.claim())
      let bytes = Array("GIF89a".utf8) + [UInt8](repeating: 0xFF, count: 100_000) + [0x3B]
      let picture = try #require(Picture(bytes: bytes))
      let note = PictureNote(of: picture).output()
      #expect(try !queue.reader.hasPictures(role: Make.role))
      try queue.settle(
        claim, .succeed(Answer(output: note, extraction: .image, picture: picture)))
      #expect(try queue.reader.hasPictures(role: Make.role))
      #expect(try !queue.reader.hasPictures(role: "other"))
      func kept(_ article: Int64, _ attempt: Int64) throws -> [UInt8]? {
        try queue.reader.picture(
          role: Make.role, article: article, attempt: ClaimNumber(attempt))
      }
      let attempt = try #require(try queue.task(1).result?.attempt.number)
      #expect(try kept(1, attempt) == bytes)
      #expect(try kept(1, attempt + 1) == nil, "of another result")
      #expect(try kept(2, attempt) == nil)
      #expect(try queue.task(1).result?.output == note)
      #expect(try queue.task(1).result?.extraction == .image)
      try queue.verify()
      _ = try queue.store.beginRun(Make.run([Make.job(digest: "digest-2")]))
      #expect(try queue.store.redo(RedoSelection(role: Make.role)).count == 1)
      #expect(try kept(1, attempt) == bytes, "until a new one is stored")
      _ = try queue.store.enqueue([Make.article(1, body: "Another.")], update: true)
      #expect(try kept(1, attempt) == nil, "of another text")
      try queue.answer(1, job: "digest-2")
      #expect(try !queue.reader.hasPictures(role: Make.role))
      try queue.verify()
    },
    StoreContract(name: "the way a request took is kept with what else shaped it") { queue throws in
      for (number, route) in RequestRoute.allCases.enumerated() {
        if number == 0 { try queue.fill(RequestRoute.allCases.count) }
        let claim = try #require(
          try queue.claim { candidate in
            var shape = Make.shape(candidate)
            shape.route = route
            shape.adjustment.route = route
            return .send(shape, body: [])
          })
        #expect(claim.shape.route == route)
        try queue.replaceWriter()
        _ = try queue.store.recover(now: Make.at(2))
        let again = try #require(try queue.claim(at: 3))
        #expect(again.isResend && again.shape == claim.shape)
        try queue.settle(again, Make.answer())
      }
    },
    StoreContract(name: "a request that never left leaves no attempt, and its number is spent") {
      queue throws in
      try queue.fill(1)
      let first = try #require(try queue.claim())
      try queue.replaceWriter()
      _ = try queue.store.recover(now: Make.at(2))
      let second = try #require(try queue.claim(at: 3))
      var facts = Make.facts(cost: nil, status: nil)
      facts.wasSent = false
      let decision = Decision.postpone(
        Make.failure(.unreachable), .unreachable, notBefore: Make.at(20))
      try queue.settle(second, decision, facts: facts)
      let task = try queue.task(1)
      #expect(task.record.state == .ready(.unreachable, notBefore: Make.at(20)))
      #expect(task.record.resend == first.number)
      #expect(task.attempts.map(\.number) == [first.number])
      #expect(try queue.figures().attempts == 1)
      let third = try #require(try queue.claim(at: 30))
      #expect(third.number.number > second.number.number)
      #expect(third.isResend)
      try queue.verify()
    },
    StoreContract(name: "a decision is written as the transition says") { queue throws in
      let failure = Make.failure(.offSchema)
      let adjustment = Adjustment(complaint: "no title", ignoredProviders: ["P"])
      let decisions: [Decision] = [
        .succeed(Answer(output: #""text""#, extraction: .text)),
        .retry(failure, notBefore: Make.at(99), adjustment),
        .escalate(failure, rung: 1, model: Make.dear),
        .postpone(failure, .throttled, notBefore: Make.at(77)),
        .postpone(failure, .interrupted, notBefore: nil),
        .pause(failure, Make.pause(.queue, .insufficientCredits)),
        .fail(failure),
      ]
      try queue.fill(decisions.count)
      for (index, decision) in decisions.enumerated() {
        let claim = try #require(try queue.claim(at: 0))
        let before = claim.task
        try queue.settle(claim, decision)
        let number = Int(before.article)
        #expect(try queue.task(number).record == before.after(.decided(decision)), "\(index)")
        let attempt = try #require(try queue.task(number).attempts.last)
        #expect(attempt.failure == (index == 0 ? nil : failure))
        let counts = [true, true, true, false, false, false, true]
        #expect(attempt.isTry == counts[index])
        if case .postpone(_, .interrupted, _) = decision { try queue.hold(number) }
        if case .pause = decision { try queue.hold(number) }
      }
      try queue.verify()
    },
    StoreContract(name: "a settlement without a claim in force changes nothing") { queue throws in
      try queue.fill(2)
      let old = try #require(try queue.claim())
      try queue.settle(old, .postpone(Make.failure(.throttled), .throttled, notBefore: nil))
      let before = try queue.task(1)
      let figures = try queue.figures()
      let late = Turn(now: Make.at(20), settlements: [Make.settlement(old, Make.answer())])
      #expect(try queue.store.turn(late, prepare: Make.send).refused == [old.number])
      #expect(try queue.task(1) == before)
      #expect(try queue.figures() == figures)

      let new = try #require(try queue.claim())
      #expect(try queue.store.turn(late, prepare: Make.send).refused == [old.number])
      #expect(try queue.task(1).record.state == .claimed(new.number))
      try queue.settle(new, Make.answer())
      for decision in [Make.answer(#"{"other":1}"#), .fail(Make.failure(.empty))] {
        let again = Turn(now: Make.at(21), settlements: [Make.settlement(new, decision)])
        #expect(try queue.store.turn(again, prepare: Make.send).refused == [new.number])
      }
      #expect(try queue.task(1).result?.output == #"{"title":"Neu"}"#)
      try queue.verify()
    },
    StoreContract(name: "a settlement of another task is refused") { queue throws in
      try queue.fill(2)
      let one = try #require(try queue.claim())
      let two = try #require(try queue.claim())
      var mixed = Make.settlement(one, Make.answer())
      mixed.task = two.task.id
      let turn = Turn(now: Make.at(5), settlements: [mixed])
      #expect(try queue.store.turn(turn, prepare: Make.send).refused == [one.number])
      #expect(try queue.figures().claimed == 2)
      try queue.verify()
    },
    StoreContract(name: "a refused settlement does not begin its pause") { queue throws in
      try queue.fill(1)
      let claim = try #require(try queue.claim())
      try queue.replaceWriter()
      _ = try queue.store.recover(now: Make.at(5))
      let pause = Decision.pause(
        Make.failure(.insufficientCredits), Make.pause(.queue, .insufficientCredits))
      let turn = Turn(now: Make.at(6), settlements: [Make.settlement(claim, pause)])
      #expect(try queue.store.turn(turn, prepare: Make.send).refused == [claim.number])
      #expect(try queue.reader.pauses() == [])
    },
    StoreContract(name: "settlements and claims ride in one turn") { queue throws in
      try queue.fill(6)
      let claims = try (1...3).map { _ in try #require(try queue.claim()) }
      let wish = ClaimWish(lanes: [.init(role: Make.role, rung: 0)])
      let result = try queue.store.turn(
        Turn(
          now: Make.at(10), settlements: claims.map { Make.settlement($0, Make.answer()) },
          wishes: [wish, wish, wish]),
        prepare: Make.send)
      #expect(result.claims.map { $0?.articleID } == ["a4", "a5", "a6"])
      #expect(result.open == [Make.role: 3])
      let figures = try queue.figures()
      #expect(figures.done == 3 && figures.claimed == 3 && figures.ready == 0)
      try queue.verify()
    },
    StoreContract(name: "an answer to the old text is not kept for the new one") { queue throws in
      let decisions: [Decision] = [
        Make.answer(), .fail(Make.failure(.moderated)),
        .retry(Make.failure(.offSchema), notBefore: Make.at(500), Adjustment(complaint: "c")),
        .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear),
        .postpone(Make.failure(.throttled), .throttled, notBefore: Make.at(500)),
      ]
      try queue.fill(decisions.count)
      let claims = try decisions.map { _ in try #require(try queue.claim()) }
      let changed = (1...decisions.count).map { Make.article($0, body: "new") }
      _ = try queue.store.enqueue(changed, update: true)
      #expect(try queue.figures().claimed == decisions.count)
      for (claim, decision) in zip(claims, decisions) { try queue.settle(claim, decision) }
      for number in 1...decisions.count {
        let task = try queue.task(number)
        #expect(task.record.state == .ready(.updated, notBefore: nil))
        #expect(task.record.rung == 0 && task.record.tries == 0)
        #expect(task.result == nil)
        #expect(task.attempts.count == 1)
      }
      #expect(try queue.figures().cost.picodollars == 5_000)
      try queue.verify()
      let next = try #require(try queue.claim(at: 600))
      #expect(next.shape.revision == 2)
      try queue.settle(next, Make.answer())
      #expect(try queue.task(1).record.state == .done)
      try queue.verify()
    },
  ]
}

extension QueueUnderTest {
  /// Takes a task out of the way of the next claims.
  fileprivate func hold(_ article: Int) throws {
    let claim = try #require(try claim(at: 0))
    #expect(Int(claim.task.article) == article)
    try settle(
      claim, .postpone(Make.failure(.throttled), .throttled, notBefore: Make.at(9_999)))
  }
}
