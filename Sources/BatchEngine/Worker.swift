import BatchCore

/// One lane of the pool: carries out one claim at a time, from its request to its settlement.
struct Worker {
  let committer: Committer
  let planner: RequestPlanner
  let parts: RunParts
  let abort: AbortFlag
  let inquiry: KeyInquiry

  /// Works until the committer has nothing more; blocks its own thread only.
  func work() {
    let seat = Seat()
    let transport = parts.makeTransport()
    var carried: CarriedClaim?
    while let claim = committer.next(after: carried, at: seat) {
      carried = carry(claim, over: transport)
    }
  }

  /// A claim's whole way: request, exchange, outcome, decision, settlement.
  private func carry(_ claim: Claim, over transport: any Transport) -> CarriedClaim {
    let request = planner.wireRequest(for: claim)
    let exchange = transport.exchange(request, limits: planner.limits(for: claim), abort: abort)
    let now = parts.now()
    let reading = planner.read(exchange, of: claim, now: now)
    let decision = inquiry.informed(
      planner.decide(reading.outcome, on: claim, now: now, chance: parts.chance()),
      now: now, abort: abort)
    let settlement = Settlement(
      task: claim.task.id, claim: claim.number, decision: decision, facts: reading.facts,
      finishedAt: now, kept: reading.kept)
    return CarriedClaim(
      settlement: settlement,
      signal: PaceSignal(reading, decision: decision),
      outcome: reading.outcome, shape: claim.shape, task: claim.task,
      articleID: claim.articleID)
  }
}
