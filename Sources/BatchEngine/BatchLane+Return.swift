import BatchCore

/// From a batch at the provider to settled tasks.
extension BatchLane {
  /// Where a batch is.
  enum Whereabouts {
    /// At the provider.
    case out(Outstanding)
    case back(Returned)
  }

  /// Asks for a batch.
  func ask(for outstanding: Outstanding) throws(StoreFailure) -> Whereabouts {
    let exchange = parts.makeTransport().exchange(
      planner.question(for: outstanding.batch.id), limits: RequestPlanner.batchLimits,
      abort: closing)
    guard !closing.isRaised else { return .out(outstanding) }
    var next = outstanding
    var isKnown: Bool?
    let standing = BatchStanding(exchange)
    if standing.showsKey { try committer.keyWorks() }
    switch standing {
    case .ended(let batch):
      return .back(Returned(outstanding: next.batch, batch: batch))
    case .unknown:
      isKnown = false
    case .atWork:
      isKnown = true
      next.isSilent = false
    case .refused(let failure):
      let pause = Pause(
        scope: .queue, reason: .badKey, since: parts.now(), message: failure.sentence,
        remedy: failure.remedy)
      let told = inquiry.informed(
        .pause(failure, pause), now: parts.now(), abort: closing)
      if case .pause(_, let pause) = told { try committer.pause(pause) }
    case .unanswered:
      if !next.isSilent { parts.say(.batchUnanswered(role: next.batch.role)) }
      next.isSilent = true
    }
    let now = parts.now()
    next.batch.note(isKnown: isKnown, now: now)
    if exchange.response != nil { next.note(isAnswered: standing != .unanswered, now: now) }
    if next.isGivenUp(now: now) {
      return .back(Returned(outstanding: next.batch))
    }
    try parts.store.asked(next.batch.number, isKnown: isKnown, now: now)
    let hint = exchange.response.flatMap { WaitHint.of($0, now: now) }
    next.nextAsk = next.batch.asksAgain(hint: hint, now: now)
    return .out(next)
  }

  /// Settles what has come back.
  func takeIn(_ state: inout State) throws(StoreFailure) {
    guard let returned = state.returned else { return }
    let (outstanding, batch) = (returned.outstanding, returned.batch)
    let tasks = try parts.store.tasks(of: outstanding.number)
    let rows = Dictionary(
      (batch?.rows ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let now = parts.now()
    let carried = tasks.map { task in
      let (settlement, reading) = planner.settlement(
        of: task, row: rows[RequestPlanner.name(of: task.claim)], in: batch,
        since: outstanding.since, now: now, chance: parts.chance())
      return CarriedClaim(
        settlement: settlement, signal: PaceSignal(reading, decision: settlement.decision),
        outcome: reading.outcome, shape: task.shape, task: task.candidate.task,
        articleID: task.candidate.article.id)
    }
    let refused = try committer.takeIn(outstanding, carried)
    state.returned = nil
    for row in carried where !refused.contains(row.settlement.claim) {
      parts.say(
        .settled(
          articleID: row.articleID, role: outstanding.role, model: outstanding.model,
          row.settlement))
    }
    let answered = carried.count {
      if case .succeed = $0.settlement.decision { true } else { false }
    }
    parts.say(
      batch == nil
        ? .batchForgotten(outstanding)
        : .batchReturned(role: outstanding.role, tasks: outstanding.tasks, answered: answered))
  }
}
