import BatchCore
import Testing

extension StoreContract {
  static let cancelling = [
    StoreContract(name: "ready tasks are taken out, and put back to the first rung") {
      queue throws in
      try queue.fill(4, roles: [Make.role, "deep"])
      let named = CancelSelection(role: Make.role, articles: ["a2", "a2", "a3"])
      #expect(try queue.store.cancel(named) == CancelledTasks(count: 2, inFlight: 0))
      #expect(try queue.store.cancel(named) == CancelledTasks(count: 0, inFlight: 0))
      #expect(try queue.task(2).record.state == .cancelled)
      #expect(try queue.task(2, role: "deep").record.state == .ready(.new, notBefore: nil))
      let figures = try queue.figures()
      #expect(figures.cancelled == 2 && figures.ready == 2 && figures.total == 4)
      #expect(try queue.claim()?.articleID == "a1")
      #expect(try queue.claim()?.articleID == "a4")
      #expect(try queue.claim() == nil)
      try queue.verify()
      #expect(try queue.store.retry(RetrySelection(role: Make.role)).count == 0)
      let back = RetrySelection(role: Make.role, isOfCancelled: true)
      #expect(try queue.store.retry(back) == RetriedTasks(count: 2))
      #expect(try queue.claim()?.articleID == "a2")
      try queue.verify()
    },
    StoreContract(name: "all of a role is taken out, a limited number at a time") { queue throws in
      try queue.fill(7)
      let claim = try #require(try queue.claim())
      try queue.settle(
        claim, .retry(Make.failure(.serverError), notBefore: Make.at(900), .none))
      let selection = CancelSelection(role: Make.role, limit: 3)
      var counts: [Int] = []
      while true {
        let tasks = try queue.store.cancel(selection)
        counts.append(tasks.count)
        if !tasks.isPartial { break }
      }
      #expect(counts == [3, 3, 1])
      #expect(try queue.figures().cancelled == 7 && queue.figures().waiting == 0)
      try queue.verify()
    },
    StoreContract(name: "what has no task yet is cancelled without being made ready") {
      queue throws in
      try queue.fill(3)
      let claim = try #require(try queue.claim())
      _ = try queue.store.enqueue((4...8).map { Make.article($0) }, update: false)
      let named = CancelSelection(role: Make.role, articles: ["a8"])
      #expect(try queue.store.cancel(named) == CancelledTasks(count: 1, inFlight: 0))
      #expect(try queue.figures().total == 4, "no other task is made for it")
      #expect(try queue.reader.openWork(role: Make.role).articles == 7)
      let selection = CancelSelection(role: Make.role, limit: 3)
      var counts: [Int] = []
      while true {
        let tasks = try queue.store.cancel(selection)
        counts.append(tasks.count)
        try queue.verify()
        if !tasks.isPartial { break }
      }
      #expect(counts == [3, 3, 0])
      #expect(try queue.store.makeTasks(role: Make.role) == 0)
      try queue.settle(claim, Make.answer())
      #expect(try queue.figures().cancelled == 7 && queue.figures().done == 1)
      let back = RetrySelection(role: Make.role, isOfCancelled: true)
      #expect(try queue.store.retry(back).count == 7)
      #expect(try queue.claim()?.articleID == "a2")
      try queue.verify()
    },
    StoreContract(name: "an article cancelled before its turn leaves no gap and is not made again")
    {
      queue throws in
      _ = try queue.store.enqueue((1...9).map { Make.article($0) }, update: false)
      for id in ["a4", "a7", "a4"] {
        _ = try queue.store.cancel(CancelSelection(role: Make.role, articles: [id]))
      }
      #expect(try queue.figures().total == 2 && queue.figures().cancelled == 2)
      #expect(try queue.store.makeTasks(role: Make.role, limit: 3) == 3)
      #expect(try queue.reader.openWork(role: Make.role).articles == 7)
      #expect(try queue.store.makeTasks(role: Make.role, limit: 3) == 3)
      #expect(try queue.store.makeTasks(role: Make.role, limit: 3) == 1)
      #expect(try queue.store.makeTasks(role: Make.role, limit: 3) == 0)
      let figures = try queue.figures()
      #expect(figures.ready == 7 && figures.cancelled == 2)
      var claimed: [String] = []
      while let claim = try queue.claim() { claimed.append(claim.articleID) }
      #expect(claimed == ["a1", "a2", "a3", "a5", "a6", "a8", "a9"])
      try queue.verify()
    },
    StoreContract(name: "a role that never ran is cancelled whole") { queue throws in
      _ = try queue.store.enqueue((1...2).map { Make.article($0) }, update: false)
      #expect(try queue.store.cancel(CancelSelection(role: "deep")).count == 2)
      #expect(try queue.store.makeTasks(role: "deep") == 0)
      #expect(try queue.figures("deep").cancelled == 2)
      try queue.verify()
    },
    StoreContract(name: "a claimed task that is cancelled keeps a usable answer and nothing else") {
      queue throws in
      let endings: [(Decision, Int, Int)] = [
        (Make.answer(), 1, 0), (.fail(Make.failure(.moderated)), 0, 0),
        (.retry(Make.failure(.serverError), notBefore: nil, .none), 0, 1),
        (.escalate(Make.failure(.notJSON), rung: 1, model: Make.dear), 0, 1),
        (.postpone(Make.failure(.throttled), .throttled, notBefore: nil), 0, 1),
      ]
      try queue.fill(endings.count)
      for (number, (decision, done, cancelled)) in zip(1..., endings) {
        let before = try queue.figures()
        let claim = try #require(try queue.claim())
        let selection = CancelSelection(role: Make.role, articles: ["a\(number)"])
        #expect(try queue.store.cancel(selection) == CancelledTasks(count: 0, inFlight: 1))
        #expect(try queue.store.cancel(selection) == CancelledTasks(count: 0, inFlight: 0))
        #expect(try queue.task(number).record.state == .claimed(claim.number))
        try queue.settle(claim, decision)
        let after = try queue.figures()
        #expect(after.done - before.done == done && after.claimed == 0)
        #expect(after.cancelled - before.cancelled == cancelled)
        try queue.verify()
      }
    },
    StoreContract(name: "a cancelled task whose run dies is not sent again") { queue throws in
      try queue.fill(2)
      _ = try #require(try queue.claim())
      _ = try queue.store.cancel(CancelSelection(role: Make.role, articles: ["a1"]))
      try queue.replaceWriter()
      #expect(try queue.store.recover(now: Make.at(20)) == 1)
      #expect(try queue.task(1).record.state == .cancelled)
      #expect(try queue.claim()?.articleID == "a2")
      try queue.verify()
    },
    StoreContract(name: "a cancelled article that is replaced stays out") { queue throws in
      try queue.fill(1)
      let claim = try #require(try queue.claim())
      _ = try queue.store.cancel(CancelSelection(role: Make.role))
      _ = try queue.store.enqueue([Make.article(1, body: "new")], update: true)
      try queue.settle(claim, Make.answer())
      #expect(try queue.task(1).record.state == .cancelled)
      try queue.verify()
    },
    StoreContract(name: "an unknown id takes nothing out") { queue throws in
      try queue.fill(3)
      #expect(throws: StoreFailure.unknownArticle(id: "a11", nearest: ["a1"])) {
        try queue.store.cancel(CancelSelection(role: Make.role, articles: ["a1", "a11"]))
      }
      #expect(try queue.figures().cancelled == 0)
    },
    StoreContract(name: "failed tasks are put back a limited number at a time, each once") {
      queue throws in
      try queue.fill(5)
      for _ in 1...5 {
        try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.empty)))
      }
      let place = LadderPlace(rung: 1, model: Make.dear)
      var selection = RetrySelection(role: Make.role, target: place, limit: 2)
      var counts: [Int] = []
      repeat {
        let tasks = try queue.store.retry(selection)
        counts.append(tasks.count)
        selection.after = tasks.next
        // What fails again meanwhile is not put back a second time.
        if let claim = try queue.claim(rungs: [1]) {
          try queue.settle(claim, .fail(Make.failure(.empty)))
        }
      } while selection.after != nil
      #expect(counts == [2, 2, 1])
      #expect(try queue.figures().failed == 3)
      #expect(try queue.task(5).record.model == Make.dear && queue.task(5).record.rung == 1)
      try queue.verify()
    },
    StoreContract(name: "a run's concurrency can be noted anew") { queue throws in
      let number = try queue.store.beginRun(Make.run())
      try queue.store.setConcurrency(17, ofRun: number)
      try queue.verify()
    },
    StoreContract(name: "what failed and what waits is listed by cause") { queue throws in
      try queue.fill(9)
      for number in 1...7 {
        let claim = try #require(try queue.claim())
        let later = Make.at(500 + Int64(number))
        let decision: Decision =
          switch number {
          case 1, 2, 3: .fail(Make.failure(.moderated))
          case 4: .fail(Make.failure(.empty))
          case 5, 6: .retry(Make.failure(.serverError), notBefore: later, .none)
          default: .postpone(Make.failure(.throttled), .throttled, notBefore: later)
          }
        try queue.settle(claim, decision)
      }
      let reader = queue.reader
      #expect(try reader.failed(role: Make.role, kind: .moderated, limit: 2) == ["a1", "a2"])
      #expect(try reader.failed(role: Make.role, kind: .empty, limit: 2) == ["a4"])
      #expect(try reader.failed(role: "deep", kind: .empty, limit: 2) == [])
      let waiting = try reader.waiting(role: Make.role, now: Make.at(100), examples: 1)
      #expect(
        waiting == [
          WaitingFigures(
            reason: .retry, kind: .serverError, count: 2, until: Make.at(505), examples: ["a5"]),
          WaitingFigures(
            reason: .throttled, kind: .throttled, count: 1, until: Make.at(507), examples: ["a7"]),
        ])
      #expect(try reader.waiting(role: Make.role, now: Make.at(600), examples: 1) == [])
    },
  ]
}
