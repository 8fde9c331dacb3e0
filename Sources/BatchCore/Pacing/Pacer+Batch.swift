extension Pacer {
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
