/// What the ledger says about an ended attempt, beyond its facts; the same in every store.
package struct LedgerEntry: Sendable, Equatable {
  /// `done` or a failure's kind.
  package var outcome: String
  package var failure: Failure?
  /// It counted against `retry.attempts`.
  package var isTry: Bool
  /// The provider asked to slow down.
  package var isThrottle: Bool
  /// It may have been billed, and how much is not known.
  package var isCostUnknown: Bool

  /// The entry of an attempt whose exchange ended.
  package init(decision: Decision, facts: AttemptFacts) {
    isThrottle = false
    switch decision {
    case .succeed, .proceed:
      failure = nil
      isTry = true
    case .retry(let failure, _, _), .escalate(let failure, _, _), .fail(let failure):
      self.failure = failure
      isTry = true
    case .postpone(let failure, let reason, _):
      self.failure = failure
      isTry = false
      isThrottle = reason == .throttled
    case .pause(let failure, _):
      self.failure = failure
      isTry = false
    }
    outcome = failure?.kind.rawValue ?? "done"
    isCostUnknown = Self.isCostUnknown(facts, failure: failure?.kind)
  }

  /// The entry of an attempt whose run died while it was in flight.
  package static let lost: LedgerEntry = {
    let failure = Failure(
      kind: .lost, sentence: "The run ended while the request was in flight.",
      remedy: "Nothing to do: the same request is sent again.")
    var entry = LedgerEntry(decision: .postpone(failure, .lost, notBefore: nil), facts: .init())
    entry.isCostUnknown = true
    return entry
  }()

  /// Whether an attempt may have cost something that nobody has told us.
  ///
  /// Known: a stated cost, a hit of the response cache (free), a refusal or redirect by status
  /// (before routing, free), a finish of `error` (free by the zero-completion insurance), and a request
  /// that was never sent. Everything else may have been billed: a 200 without usage, a connection
  /// that ended early, a time-out, an abort.
  package static func isCostUnknown(_ facts: AttemptFacts, failure: FailureKind?) -> Bool {
    if facts.usage.cost != nil || facts.isCacheHit { return false }
    if let status = facts.httpStatus, status >= 300 { return false }
    if facts.finishReason == "error" { return false }
    switch failure {
    case .unreachable, .throttled, .overloaded, .serverError, .providerError: return false
    default: return true
    }
  }
}
