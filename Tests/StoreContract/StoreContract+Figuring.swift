import BatchCore
import Testing

extension StoreContract {
  static let figuring = [
    StoreContract(name: "an empty queue has no figures but zero articles") { queue throws in
      let figures = try queue.reader.figures(now: Make.at(0))
      #expect(figures.articles == 0 && figures.roles == [] && figures.pauses == [])
      #expect(try queue.reader.page(role: "r", after: 0, filter: .all, limit: 9) == [])
      #expect(try queue.store.recover(now: Make.at(0)) == 0)
      #expect(try queue.claim() == nil)
      try queue.verify()
    },
    StoreContract(name: "figures count what happened") { queue throws in
      try queue.fill(6)
      try queue.settle(try #require(try queue.claim()), Make.answer(), at: 10)
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.moderated)), at: 80)
      try queue.settle(
        try #require(try queue.claim()),
        .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear), at: 80)
      try queue.settle(
        try #require(try queue.claim()),
        .postpone(Make.failure(.throttled), .throttled, notBefore: Make.at(500)),
        facts: Make.facts(cost: nil, status: 429), at: 200)
      try queue.settle(try #require(try queue.claim(rungs: [1])), Make.answer(), at: 200)
      _ = try queue.claim()
      let figures = try queue.figures(at: 300)
      #expect(figures.total == 6)
      #expect([figures.ready, figures.claimed, figures.done, figures.failed] == [2, 1, 2, 1])
      #expect(figures.waiting == 1)
      #expect(figures.escalated == 1)
      #expect(figures.attempts == 6)
      #expect(figures.throttled == 1)
      #expect(figures.stale == 0)
      #expect(figures.cost.picodollars == 4_000)
      #expect(figures.costUnknown == 0)
      #expect(figures.promptTokens == 400 && figures.completionTokens == 200)
      #expect(
        Set(figures.models.map { "\($0.model) \($0.done) \($0.failed) \($0.cost.picodollars)" })
          == ["\(Make.cheap) 1 1 3000", "\(Make.dear) 1 0 1000"])
      let remedy = Make.failure(.moderated).remedy
      #expect(
        figures.failures
          == [RoleFigures.FailureFigures(kind: .moderated, count: 1, remedy: remedy)])
      #expect(figures.minutes.map(\.finished) == [1, 1, 1])
      #expect(figures.minutes.map(\.minute) == figures.minutes.map(\.minute).sorted())
      #expect(try queue.reader.figures(now: Make.at(300)).articles == 6)
      try queue.verify()
    },
    StoreContract(name: "an attempt's cost is unknown where it may have been billed") {
      queue throws in
      let cases: [(FailureKind, AttemptFacts, Bool)] = [
        (.cut, Make.facts(cost: nil, status: nil), true),
        (.timedOut, Make.facts(cost: nil, status: nil), true),
        (.aborted, Make.facts(cost: nil, status: nil), true),
        (.truncated, Make.facts(cost: nil), true),
        (.truncated, Make.facts(cost: 0), false),
        (.unreachable, Make.facts(cost: nil, status: nil), false),
        (.throttled, Make.facts(cost: nil, status: 429), false),
        (.serverError, Make.facts(cost: nil, status: 503), false),
      ]
      try queue.fill(1)
      var unknown = 0
      for (kind, facts, isUnknown) in cases {
        let claim = try #require(try queue.claim())
        try queue.settle(
          claim, .postpone(Make.failure(kind), .interrupted, notBefore: nil), facts: facts)
        unknown += isUnknown ? 1 : 0
        #expect(try queue.figures().costUnknown == unknown, "\(kind)")
      }
      try queue.verify()
    },
    StoreContract(name: "the newest failure's remedy is shown, the most frequent kind first") {
      queue throws in
      try queue.fill(3)
      for (kind, remedy) in [(FailureKind.tooLong, "t"), (.empty, "old"), (.empty, "new")] {
        var failure = Make.failure(kind)
        failure.remedy = remedy
        try queue.settle(try #require(try queue.claim()), .fail(failure))
      }
      #expect(
        try queue.figures().failures.map { "\($0.kind) \($0.count) \($0.remedy)" }
          == ["empty 2 new", "tooLong 1 t"])
    },
    StoreContract(name: "results of an earlier prompt are stale, of other models are not") {
      queue throws in
      try queue.fill(2)
      try queue.settle(try #require(try queue.claim()), Make.answer())
      _ = try queue.store.beginRun(Make.run([Make.job(source: "other models")]))
      #expect(try queue.figures().stale == 0)
      _ = try queue.store.beginRun(Make.run([Make.job(digest: "digest-2")]))
      #expect(try queue.figures().stale == 1)
      let claim = try #require(
        try queue.claim { .send(Make.shape($0, job: "digest-2"), body: []) })
      try queue.settle(claim, Make.answer())
      #expect(try queue.figures().stale == 1)
      _ = try queue.store.beginRun(Make.run())
      #expect(try queue.figures().stale == 1)
      try queue.verify()
    },
    StoreContract(name: "only the last ten minutes with work are shown") { queue throws in
      try queue.fill(12)
      for minute in 0..<12 {
        try queue.settle(
          try #require(try queue.claim()), Make.answer(), at: Int64(minute) * 120)
      }
      let minutes = try queue.figures().minutes
      #expect(minutes.count == 10)
      #expect(minutes.last?.minute == Make.at(22 * 60).milliseconds / 60_000)
    },
  ]
}
