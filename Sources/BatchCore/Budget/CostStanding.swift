/// What a queue has cost and may still be charged for, against the most it may cost (S52).
package struct CostStanding: Sendable, Equatable {
  /// nil: as much as it takes.
  package var maxCost: Money?
  /// As the provider told.
  package var cost: Money
  /// Set aside in full for every request in flight and every one whose cost nobody has told.
  package var reserved: Money

  package init(maxCost: Money?, cost: Money, reserved: Money) {
    self.maxCost = maxCost
    self.cost = cost
    self.reserved = reserved
  }

  /// Whether a request may be claimed.
  package enum Admission: Sendable, Equatable {
    case admitted
    /// With it the cost could pass its bound.
    case exceeds(Money)
    /// Nobody knows what it may cost.
    case unpriced
  }

  /// - Parameter reserve: the most that the request may cost; nil: not known.
  package func admission(of reserve: Money?) -> Admission {
    guard let maxCost else { return .admitted }
    guard let reserve else { return .unpriced }
    if reserve == .zero { return .admitted }
    let spent = cost.picodollars.addingReportingOverflow(reserved.picodollars)
    let all = spent.partialValue.addingReportingOverflow(reserve.picodollars)
    guard !spent.overflow, !all.overflow, all.partialValue <= maxCost.picodollars else {
      return .exceeds(reserve)
    }
    return .admitted
  }
}

extension Pause {
  /// Nothing is in flight, and no request of the lanes that were asked fits any more.
  ///
  /// - Parameter least: the smallest of their reserves.
  package static func maxCostReached(
    _ standing: CostStanding, least: Money, now: Timestamp
  ) -> Pause {
    func dollars(_ money: Money) -> String { Wording.dollars(money.dollars) }
    let most = standing.maxCost ?? .zero
    let reserved =
      standing.reserved == .zero
      ? ""
      : ", and up to \(dollars(standing.reserved)) is set aside for requests whose cost is not "
        + "known yet"
    return Pause(
      scope: .queue, reason: .budget, since: now,
      message: "The queue has cost \(dollars(standing.cost))\(reserved); the next request may "
        + "cost up to \(dollars(least)), and --max-cost is \(dollars(most)).",
      remedy: "Raise it with batch set --max-cost USD, or take it away with --max-cost none.")
  }

  /// A model whose requests nobody can put a bound to.
  package static func unpriced(_ model: String, now: Timestamp) -> Pause {
    Pause(
      scope: .model(model), reason: .budget, since: now,
      message: "What \(model) may cost is not known, so --max-cost cannot hold for it: it is not "
        + "asked.",
      remedy: "Choose a model with fixed prices (https://openrouter.ai/models), or take the bound "
        + "away with batch set --max-cost none.")
  }
}
