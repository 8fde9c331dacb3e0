import BatchCore
import Testing

extension StoreContract {
  static let forecasting = [
    StoreContract(name: "what is to do has a size, whether its tasks are made or not") {
      queue throws in
      try queue.fill(4)
      let bytes = { (number: Int) in
        Make.article(number).title.utf8.count + Make.article(number).body.utf8.count
      }
      try queue.settle(try #require(try queue.claim()), Make.answer())
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.moderated)))
      _ = try queue.claim()
      let long = String(repeating: "long ", count: 2_000)
      #expect(try queue.store.enqueue([Make.article(5, body: long)], update: false) == [.queued])
      let work = try queue.reader.openWork(role: Make.role)
      #expect(work.articles == 3)
      #expect(work.bytes == bytes(3) + bytes(4) + "Title 5".utf8.count + long.utf8.count)
      #expect(work.longest.map(\.number) == [5, 3, 4])
      #expect(work.classes.flatMap(\.chosen) == [3, 4, 5])
      let other = try queue.reader.openWork(role: "other")
      #expect(other.articles == 5)
      #expect(try queue.reader.article(number: 5) == Make.article(5, body: long))
      #expect(try queue.reader.article(number: 6) == nil)
    },
    StoreContract(name: "what is to do is told by the place where it stands") { queue throws in
      try queue.fill(6)
      try queue.settle(
        try #require(try queue.claim()),
        .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear))
      _ = try queue.claim(rungs: [1])
      _ = try queue.claim()
      #expect(try queue.gather(limit: 2).claims.count == 2)
      _ = try queue.store.enqueue([Make.article(7)], update: false)
      let places = try queue.reader.openWork(role: Make.role).classes.flatMap(\.places)
      #expect(
        Dictionary(uniqueKeysWithValues: places.map { ($0.key, $0.value.articles) }) == [
          WorkSample.Place(model: Make.dear): 1, WorkSample.Place(isInBatch: true): 2,
          WorkSample.Place(): 4,
        ])
      #expect(try queue.figures().placed == [:], "it is in flight")
      try queue.replaceWriter()
      _ = try queue.store.recover(now: Make.at(20))
      #expect(try queue.figures().placed == [Make.dear: 1])
    },
    StoreContract(name: "what is answered of long articles is told, of open tasks") {
      queue throws in
      try queue.fill(3)
      let answer = Answer(output: "{}", extraction: .whole)
      try queue.settle(try #require(try queue.claim()), .proceed(answer, step: 0))
      try queue.settle(try #require(try queue.claim()), .proceed(answer, step: 1))
      let begun = try queue.reader.begunWork(role: Make.role)
      #expect(begun.map(\.article) == [1] && begun.map(\.revision) == [1])
      #expect(begun.first?.place == WorkSample.Place() && begun.first?.note == nil)
      #expect(begun.first?.finished.map(\.step) == [0, 1])
      #expect(begun.first?.finished.map(\.job) == ["digest-1", "digest-1"])
      #expect(try queue.reader.begunWork(role: "other") == [])
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.moderated)))
      #expect(try queue.reader.begunWork(role: Make.role) == [])
    },
    StoreContract(name: "what requests in a batch have used is told with the others") {
      queue throws in
      try queue.fill(3)
      let batch = try queue.gather(limit: 2)
      let number = try #require(batch.number)
      try queue.store.accepted(number, as: "batch_1", now: Make.at(5))
      _ = try queue.settle(number, batch.claims, [Make.answer(), Make.answer()])
      try queue.settle(try #require(try queue.claim()), Make.answer())
      let spent = try queue.reader.spending(role: Make.role, limit: 9)
      #expect(spent.map(\.isInBatch) == [false, true, true])
    },
    StoreContract(name: "what attempts have used is told, the newest first") { queue throws in
      try queue.fill(5)
      try queue.settle(try #require(try queue.claim()), Make.answer())
      try queue.settle(
        try #require(try queue.claim()),
        .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear))
      try queue.settle(
        try #require(try queue.claim()),
        .postpone(Make.failure(.throttled), .throttled, notBefore: Make.at(500)),
        facts: Make.facts(cost: nil, status: 429))
      var cached = Make.facts(cost: 0)
      cached.isCacheHit = true
      try queue.settle(try #require(try queue.claim()), Make.answer(), facts: cached)
      _ = try queue.claim()
      let spent = try queue.reader.spending(role: Make.role, limit: 9)
      #expect(spent.map(\.article) == [2, 1])
      #expect(spent.map(\.isDone) == [false, true])
      #expect(spent.allSatisfy { $0.model == Make.cheap && $0.job == "digest-1" })
      #expect(spent.allSatisfy { $0.promptTokens == 100 && $0.completionTokens == 50 })
      #expect(spent.allSatisfy { $0.cost?.picodollars == 1_000 && $0.milliseconds == 1_234 })
      #expect(try queue.reader.spending(role: Make.role, limit: 1).map(\.article) == [2])
      #expect(try queue.reader.spending(role: "other", limit: 9) == [])
      #expect(
        try queue.store.enqueue([Make.article(1, body: "Other.")], update: true) == [.updated])
      #expect(try queue.reader.spending(role: Make.role, limit: 9).map(\.article) == [2])
    },
  ]
}
