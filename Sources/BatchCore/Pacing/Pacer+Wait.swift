extension Pacer {
  /// What keeps requests of these models waiting now, in words: what opens first; nil if nothing is
  /// closed. Even spacing is no waiting.
  package func wait(of models: [String], now: Timestamp) -> (until: Timestamp, reason: String)? {
    if let until = account.gate.until, until > now {
      let reason =
        switch accountReason {
        case .unreachable: "the provider cannot be reached"
        case .edgeBlocked: "the network in front of the provider turns requests away"
        case .crowded: "too many requests were in flight for the balance"
        case .rateLimited, .overloaded, nil: "the account is rate limited" + learned(account)
        }
      return (until, reason)
    }
    let closed = models.compactMap { model in
      closing(of: model, self.models[model] ?? Pace(), now: now)
    }
    return closed.min { $0.until < $1.until }
  }

  private func closing(
    of model: String, _ pace: Pace, now: Timestamp
  ) -> (until: Timestamp, reason: String)? {
    if let until = pace.gate.until, until > now {
      let what = pace.reason == .overloaded ? "is overloaded" : "is rate limited"
      return (until, "\(model) \(what)" + learned(pace))
    }
    if ModelID.isFree(model), let until = free.gate.until, until > now {
      return (until, "\(model) is rate limited" + learned(free))
    }
    guard pace.breaker.isOpen, let until = pace.breaker.probeAt, until > now else { return nil }
    return (until, "\(model) fails (\(pace.breaker.row) \(pace.breaker.words) in a row)")
  }

  private func learned(_ pace: Pace) -> String {
    pace.rate.perSecond == nil ? "" : ", \(Wording.rate(perSecond: pace.rate.level)) learned"
  }
}
