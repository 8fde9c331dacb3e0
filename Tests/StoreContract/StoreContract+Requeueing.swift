import BatchCore
import Testing

extension StoreContract {
  static let requeueing = [
    StoreContract(name: "failed tasks are put back to the first rung") { queue throws in
      try queue.fill(3)
      let claim = try #require(try queue.claim())
      try queue.settle(claim, .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear))
      let dear = try #require(try queue.claim(rungs: [1]))
      try queue.settle(dear, .fail(Make.failure(.offSchema)))
      #expect(try queue.store.retry(RetrySelection()).count == 1)
      let task = try queue.task(1)
      #expect(task.record.state == .ready(.requeued, notBefore: nil))
      #expect(task.record.rung == 0)
      #expect(task.record.model == nil)
      #expect(task.attempts.count == 2)
      let figures = try queue.figures()
      #expect(figures.failed == 0 && figures.ready == 3 && figures.failures == [])
      #expect(figures.models.allSatisfy { $0.failed == 0 })
      #expect(try queue.store.retry(RetrySelection()).count == 0)
      try queue.verify()
    },
    StoreContract(name: "a selection puts back only what it names") { queue throws in
      let selections: [(RetrySelection, [String])] = [
        (RetrySelection(role: "deep"), ["deep a1", "deep a2"]),
        (RetrySelection(kind: .moderated), ["rewrite a1", "deep a1"]),
        (RetrySelection(articles: ["a2"]), ["rewrite a2", "deep a2"]),
        (RetrySelection(articles: ["a2", "a2", "a1"]), ["all"]),
        (RetrySelection(role: Make.role, articles: ["a1"], kind: .moderated), ["rewrite a1"]),
        (RetrySelection(role: Make.role, articles: ["a1"], kind: .empty), []),
        (RetrySelection(articles: ["a3"]), []),
        (RetrySelection(role: "none"), []),
      ]
      try queue.fill(3, roles: [Make.role, "deep"])
      for (selection, names) in selections {
        for role in [Make.role, "deep"] {
          for kind in [FailureKind.moderated, .empty] {
            let claim = try #require(try queue.claim(role: role))
            try queue.settle(claim, .fail(Make.failure(kind)))
          }
        }
        let count = try queue.store.retry(selection).count
        #expect(count == (names == ["all"] ? 4 : names.count))
        for role in [Make.role, "deep"] {
          for number in 1...2 {
            let state = try queue.task(number, role: role).record.state
            let isBack = names == ["all"] || names.contains("\(role) a\(number)")
            #expect((state == .ready(.requeued, notBefore: nil)) == isBack)
          }
        }
        try queue.verify()
        _ = try queue.store.retry(RetrySelection())
      }
    },
    StoreContract(name: "an unknown id puts nothing back and names the nearest") { queue throws in
      try queue.fill(3)
      try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.empty)))
      #expect(throws: StoreFailure.unknownArticle(id: "a11", nearest: ["a1"])) {
        _ = try queue.store.retry(RetrySelection(articles: ["a1", "a11"]))
      }
      #expect(try queue.figures().failed == 1)
    },
    StoreContract(name: "tasks follow their model when the ladder is edited") { queue throws in
      try queue.fill(3)
      for _ in 1...2 {
        let claim = try #require(try queue.claim())
        try queue.settle(claim, .escalate(Make.failure(.notJSON), rung: 1, model: Make.dear))
      }
      let held = try #require(try queue.claim(rungs: [1]))
      try queue.settle(
        held, .retry(Make.failure(.offSchema), notBefore: nil, Adjustment(complaint: "c")))
      let ladders: [([String], Int)] = [
        (["x/new", Make.cheap, Make.dear], 2), ([Make.dear], 0), ([Make.cheap, Make.dear], 1),
      ]
      for (ladder, rung) in ladders {
        try queue.store.alignLadder(role: Make.role, models: ladder)
        let task = try queue.task(1).record
        #expect(task.rung == rung)
        #expect(task.model == Make.dear)
        #expect(task.tries == 1)
        #expect(task.adjustment.complaint == "c")
        #expect(try queue.task(3).record.rung == 0)
        try queue.verify()
      }
      try queue.store.alignLadder(role: "deep", models: ["x/new"])
      #expect(try queue.task(1).record.rung == 1)
      try queue.store.alignLadder(role: Make.role, models: ["x/new"])
      let task = try queue.task(1).record
      #expect(task.rung == 0 && task.model == nil && task.tries == 0)
      #expect(task.adjustment == .none)
    },
  ]
}
