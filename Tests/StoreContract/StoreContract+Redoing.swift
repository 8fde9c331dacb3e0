import BatchCore
import Testing

extension StoreContract {
  private static let newPrompt = Make.run([Make.job(digest: "digest-2")])

  static let redoing = [
    StoreContract(name: "a result of an earlier prompt is kept until the new one is stored") {
      queue throws in
      try queue.fill(4)
      try queue.answer(2, "1")
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.empty)))
      _ = try queue.store.beginRun(newPrompt)
      #expect(try queue.store.redo(RedoSelection(role: Make.role)) == RedoneTasks(count: 2))
      for number in 1...2 {
        let task = try queue.task(number)
        #expect(task.record.state == .ready(.stale, notBefore: nil))
        #expect(task.result?.job == "digest-1" && task.newestJob == "digest-2")
      }
      let figures = try queue.figures()
      #expect([figures.ready, figures.done, figures.failed, figures.stale] == [3, 0, 1, 0])
      #expect(figures.models.allSatisfy { $0.done == 0 })
      #expect(try queue.exported() == ["a1 1", "a2 1"])
      try queue.verify()
      try queue.answer(1, job: "digest-2", "2")
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.moderated)))
      #expect(try queue.exported() == ["a1 2", "a2 1"])
      #expect(try queue.task(1).result?.job == "digest-2")
      #expect(try queue.figures().done == 1)
      try queue.verify()
      let selection = RetrySelection(articles: ["a2"])
      #expect(try queue.store.retry(selection).count == 1)
      try queue.answer(1, job: "digest-2", "3")
      #expect(try queue.exported() == ["a1 2", "a2 3"])
      try queue.verify()
    },
    StoreContract(name: "a result that is up to date is not put back") { queue throws in
      try queue.fill(4, roles: [Make.role, "deep"])
      try queue.answer(2)
      let selection = RedoSelection(role: Make.role)
      #expect(try queue.store.redo(selection).count == 0)
      _ = try queue.store.beginRun(Make.run([Make.job(source: "other models")]))
      #expect(try queue.store.redo(selection).count == 0)
      _ = try queue.store.beginRun(newPrompt)
      try queue.answer(1, job: "digest-2")
      #expect(try queue.store.redo(RedoSelection(role: "deep")).count == 0)
      #expect(try queue.store.redo(selection).count == 2)
      #expect(try queue.task(3).record.state == .done)
      #expect(try queue.store.redo(selection).count == 0)
      try queue.answer(2, job: "digest-2")
      #expect(try queue.store.redo(selection).count == 0)
      _ = try queue.store.beginRun(Make.run())
      #expect(try queue.store.redo(selection).count == 3)
      try queue.verify()
    },
    StoreContract(name: "portions go on where they were left, also by another writer") {
      queue throws in
      try queue.fill(9)
      for digest in ["digest-1", "digest-0", "digest-1"] {
        _ = try queue.store.beginRun(Make.run([Make.job(digest: digest)]))
        try queue.answer(3, job: digest)
      }
      _ = try queue.store.beginRun(newPrompt)
      var selection = RedoSelection(role: Make.role, limit: 2)
      var counts: [Int] = []
      repeat {
        let redone = try queue.store.redo(selection)
        counts.append(redone.count)
        selection.after = redone.next
        if counts.count == 2 {
          try queue.replaceWriter()
          try queue.answer(1, job: "digest-2")
          selection.after = nil
        }
      } while selection.after != nil || counts.count == 2
      #expect(counts == [2, 2, 2, 2, 1])
      #expect(try queue.figures().done == 1 && queue.figures().ready == 8)
      #expect(try queue.exported().count == 9)
      try queue.verify()
    },
    StoreContract(name: "results that fit again, as the prompt is the first one, are not made anew")
    {
      queue throws in
      try queue.fill(9, roles: [Make.role, "deep"])
      try queue.answer(8)
      let all = RedoSelection(role: Make.role, limit: 3)
      #expect(try queue.store.reinstate(all, digest: "digest-1").count == 0, "nothing has changed")
      _ = try queue.store.beginRun(newPrompt)
      #expect(try queue.store.redo(RedoSelection(role: Make.role)).count == 8)
      try queue.answer(2, job: "digest-2", "2")
      try queue.settle(
        try #require(try queue.claim()), .retry(Make.failure(.empty), notBefore: nil, .none))
      _ = try queue.store.enqueue([Make.article(8, body: "new")], update: true)
      #expect(try queue.store.reinstate(all, digest: "digest-2").count == 0)
      #expect(try queue.store.reinstate(all, digest: "digest-3").count == 0)
      #expect(try queue.store.reinstate(RedoSelection(role: "deep"), digest: "digest-1").count == 0)
      var selection = all
      var counts: [Int] = []
      repeat {
        let part = try queue.store.reinstate(selection, digest: "digest-1")
        counts.append(part.count)
        selection.after = part.next
        try queue.verify()
      } while selection.after != nil
      #expect(counts == [3, 2])
      _ = try queue.store.beginRun(Make.run())
      for number in 3...7 { #expect(try queue.task(number).record.state == .done) }
      #expect(try queue.task(8).record.state == .ready(.updated, notBefore: nil))
      #expect(try queue.task(9).record.state == .ready(.new, notBefore: nil))
      #expect(try queue.figures().stale == 2)
      #expect(try queue.store.redo(RedoSelection(role: Make.role)).count == 2)
      try queue.verify()
    },
    StoreContract(
      name: "a result that fits again is taken back from what failed or was cancelled"
    ) { queue throws in
      try queue.fill(4)
      try queue.answer(4)
      _ = try queue.store.beginRun(newPrompt)
      let all = RedoSelection(role: Make.role)
      #expect(try queue.store.redo(all).count == 4)
      for _ in 1...2 {
        try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.moderated)))
      }
      _ = try queue.store.cancel(CancelSelection(role: Make.role, articles: ["a3"]))
      _ = try queue.store.enqueue([Make.article(2, body: "new")], update: true)
      try queue.settle(
        try #require(try queue.claim(order: .unasked)), .fail(Make.failure(.moderated)))
      #expect(try queue.store.reinstate(all, digest: "digest-1").count == 3)
      _ = try queue.store.beginRun(Make.run())
      for number in [1, 3, 4] { #expect(try queue.task(number).record.state == .done) }
      let figures = try queue.figures()
      #expect([figures.done, figures.failed, figures.cancelled, figures.stale] == [3, 0, 0, 0])
      #expect(figures.failures.allSatisfy { $0.count == 0 })
      #expect(try queue.exported() == ["a1 1", "a3 1", "a4 1"])
      try queue.verify()
    },
    StoreContract(name: "what comes back late of another prompt takes no place of one that fits") {
      queue throws in
      try queue.fill(6)
      try queue.answer(5)
      _ = try queue.store.beginRun(newPrompt)
      let all = RedoSelection(role: Make.role)
      #expect(try queue.store.redo(all).count == 5)
      let batch = try queue.gather {
        var shape = Make.shape($0, job: "digest-2")
        shape.stream = false
        return .send(shape, body: [])
      }
      let number = try #require(batch.number)
      #expect(batch.claims.count == 6)
      try queue.store.accepted(number, as: "batch_1", now: Make.at(5))
      try queue.replaceWriter()
      _ = try queue.store.recover(now: Make.at(20))
      #expect(try queue.store.reinstate(all, digest: "digest-1").count == 0, "all are claimed")
      _ = try queue.store.beginRun(Make.run())
      _ = try queue.store.enqueue([Make.article(5, body: "new")], update: true)
      _ = try queue.store.cancel(CancelSelection(role: Make.role, articles: ["a4"]))
      let failure = Make.failure(.returned)
      let refused = try queue.settle(
        number, batch.claims,
        [
          Make.answer("2"), .fail(failure), .postpone(failure, .returned, notBefore: nil),
          .retry(failure, notBefore: nil, .none), Make.answer("2"), Make.answer("2"),
        ])
      #expect(refused == [])
      #expect(try queue.exported() == ["a1 1", "a2 1", "a3 1", "a4 1", "a6 2"])
      for number in 1...4 {
        #expect(try queue.task(number).record.state == .done)
        #expect(try queue.task(number).attempts.count == 2, "what was paid stays in the ledger")
      }
      #expect(try queue.task(5).record.state == .ready(.updated, notBefore: nil))
      let figures = try queue.figures()
      #expect([figures.done, figures.failed, figures.stale] == [5, 0, 1])
      #expect(figures.cost == Money(picodollars: 11_000))
      try queue.verify()
    },
    StoreContract(name: "an answer that was put aside takes no place of a result that fits again") {
      queue throws in
      try queue.fill(2)
      try queue.answer(2)
      _ = try queue.store.beginRun(newPrompt)
      #expect(try queue.store.redo(RedoSelection(role: Make.role)).count == 2)
      let claims = try (1...2).map { _ in
        try #require(try queue.claim { .send(Make.shape($0, job: "digest-2"), body: []) })
      }
      // The next run is of the first prompt again, and has not begun.
      var turn = Turn(now: Make.at(20), settlements: [Make.settlement(claims[0], Make.answer("2"))])
      turn.inForce = [Make.role: "digest-1"]
      #expect(try queue.store.turn(turn, prepare: Make.send).refused == [])
      #expect(try queue.task(1).record.state == .done)
      #expect(try queue.task(1).result?.output == "1")
      turn.settlements = [Make.settlement(claims[1], Make.answer("2"))]
      turn.inForce = [Make.role: "digest-2"]
      #expect(try queue.store.turn(turn, prepare: Make.send).refused == [])
      #expect(try queue.exported() == ["a1 1", "a2 2"])
      try queue.verify()
    },
    StoreContract(name: "a kept result is not exported for another text, and outlives all else") {
      queue throws in
      try queue.fill(3)
      try queue.answer(3)
      _ = try queue.store.beginRun(newPrompt)
      #expect(try queue.store.redo(RedoSelection(role: Make.role)).count == 3)
      _ = try queue.store.enqueue([Make.article(1, body: "new")], update: true)
      _ = try queue.store.cancel(CancelSelection(role: Make.role, articles: ["a2"]))
      try queue.settle(
        try #require(try queue.claim(order: .unasked)), .fail(Make.failure(.empty)))
      _ = try queue.store.prune(PruneSelection())
      #expect(try queue.exported() == ["a2 1", "a3 1"])
      for number in 1...3 { #expect(try queue.task(number).result != nil) }
      let history = try queue.reader.history(article: "a1")
      #expect(history.tasks.map(history.staleness) == [.articleChanged])
      let other = try queue.reader.history(article: "a2")
      #expect(other.tasks.map(other.staleness) == [.promptChanged])
      try queue.verify()
    },
  ]
}
