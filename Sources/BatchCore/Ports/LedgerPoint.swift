/// An attempt as plots and sums need it.
package struct LedgerPoint: Sendable, Equatable {
  package var number: ClaimNumber
  package var role: String
  /// The article's number in input order.
  package var article: Int64
  /// That was asked.
  package var model: String
  package var startedAt: Timestamp
  /// nil: in flight.
  package var finishedAt: Timestamp?
  /// nil while in flight; `done` or a failure's kind.
  package var outcome: String?
  package var isThrottle: Bool
  /// From the first byte sent to the last one received; 0: not known.
  package var milliseconds: Int64
  package var cost: Money?
  package var isCostUnknown: Bool
  package var isCacheHit: Bool

  package init(
    number: ClaimNumber, role: String, article: Int64, model: String, startedAt: Timestamp,
    finishedAt: Timestamp? = nil, outcome: String? = nil, isThrottle: Bool = false,
    milliseconds: Int64 = 0, cost: Money? = nil, isCostUnknown: Bool = false,
    isCacheHit: Bool = false
  ) {
    self.number = number
    self.role = role
    self.article = article
    self.model = model
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.outcome = outcome
    self.isThrottle = isThrottle
    self.milliseconds = milliseconds
    self.cost = cost
    self.isCostUnknown = isCostUnknown
    self.isCacheHit = isCacheHit
  }
}

/// What a task has cost so far.
package struct TaskCost: Sendable, Equatable {
  package var id: TaskID
  package var role: String
  /// The article's number in input order.
  package var article: Int64
  package var attempts: Int
  /// nil: none is known.
  package var cost: Money?

  package init(id: TaskID, role: String, article: Int64, attempts: Int, cost: Money?) {
    self.id = id
    self.role = role
    self.article = article
    self.attempts = attempts
    self.cost = cost
  }
}
