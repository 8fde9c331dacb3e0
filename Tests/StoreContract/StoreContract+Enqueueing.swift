import BatchCore
import Testing

extension StoreContract {
  static let enqueueing = [
    StoreContract(name: "an article is queued once") { queue throws in
      #expect(try queue.store.enqueue([Make.article(1)], update: false) == [.queued])
      #expect(try queue.store.enqueue([Make.article(1)], update: false) == [.unchanged])
      #expect(try queue.store.enqueue([Make.article(1)], update: true) == [.unchanged])
      #expect(try queue.reader.figures(now: Make.at(0)).articles == 1)
    },
    StoreContract(name: "results come in the order of the articles") { queue throws in
      _ = try queue.store.enqueue([Make.article(1), Make.article(2)], update: false)
      let mixed = [
        Make.article(3), Make.article(1, body: "other"), Make.article(2), Make.article(3),
      ]
      #expect(
        try queue.store.enqueue(mixed, update: false)
          == [.queued, .conflicting, .unchanged, .unchanged])
    },
    StoreContract(name: "a conflicting article changes nothing") { queue throws in
      try queue.fill(1)
      _ = try queue.store.enqueue([Make.article(1, body: "other")], update: false)
      let history = try queue.reader.history(article: "a1")
      #expect(history.article == Make.article(1))
      #expect(history.revision == 1)
    },
    StoreContract(name: "texts come back byte for byte") { queue throws in
      let texts = [
        "", "a\u{0}b", "\u{FEFF}x", "e\u{301} is not \u{E9}", "👩‍👩‍👧", "'\"\\\r\n\t", "\u{10FFFF}",
      ]
      let articles = texts.enumerated().map { index, text in
        Article(id: "id\(index)\(text)", title: text, body: text + "!", extra: "{}")
      }
      _ = try queue.store.enqueue(articles, update: false)
      for article in articles {
        let stored = try queue.reader.history(article: article.id).article
        #expect(Array(stored.body.utf8) == Array(article.body.utf8))
        #expect(Array(stored.title.utf8) == Array(article.title.utf8))
      }
      #expect(try queue.reader.figures(now: Make.at(0)).articles == texts.count)
    },
    StoreContract(name: "ids that only look alike are two articles") { queue throws in
      let results = try queue.store.enqueue(
        [Article(id: "\u{E9}", title: "", body: ""), Article(id: "e\u{301}", title: "", body: "")],
        update: false)
      #expect(results == [.queued, .queued])
    },
    StoreContract(name: "tasks are made once for each article and role") { queue throws in
      try queue.fill(3)
      #expect(try queue.store.makeTasks(role: Make.role) == 0)
      _ = try queue.store.enqueue([Make.article(4)], update: false)
      #expect(try queue.store.makeTasks(role: Make.role) == 1)
      #expect(try queue.store.makeTasks(role: "deep") == 4)
      #expect(try queue.figures().ready == 4)
      #expect(try queue.figures("deep").ready == 4)
      try queue.verify()
    },
    StoreContract(name: "tasks are made in parts, in the order of the articles") { queue throws in
      _ = try queue.store.enqueue((1...5).map { Make.article($0) }, update: false)
      _ = try queue.store.beginRun(Make.run([Make.job()]))
      #expect(try queue.store.makeTasks(role: Make.role, limit: 2) == 2)
      #expect(try queue.figures().ready == 2)
      #expect(try queue.claim()?.articleID == Make.article(1).id)
      _ = try queue.store.enqueue([Make.article(6)], update: false)
      #expect(try queue.store.makeTasks(role: Make.role, limit: 3) == 3)
      #expect(try queue.store.makeTasks(role: Make.role, limit: 3) == 1)
      #expect(try queue.store.makeTasks(role: Make.role, limit: 3) == 0)
      #expect(try queue.figures().ready == 5)
      try queue.verify()
    },
    StoreContract(name: "an updated article puts its tasks back") { queue throws in
      try queue.fill(3, roles: [Make.role, "deep"])
      let done = try #require(try queue.claim())
      try queue.settle(done, Make.answer())
      let failed = try #require(try queue.claim())
      try queue.settle(failed, .fail(Make.failure(.moderated)))
      let changed = (1...3).map { Make.article($0, body: "new") }
      #expect(
        try queue.store.enqueue(changed, update: true)
          == [.updated, .updated, .updated])
      for article in 1...3 {
        for role in [Make.role, "deep"] {
          let task = try queue.task(article, role: role)
          #expect(task.record.state == .ready(.updated, notBefore: nil))
          #expect((task.result != nil) == (article == 1 && role == Make.role), "kept until then")
        }
      }
      let exported = try queue.reader.page(role: Make.role, after: 0, filter: .done, limit: 9)
      #expect(exported == [], "it is of the old text")
      let figures = try queue.figures()
      #expect(figures.ready == 3)
      #expect(figures.done == 0)
      #expect(figures.failures == [])
      #expect(figures.cost.picodollars == 2_000)
      #expect(try queue.reader.history(article: "a1").revision == 2)
      try queue.verify()
    },
  ]
}
