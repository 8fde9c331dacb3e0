extension StatusReport.Pacing {
  /// What the pace holds back, a model at a time, the account first.
  static func all(of pace: PaceRecord, now: Timestamp) -> [Self] {
    var all: [Self] = []
    let closed = pace.inForce(at: now)
    let names = closed.map(\.model) + pace.rates.map(\.model)
    for model in Set(names).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
      let gate = closed.first { $0.model == model }
      let reason =
        switch gate?.reason {
        case .unreachable: "the provider cannot be reached"
        case .rateLimited, nil: "rate limited"
        }
      all.append(
        Self(
          model: model ?? "account",
          ratePerSecond: pace.rates.first { $0.model == model }?.perSecond,
          gateUntil: gate?.until.iso, reason: reason))
    }
    all += pace.failing.map {
      Self(
        model: $0.model, ratePerSecond: nil, gateUntil: $0.probeAt.iso,
        reason: "fails (\($0.row) \($0.words) in a row)")
    }
    all += pace.passedOver.filter { $0.isInForce(at: now) }.map {
      Self(
        model: $0.model, ratePerSecond: nil, gateUntil: nil,
        reason: "too often answers without JSON; new \($0.role) tasks start with the next model")
    }
    return all
  }
}
