import BatchCore

extension QueueModel {
  /// Nothing is written unless the task is claimed under just this number.
  mutating func settle(_ settlement: Settlement) -> Bool {
    let place = Int(settlement.task.number) - 1
    guard tasks.indices.contains(place),
      tasks[place].record.state == .claimed(settlement.claim),
      let row = tasks[place].attempts.firstIndex(where: {
        $0.record.number == settlement.claim
      })
    else { return false }
    let task = tasks[place]
    let attempt = task.attempts[row].record
    let isOutdated = attempt.shape.revision != articles[Int(task.record.article) - 1].revision
    let wasSent = settlement.facts.wasSent
    if wasSent {
      complete(place, row, settlement)
    } else {
      tasks[place].attempts.remove(at: row)
    }
    let keepsResult = hasFittingResult(task, notOf: attempt.shape.job)
    let (earlier, throttles) = (task.record.resend, task.record.throttles)
    change(
      settlement.task, at: settlement.finishedAt, model: wasSent ? attempt.shape.model : nil
    ) { record in
      let wasCancelling = record.isCancelling
      record.follow(settlement.decision)
      if !wasSent { (record.resend, record.throttles) = (earlier, throttles) }
      record.end(wasCancelling: wasCancelling, isOutdated: isOutdated)
      if keepsResult, record.state != .done {
        record.state = .done
        record.clearRequest()
      }
    }
    guard wasSent else { return true }
    if case .succeed(let answer) = settlement.decision, tasks[place].record.state == .done,
      !keepsResult
    {
      tasks[place].answer = (
        tasks[place].attempts[row], answer, settlement.facts.servedModel ?? attempt.shape.model
      )
      tasks[place].judgement = nil
    }
    let record = tasks[place].record
    countWork(record.isFinished ? 1 : 0, role: record.role, at: settlement.finishedAt)
    return true
  }

  /// What comes back late of another job takes no place of a result that fits, unless its reviewer
  /// has sent that back.
  private func hasFittingResult(_ task: StoredTask, notOf job: String) -> Bool {
    guard !task.record.isSentBack, let kept = task.answer?.attempt,
      let newest = roles[task.record.role]?.newestJob
    else { return false }
    let revision = articles[Int(task.record.article) - 1].revision
    return kept.job.digest == newest.digest && newest.digest != job
      && kept.record.shape.revision == revision
  }

  private mutating func complete(_ place: Int, _ row: Int, _ settlement: Settlement) {
    let entry = LedgerEntry(decision: settlement.decision, facts: settlement.facts)
    complete(place, row, entry, settlement.facts, at: settlement.finishedAt)
  }

  private mutating func complete(
    _ place: Int, _ row: Int, _ entry: LedgerEntry, _ facts: AttemptFacts, at moment: Timestamp
  ) {
    tasks[place].attempts[row].isThrottle = entry.isThrottle
    tasks[place].attempts[row].isCostUnknown = entry.isCostUnknown
    tasks[place].attempts[row].record.finishedAt = moment
    tasks[place].attempts[row].record.outcome = entry.outcome
    tasks[place].attempts[row].record.failure = entry.failure
    tasks[place].attempts[row].record.isTry = entry.isTry
    tasks[place].attempts[row].record.facts = facts
  }

  /// Every claim is lost, and sent again with the same bytes unless its article has changed.
  mutating func recover(now: Timestamp) -> Int {
    var count = 0
    for place in tasks.indices {
      guard case .claimed(let number) = tasks[place].record.state,
        let row = tasks[place].attempts.firstIndex(where: { $0.record.number == number })
      else { continue }
      count += 1
      let article = articles[Int(tasks[place].record.article) - 1]
      let isOutdated = tasks[place].attempts[row].record.shape.revision != article.revision
      complete(place, row, .lost, AttemptFacts(), at: now)
      change(tasks[place].record.id, at: now) { record in
        let wasCancelling = record.isCancelling
        record.state = .ready(.lost, notBefore: nil)
        record.resend = number
        record.end(wasCancelling: wasCancelling, isOutdated: isOutdated)
      }
    }
    return count
  }
}

extension TaskRecord {
  var isFinished: Bool {
    switch state {
    case .done, .failed: true
    case .ready, .claimed, .cancelled: false
    }
  }
}
