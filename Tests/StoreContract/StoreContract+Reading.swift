import BatchCore
import Testing

extension StoreContract {
  static let reading = [
    StoreContract(name: "pages go through a role in input order") { queue throws in
      try queue.fill(7, roles: [Make.role, "deep"])
      for number in 1...5 {
        let claim = try #require(try queue.claim())
        try queue.settle(
          claim, number % 2 == 0 ? .fail(Make.failure(.empty)) : Make.answer("[\(number)]"))
      }
      let expected: [(ExportFilter, [String])] = [
        (.done, ["a1", "a3", "a5"]), (.failed, ["a2", "a4"]),
        (.all, (1...7).map { "a\($0)" }),
      ]
      for (filter, ids) in expected {
        for limit in [1, 2, 100] {
          var found: [ExportRow] = []
          while true {
            let page = try queue.reader.page(
              role: Make.role, after: found.last?.number ?? 0, filter: filter, limit: limit)
            #expect(page.count <= limit)
            found += page
            if page.isEmpty { break }
          }
          #expect(found.map(\.id) == ids)
        }
      }
      let rows = try queue.reader.page(role: Make.role, after: 0, filter: .all, limit: 9)
      #expect(rows[2].result?.output == "[3]")
      #expect(rows[2].extra == #"{"n":3}"#)
      #expect(rows[3].state == .failed(Make.failure(.empty)))
      #expect(rows[3].result == nil)
      #expect(rows[3].attempts == 1 && rows[3].cost?.picodollars == 1_000)
      #expect(rows[6].attempts == 0 && rows[6].cost == nil)
      #expect(try queue.reader.page(role: "none", after: 0, filter: .all, limit: 9) == [])
    },
    StoreContract(name: "tasks are passed on as their pages tell them") { queue throws in
      let long = String(repeating: "A long text. ", count: 700)
      let articles = (1...9).map { number in
        Article(
          id: "ä\"\(number)", title: number == 8 ? "" : "Title",
          body: number % 2 == 0 ? long : "Short.",
          extra: ["{}", #"{"n":1}"#, #"{"é":"\#(long)"}"#][number % 3])
      }
      _ = try queue.store.enqueue(articles, update: false)
      _ = try queue.store.beginRun(Make.run([Make.job(Make.role)]))
      _ = try queue.store.makeTasks(role: Make.role)
      for number in 1...7 {
        let claim = try #require(try queue.claim())
        try queue.settle(
          claim,
          number % 3 == 0
            ? .fail(Make.failure(.empty)) : Make.answer(#"{"a":"\#(number)","b":"\#(long)"}"#))
      }
      for filter in ExportFilter.allCases {
        let rows = try queue.reader.page(role: Make.role, after: 0, filter: filter, limit: 9)
        var expected = ExportLines(role: Make.role)
        for row in rows { expected.add(row) }
        for limit in [1, 2, 9, 100] {
          var lines = ExportLines(role: Make.role)
          var numbers: [Int64] = []
          var next: Int64? = 0
          while let last = next {
            var left = limit
            next = try queue.reader.pass(role: Make.role, after: last, filter: filter) { row in
              numbers.append(row.number)
              lines.add(row)
              left -= 1
              return left > 0
            }
          }
          #expect(numbers == rows.map(\.number))
          #expect(lines.bytes == expected.bytes, "\(filter), \(limit) at a time")
        }
      }
      #expect(try queue.reader.pass(role: "none", after: 0, filter: .all) { _ in true } == nil)
    },
    StoreContract(name: "an unknown article is reported with the nearest ids") { queue throws in
      let ids = ["post-100", "post-1000", "post-2", "Post-100", "zebra", "pots-100"]
      _ = try queue.store.enqueue(
        ids.map { Article(id: $0, title: "", body: "") }, update: false)
      let cases: [(String, [String])] = [
        ("post-10", ["post-100", "post-1000"]), ("zebrr", ["zebra"]), ("", []),
        ("nothing like it", []),
      ]
      for (id, nearest) in cases {
        do {
          _ = try queue.reader.history(article: id)
          Issue.record("“\(id)” was found")
        } catch StoreFailure.unknownArticle(let asked, let found) {
          #expect(asked == id)
          #expect(Array(found.prefix(nearest.count)) == nearest, "\(id): \(found)")
          #expect(found.count <= 5)
        }
      }
    },
    StoreContract(name: "a history tells every role and attempt, the oldest first") {
      queue throws in
      try queue.fill(1, roles: [Make.role, "deep"])
      for kind in [FailureKind.offSchema, .empty] {
        try queue.settle(
          try #require(try queue.claim()), .retry(Make.failure(kind), notBefore: nil, .none))
      }
      let history = try queue.reader.history(article: "a1")
      #expect(history.article == Make.article(1))
      #expect(history.number == 1)
      #expect(Set(history.tasks.map(\.record.role)) == [Make.role, "deep"])
      #expect(try queue.task(1).attempts.map(\.outcome) == ["offSchema", "empty"])
      #expect(try queue.task(1).record.tries == 2)
    },
    StoreContract(name: "a document is kept until the next of its name") { queue throws in
      #expect(try queue.reader.document(named: "models") == nil)
      for text in ["one", "two\u{0}"] {
        let document = KeptDocument(name: "models", fetchedAt: Make.at(1), text: text)
        try queue.store.keep(document)
        #expect(try queue.reader.document(named: "models") == document)
      }
      try queue.store.keep(KeptDocument(name: "other", fetchedAt: Make.at(2), text: ""))
      #expect(try queue.reader.document(named: "models")?.text == "two\u{0}")
      let named = ["lessons a", "lessons b%", "lessons", "lessonsx", "Lessons c"]
      for name in named {
        try queue.store.keep(KeptDocument(name: name, fetchedAt: Make.at(3), text: name))
      }
      let found = try queue.reader.documents(namedWith: "lessons ")
      #expect(found.map(\.name) == ["lessons a", "lessons b%"])
      #expect(found.map(\.text) == found.map(\.name))
      #expect(try queue.reader.documents(namedWith: "none ").isEmpty)
    },
    StoreContract(name: "runs are numbered, and an ended one is noted") { queue throws in
      let first = try queue.store.beginRun(Make.run())
      try queue.store.endRun(first, at: Make.at(9), exit: 75)
      let second = try queue.store.beginRun(Make.run())
      #expect(second > first)
    },
  ]
}
