extension TaskStore {
  /// Makes the tasks of a role for every article enqueued since it last did, in parts that each
  /// take a moment; returns how many.
  package func makeTasks(role: String) throws(StoreFailure) -> Int {
    let limit = 20_000
    var made = 0
    while true {
      let part = try makeTasks(role: role, limit: limit)
      made += part
      if part < limit { return made }
    }
  }

  /// Carries a change out with no run alive.
  ///
  /// - Parameter pace: what the last run kept of its pace.
  /// - Returns: nil for what only a live run can do.
  package func carryOut(
    _ change: QueueChange, pauses: [Pause], pace: KeptDocument? = nil, now: Timestamp
  ) throws(StoreFailure) -> ChangeReport? {
    switch change {
    case .enqueue(let articles, let update):
      return .enqueued(try enqueue(articles, update: update))
    case .retry(let selection):
      return .retried(try retry(selection))
    case .cancel(let selection):
      // A named article that was enqueued since the role last ran has no task yet.
      if !selection.articles.isEmpty { _ = try makeTasks(role: selection.role) }
      return .cancelled(try cancel(selection))
    case .prune(let selection):
      return .pruned(try prune(selection))
    case .pause(let pause):
      try self.change(begin: [pause], end: [], now: now)
      return .paused
    case .resume(let scope):
      let meant = pauses.filter { scope == nil || $0.scope == scope }
      let ended = meant.filter(\.isUsers).map(\.key)
      // The next run asks about the others by itself, but not before a moment that was named.
      let asked = meant.filter(\.isHint).map(\.key)
      let lifted = pace.map {
        PaceRecord($0).lifting(asked).document(now: $0.fetchedAt)
      }
      try self.change(
        begin: [], end: ended + asked, keep: lifted.map { [$0] } ?? [], now: now)
      return .resumed(ended: ended, probed: meant.map(\.key).filter { !ended.contains($0) })
    case .concurrency:
      return nil
    case .budget(let change):
      return .budget(try self.change(change))
    case .judge(let judging):
      return .judged(try judge(judging, now: now))
    case .sendBack(let sendBack):
      try self.sendBack(sendBack, onto: nil)
      return .sentBack
    case .keepResult(let keeping):
      try keepResult(keeping)
      return .keptResult
    }
  }

  /// Begins and ends pauses, and keeps what goes with them.
  package func change(
    begin: [Pause], end: [Pause.Key], keep: [KeptDocument] = [], now: Timestamp
  ) throws(StoreFailure) {
    guard !begin.isEmpty || !end.isEmpty else { return }
    let nothing = Preparation.settle(.postpone(.interrupted, .interrupted, notBefore: nil))
    _ = try turn(Turn(now: now, begin: begin, end: end, keep: keep)) { _ in nothing }
  }
}
