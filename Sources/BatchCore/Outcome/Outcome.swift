/// What an exchange means: the pure reading of it.
package enum Outcome: Sendable, Equatable {
  case answered(Answer)
  case failed(Failure, Circumstance)
}

/// What a failure says about the way on, beside its kind.
package struct Circumstance: Sendable, Equatable {
  /// The provider's own hint: wait at least this long (`Retry-After`, `X-RateLimit-Reset`, the body).
  package var wait: Duration?
  /// The hint counts for the whole account, not for one model (OpenRouter's own limits, S24).
  package var isAccountWide: Bool
  /// What the schema or a check found wrong, for the complaint (S44).
  package var complaint: String?
  /// The answer's length that could still be paid for, in tokens (S4).
  package var affordableTokens: Int?
  /// The provider behind OpenRouter that failed (S2, S29).
  package var provider: String?
  /// Nothing was written though nothing went wrong: asked again at most once (S39, S40).
  package var repeatsItself: Bool
  /// The key's own cap, not the balance, makes it too dear (S4, S5).
  package var isKeyCapped: Bool
  /// This one request is larger than the budget for all that are in flight (S7).
  package var exceedsInFlightBudget: Bool
  /// A weaker way to ask for JSON may leave a provider that answers (S16, S17).
  package var mayBeFormat: Bool
  /// When a cap or budget starts anew (S8, S9).
  package var resetsAt: Timestamp?

  package init(
    wait: Duration? = nil, isAccountWide: Bool = false, complaint: String? = nil,
    affordableTokens: Int? = nil, provider: String? = nil, repeatsItself: Bool = false,
    isKeyCapped: Bool = false, exceedsInFlightBudget: Bool = false, mayBeFormat: Bool = false,
    resetsAt: Timestamp? = nil
  ) {
    self.wait = wait
    self.isAccountWide = isAccountWide
    self.complaint = complaint
    self.affordableTokens = affordableTokens
    self.provider = provider
    self.repeatsItself = repeatsItself
    self.isKeyCapped = isKeyCapped
    self.exceedsInFlightBudget = exceedsInFlightBudget
    self.mayBeFormat = mayBeFormat
    self.resetsAt = resetsAt
  }
}

/// An exchange, read: what it means and what it showed.
package struct Reading: Sendable, Equatable {
  package var outcome: Outcome
  package var facts: AttemptFacts

  package init(outcome: Outcome, facts: AttemptFacts) {
    self.outcome = outcome
    self.facts = facts
  }
}
