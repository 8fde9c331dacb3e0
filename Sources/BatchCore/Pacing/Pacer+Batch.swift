extension Pacer {
  /// A batch was not taken for now. What that says of the account closes its gate for single
  /// requests too; nothing is learned of their pace from it.
  package mutating func refusedBatch(_ signal: PaceSignal, now: Timestamp, chance: Double) {
    guard let reason = signal.reasonOfAccount else { return }
    accountReason = reason
    let closing = account.gate.close(
      hint: signal.hint, sent: account.gate.epoch, delays: throttleDelays, now: now,
      chance: chance)
    guard closing.isNew else { return }
    switch reason {
    case .crowded: account.cap.refuse(.balance)
    case .edgeBlocked: account.cap.refuse(.edge)
    case .rateLimited, .overloaded, .unreachable: break
    }
  }

  /// A batch of a model has come back: to its breaker that is one request.
  ///
  /// - Parameters:
  ///   - fault: of a batch of which not one request was answered; nil: one was.
  ///   - since: when the batch began.
  package mutating func returned(
    _ model: String, fault: Breaker.Fault?, since: Timestamp, now: Timestamp
  ) -> Effect {
    var effect = Effect()
    var pace = models[model] ?? Pace()
    if let fault {
      effect.opens = pace.breaker.fail(fault, started: since, now: now).opens
    } else {
      effect.closes = pace.breaker.succeed(started: since, flying: pace.flying)
    }
    models[model] = pace
    return effect
  }
}
