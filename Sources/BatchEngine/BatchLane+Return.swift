import BatchCore

/// From a batch at the provider to settled tasks.
extension BatchLane {
  /// Asks for a batch, and takes it in if it has come back.
  ///
  /// - Returns: nil if it is settled.
  func ask(for outstanding: Outstanding) throws(StoreFailure) -> Outstanding? {
    let exchange = parts.makeTransport().exchange(
      planner.question(for: outstanding.batch.id), limits: RequestPlanner.batchLimits,
      abort: closing)
    guard !closing.isRaised else { return outstanding }
    var next = outstanding
    let standing = BatchStanding(exchange)
    switch standing {
    case .ended(let batch):
      try takeIn(next.batch, batch)
      return nil
    case .unknown:
      next.unknown += 1
      if next.unknown >= BatchStanding.enoughUnknown {
        try takeIn(next.batch, nil)
        return nil
      }
    case .atWork:
      next.unknown = 0
      next.isSilent = false
    case .unanswered:
      if !next.isSilent { parts.say(.batchUnanswered(role: next.batch.role)) }
      next.isSilent = true
    }
    let now = parts.now()
    try parts.store.asked(next.batch.number, now: now)
    next.batch.askedAt = now
    next.batch.asks += 1
    next.nextAsk = next.batch.asksAgainAt
    return next
  }

  /// - Parameter batch: nil: the provider knows it no more.
  private func takeIn(
    _ outstanding: OutstandingBatch, _ batch: ProviderBatch?
  ) throws(StoreFailure) {
    let tasks = try parts.store.tasks(of: outstanding.number)
    let rows = Dictionary(
      (batch?.rows ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let now = parts.now()
    let settlements = tasks.map { task in
      planner.settlement(
        of: task, row: rows[RequestPlanner.name(of: task.claim)], in: batch,
        since: outstanding.since, now: now, chance: parts.chance())
    }
    let refused = try committer.takeIn(outstanding, settlements)
    for (task, settlement) in zip(tasks, settlements) where !refused.contains(settlement.claim) {
      parts.say(
        .settled(
          articleID: task.candidate.article.id, role: outstanding.role, model: outstanding.model,
          settlement))
    }
    let answered = settlements.count { if case .succeed = $0.decision { true } else { false } }
    parts.say(
      .batchReturned(role: outstanding.role, tasks: outstanding.tasks, answered: answered))
  }
}
