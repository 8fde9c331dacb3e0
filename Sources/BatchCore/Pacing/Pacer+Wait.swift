extension Pacer {
  /// What keeps requests of these models waiting now, in words: the gate that opens first; nil if none
  /// is closed.
  package func wait(of models: [String], now: Timestamp) -> (until: Timestamp, reason: String)? {
    if let until = account.gate.until, until > now {
      let reason =
        accountReason == .unreachable
        ? "the provider cannot be reached" : "the account is rate limited"
      return (until, reason)
    }
    let closed = models.compactMap { model in
      [self.models[model]?.gate.until, ModelID.isFree(model) ? free.gate.until : nil]
        .compactMap { $0 }.max().flatMap { $0 > now ? (model, $0) : nil }
    }
    guard let first = closed.min(by: { $0.1 < $1.1 }) else { return nil }
    return (first.1, "\(first.0) is rate limited")
  }
}
