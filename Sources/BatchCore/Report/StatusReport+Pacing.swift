extension StatusReport.Pacing {
  /// What the pace holds back, a model at a time, the account first.
  package static func all(of pace: PaceRecord, now: Timestamp) -> [Self] {
    var all: [Self] = []
    let closed = pace.inForce(at: now)
    let names = closed.map(\.model) + (pace.rates + pace.tokenRates).map(\.model)
    for model in Set(names).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
      let gate = closed.first { $0.model == model }
      let reason =
        switch gate?.reason {
        case .unreachable: "the provider cannot be reached"
        case .overloaded: "overloaded"
        case .edgeBlocked: "the network in front of the provider turns requests away"
        case .crowded: "the balance was too small for so many requests at once"
        case .rateLimited, nil: "rate limited"
        }
      all.append(
        Self(
          model: model ?? "account",
          ratePerSecond: pace.rates.first { $0.model == model }?.perSecond,
          tokensPerMinute: pace.tokenRates.first { $0.model == model }
            .map { ($0.perSecond * 60).rounded() },
          gateUntil: gate?.until.iso, reason: reason))
    }
    if let flight = pace.flight {
      all.append(
        Self(
          model: "account", ratePerSecond: nil, gateUntil: nil, reason: flight.sentence,
          remedy: flight.cause == .balance ? FailureKind.inFlightBudget.remedy : nil))
    }
    if let squeeze = pace.squeeze, squeeze.isInForce(at: now) {
      all.append(
        Self(
          model: "account", ratePerSecond: nil, gateUntil: nil,
          reason: squeeze.sentence(whom: "the account"), remedy: FailureKind.unaffordable.remedy))
    }
    all += pace.failing.map {
      Self(
        model: $0.model, ratePerSecond: nil, gateUntil: $0.probeAt.iso,
        reason: "fails (\($0.row) \($0.words) in a row)")
    }
    all += pace.passedOver.filter { $0.isInForce(at: now) }.map {
      Self(
        model: $0.model, ratePerSecond: nil, gateUntil: nil,
        reason: "\($0.matter); \($0.consequence(next: nil))", remedy: $0.remedy)
    }
    return all
  }
}

extension StatusReport.Lesson {
  /// What is in force of the kept lessons, by model.
  static func all(of documents: [KeptDocument], now: Timestamp) -> [Self] {
    documents.flatMap { ModelLessons.kept($0) }
      .filter { now - $0.value.learnedAt < ModelLessons.week && !$0.value.differences.isEmpty }
      .map { model, lesson in
        Self(
          model: model, differences: lesson.differences, learnedAt: lesson.learnedAt.iso)
      }
      .sorted { ($0.model, $0.learnedAt) < ($1.model, $1.learnedAt) }
  }
}
