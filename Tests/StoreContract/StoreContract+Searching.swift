import BatchCore
import Testing

extension QueueUnderTest {
  /// Every page of a search, forwards, and then all but the last backwards again.
  fileprivate func found(_ search: ArticleSearch) throws -> [ArticleRow] {
    var search = search
    var pages: [[ArticleRow]] = []
    while true {
      let page = try reader.articles(search)
      #expect(page.rows.count <= search.limit)
      pages.append(page.rows)
      guard let next = page.next else { break }
      search.place = .after(next)
    }
    let rows = pages.flatMap { $0 }
    if let last = rows.last {
      let isByTitle = !search.text.isEmpty && !last.id.hasPrefix(search.text)
      search.place = .before(ArticleSearch.Mark(last.number, isByTitle: isByTitle))
      search.limit = rows.count
      #expect(try reader.articles(search).rows == rows.dropLast())
    }
    return rows
  }
}

extension StoreContract {
  static let searching = [
    StoreContract(name: "articles are found by the beginning of an id, then by a part of a title") {
      queue throws in
      let articles = [
        Article(id: "blog/b", title: "Second", body: "12"),
        Article(id: "x", title: "ÜBER uns", body: ""),
        Article(id: "blog/a", title: "First über", body: ""),
        Article(id: "blo", title: "", body: ""),
        Article(id: "100%_", title: "a_b", body: ""),
        Article(id: "y", title: "My Blog/ and its blog/b", body: ""),
        Article(id: "z", title: "100% of X", body: ""),
      ]
      _ = try queue.store.enqueue(articles, update: false)
      let expected = [
        ("", ["blog/b", "x", "blog/a", "blo", "100%_", "y", "z"]),
        ("blog/", ["blog/a", "blog/b", "y"]), ("x", ["x", "z"]),
        ("blo", ["blo", "blog/a", "blog/b", "y"]), ("über", ["x", "blog/a"]),
        ("100%", ["100%_", "z"]),
        ("_", ["100%_"]), ("nothing", []), ("Second", ["blog/b"]),
      ]
      for (text, ids) in expected {
        for limit in [1, 2, 50] {
          let rows = try queue.found(ArticleSearch(text: text, limit: limit))
          #expect(rows.map(\.id) == ids, "\(text) by \(limit)")
        }
      }
      let ids = try queue.reader.articles(ArticleSearch(text: "blog/"))
      #expect(ids.rows.map(\.id) == ["blog/a", "blog/b"], "shown before titles are looked through")
      let titles = try queue.reader.articles(
        ArticleSearch(text: "blog/", place: .after(try #require(ids.next))))
      #expect(titles.rows.map(\.id) == ["y"] && titles.next == nil)
      let back = ArticleSearch(text: "blog/", place: .before(try #require(titles.previous)))
      #expect(try queue.reader.articles(back).rows == ids.rows)
      let none = try queue.reader.articles(
        ArticleSearch(text: "100%", place: .after(ArticleSearch.Mark(7, isByTitle: true))))
      #expect(none.rows.isEmpty && none.next == nil)
      let end = ArticleSearch(text: "100%", place: .before(try #require(none.previous)))
      #expect(try queue.reader.articles(end).rows.map(\.id) == ["100%_", "z"])
      let first = try queue.reader.articles(ArticleSearch(limit: 1))
      let row = ArticleRow(number: 1, id: "blog/b", title: "Second", size: 8, tasks: [])
      #expect(first == ArticlePage(rows: [row], next: ArticleSearch.Mark(1), lookedAt: 1))
    },
    StoreContract(name: "articles are found by their tasks' role, state and failure") {
      queue throws in
      try queue.fill(6, roles: [Make.role, "deep"])
      try queue.answer(2)
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.empty)))
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.moderated)))
      _ = try queue.store.cancel(CancelSelection(role: "deep", articles: ["a6"]))
      let attempt = try #require(try queue.task(2).result?.attempt)
      _ = try queue.store.judge(
        Judging(role: Make.role, article: "a2", attempt: attempt, verdict: .rejected),
        now: Make.at(9))
      _ = try queue.store.beginRun(Make.run([Make.job(digest: "digest-2")]))
      let cases: [(ArticleSearch, [Int64])] = [
        (ArticleSearch(role: Make.role, state: "done"), [1, 2]),
        (ArticleSearch(state: "failed"), [3, 4]), (ArticleSearch(kind: .moderated), [4]),
        (ArticleSearch(role: "deep", state: "failed"), []),
        (ArticleSearch(state: "cancelled"), [6]),
        (ArticleSearch(text: "a2", role: Make.role, state: "done"), [2]),
        (ArticleSearch(text: "a2", state: "failed"), []),
        (ArticleSearch(text: "title 3", kind: .empty), [3]), (ArticleSearch(role: "none"), []),
      ]
      for (search, numbers) in cases {
        for limit in [1, 50] {
          var search = search
          search.limit = limit
          #expect(try queue.found(search).map(\.number) == numbers, "\(search)")
        }
      }
      let row = try #require(try queue.reader.articles(ArticleSearch(text: "a2")).rows.first)
      #expect(row.title == "Title 2" && row.tasks.map(\.role) == ["deep", Make.role])
      let task = try #require(row.tasks.last)
      #expect(task.state == .done && task.verdict == .rejected && task.isStale)
      #expect(task.attempts == 1 && task.cost == Money(picodollars: 1_000))
    },
    StoreContract(name: "the ledger is told attempt by attempt, also those that have ended since") {
      queue throws in
      try queue.fill(3, roles: [Make.role, "deep"])
      try queue.answer(1)
      let open = try #require(try queue.claim(role: "deep", at: 20))
      let points = try queue.reader.ledger(after: ClaimNumber(0), limit: 100)
      #expect(points.map(\.role) == [Make.role, "deep"] && points.map(\.article) == [1, 1])
      #expect(points[0].outcome == "done" && points[0].milliseconds == 1_234)
      #expect(points[0].cost == Money(picodollars: 1_000) && points[0].model == Make.cheap)
      #expect(points[1].finishedAt == nil && points[1].startedAt == Make.at(20))
      #expect(try queue.reader.ledger(after: points[0].number, limit: 1) == [points[1]])
      let failure = Make.failure(.throttled)
      try queue.settle(
        open, .postpone(failure, .throttled, notBefore: nil),
        facts: Make.facts(cost: nil, status: 429))
      let ended = try queue.reader.ledger(numbers: [open.number, ClaimNumber(99)])
      #expect(ended.map(\.isThrottle) == [true] && ended[0].finishedAt == Make.at(10))
      #expect(try queue.reader.ledger(after: open.number, limit: 9) == [])
      let costs = try queue.reader.costs(after: TaskID(0), limit: 5)
      #expect(costs.map(\.id.number) == [1, 2, 3, 4, 5])
      #expect(costs[0].cost == Money(picodollars: 1_000) && costs[0].attempts == 1)
      #expect(try queue.reader.costs(after: TaskID(5), limit: 5).map(\.role) == ["deep"])
    },
  ]
}
