/// An attempt whose cost is not known, and the id under which the provider keeps what it was.
package struct UnknownCost: Sendable, Equatable {
  package var attempt: ClaimNumber
  /// `gen-…`.
  package var generationID: String

  package init(attempt: ClaimNumber, generationID: String) {
    self.attempt = attempt
    self.generationID = generationID
  }
}

/// What an attempt has cost, as the provider told later (S49).
package struct KnownCost: Sendable, Equatable {
  package var attempt: ClaimNumber
  package var cost: Money

  package init(attempt: ClaimNumber, cost: Money) {
    self.attempt = attempt
    self.cost = cost
  }
}

/// What became of a budget.
package struct ChangedBudget: Sendable, Equatable, Codable {
  package var was: Budget
  package var now: Budget

  package init(was: Budget, now: Budget) {
    self.was = was
    self.now = now
  }
}
