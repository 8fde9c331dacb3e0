/// What a queue's requests may cost together, over its whole life, as its user says; kept with it.
package struct Budget: Sendable, Equatable, Codable {
  /// `--max-cost`; nil: as much as it takes.
  package var maxCost: Money?
  /// `--warn-balance`: less than this left with the provider is told; zero: nothing is.
  package var warnBalance: Money

  package init(maxCost: Money? = nil, warnBalance: Money = usualWarning) {
    self.maxCost = maxCost
    self.warnBalance = warnBalance
  }

  /// Two dollars.
  package static let usualWarning = Money(picodollars: 2_000_000_000_000)

  /// What a change makes of it.
  package func after(_ change: BudgetChange) -> Budget {
    var budget = self
    switch change.maxCost {
    case .amount(let most): budget.maxCost = most
    case .lifted: budget.maxCost = nil
    case nil: break
    }
    if let least = change.warnBalance { budget.warnBalance = least }
    return budget
  }
}

/// What is to become of a budget; nil leaves a part of it as it is.
package struct BudgetChange: Sendable, Equatable, Codable {
  package enum MaxCost: Sendable, Equatable, Codable {
    case amount(Money)
    /// No bound any more.
    case lifted
  }

  package var maxCost: MaxCost?
  package var warnBalance: Money?

  package init(maxCost: MaxCost? = nil, warnBalance: Money? = nil) {
    self.maxCost = maxCost
    self.warnBalance = warnBalance
  }

  package var isEmpty: Bool { maxCost == nil && warnBalance == nil }
}
