/// What an exchange means: the pure reading of it.
package enum Outcome: Sendable, Equatable {
  case answered(Answer)
  case failed(Failure, Circumstance)
}

/// An exchange, read: what it means and what it showed.
package struct Reading: Sendable, Equatable {
  package var outcome: Outcome
  package var facts: AttemptFacts

  package init(outcome: Outcome, facts: AttemptFacts) {
    self.outcome = outcome
    self.facts = facts
  }

  /// An answer that is kept although it makes no result.
  package var kept: FinishedStep? {
    if case .failed(_, let circumstance) = outcome { circumstance.kept } else { nil }
  }
}
