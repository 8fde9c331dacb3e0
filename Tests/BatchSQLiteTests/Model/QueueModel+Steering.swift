import BatchCore

extension QueueModel {
  mutating func enqueue(_ article: Article, update: Bool) -> EnqueueResult {
    guard let known = index(of: article.id) else {
      articles.append(StoredArticle(article: article))
      return .queued
    }
    if articles[known].article == article { return .unchanged }
    guard update else { return .conflicting }
    articles[known].article = article
    articles[known].revision += 1
    for task in tasks where task.record.article == known + 1 {
      switch task.record.state {
      case .ready, .done, .failed:
        change(task.record.id, at: Timestamp(milliseconds: 0)) { $0.restart(.updated) }
      case .claimed, .cancelled: break
      }
    }
    return .updated
  }

  mutating func makeTasks(role: String, as state: TaskState = .ready(.new, notBefore: nil)) -> Int {
    var stored = roles[role] ?? StoredRole()
    let last = stored.lastArticle
    for number in articles.indices.map({ $0 + 1 }) where number > last {
      tasks.append(
        StoredTask(
          record: TaskRecord(
            id: TaskID(Int64(tasks.count + 1)), role: role, article: Int64(number),
            state: state)))
    }
    stored.lastArticle = articles.count
    roles[role] = stored
    return articles.count - last
  }

  mutating func beginRun(_ run: RunRecord) {
    self.run = LiveRun(startedAt: run.startedAt, concurrency: run.concurrency)
    for job in run.jobs {
      let stored = StoredJob(role: job.role, digest: job.digest, source: job.source)
      keep(stored)
      roles[job.role, default: StoredRole()].newestJob = stored
    }
  }

  private mutating func keep(_ job: StoredJob) {
    if !jobs.contains(job) { jobs.append(job) }
  }

  /// The job file in force, else the newest of that digest, else none was kept.
  mutating func job(_ role: String, digest: String) -> StoredJob {
    if let newest = roles[role]?.newestJob, newest.digest == digest { return newest }
    if let known = jobs.last(where: { $0.role == role && $0.digest == digest }) { return known }
    let unknown = StoredJob(role: role, digest: digest, source: "")
    keep(unknown)
    return unknown
  }

  mutating func alignLadder(role: String, models: [String]) {
    for place in tasks.indices where tasks[place].record.role == role {
      guard case .ready = tasks[place].record.state, let model = tasks[place].record.model
      else { continue }
      if let rung = models.firstIndex(of: model) {
        tasks[place].record.rung = rung
      } else {
        tasks[place].record.rung = 0
        tasks[place].record.model = nil
        tasks[place].record.tries = 0
        tasks[place].record.throttles = 0
        tasks[place].record.adjustment = Adjustment(note: tasks[place].record.adjustment.note)
      }
    }
  }

  /// - Returns: how many came back; nil if one of the articles is unknown.
  mutating func retry(_ selection: RetrySelection) -> Int? {
    let named = selection.articles.map { index(of: $0) }
    guard !named.contains(nil) else { return nil }
    var count = 0
    for task in tasks where selection.role.map({ $0 == task.record.role }) ?? true {
      if !named.isEmpty, !named.contains(Int(task.record.article) - 1) { continue }
      guard selection.takes(task.record, isNamed: !named.isEmpty) else { continue }
      count += 1
      change(task.record.id, at: Timestamp(milliseconds: 0)) { record in
        // One that was to be cancelled with its claim simply stays.
        if record.isCancelling { return record.isCancelling = false }
        record.restart(.requeued)
        record.adjustment.clearCache = true
        if let target = selection.target {
          (record.rung, record.model) = (target.rung, target.model)
        }
      }
    }
    return count
  }

  /// - Returns: how many came back, their results being of another digest than the newest run's.
  mutating func redo(role: String) -> Int {
    guard let newest = roles[role]?.newestJob else { return 0 }
    let stale = tasks(of: role).filter { task in
      task.record.state == .done && task.answer?.attempt.job.digest != newest.digest
    }
    for task in stale {
      change(task.record.id, at: Timestamp(milliseconds: 0)) { $0.restart(.stale) }
    }
    return stale.count
  }

  /// - Returns: how many were taken out and how many follow; nil if one article is unknown.
  mutating func cancel(_ selection: CancelSelection) -> (count: Int, inFlight: Int)? {
    let named = selection.articles.map { index(of: $0) }
    guard !named.contains(nil) else { return nil }
    var cancelled = (count: 0, inFlight: 0)
    for task in tasks where task.record.role == selection.role {
      if !named.isEmpty, !named.contains(Int(task.record.article) - 1) { continue }
      switch task.record.state {
      case .ready:
        cancelled.count += 1
        change(task.record.id, at: Timestamp(milliseconds: 0)) { $0.leave() }
      case .claimed where !task.record.isCancelling:
        cancelled.inFlight += 1
        tasks[Int(task.record.id.number) - 1].record.isCancelling = true
      case .claimed, .done, .failed, .cancelled: break
      }
    }
    if named.isEmpty { cancelled.count += makeTasks(role: selection.role, as: .cancelled) }
    return cancelled
  }
}

extension RetrySelection {
  fileprivate func takes(_ record: TaskRecord, isNamed: Bool) -> Bool {
    switch record.state {
    case .failed(let failure):
      return (isNamed || !isOfCancelled) && kind.map { $0 == failure.kind } ?? true
    case .cancelled:
      return isNamed ? kind == nil : isOfCancelled
    case .claimed:
      return isNamed && kind == nil && record.isCancelling
    case .ready, .done:
      return false
    }
  }
}
