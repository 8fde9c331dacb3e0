extension PaceSignal {
  /// What an outcome says about the pace.
  package init(_ outcome: Outcome) {
    switch outcome {
    case .answered:
      self = .served
    case .failed(let failure, let circumstance):
      self.init(failure.kind, circumstance)
    }
  }

  private init(_ kind: FailureKind, _ circumstance: Circumstance) {
    switch kind {
    case .throttled where circumstance.isForFreeModels:
      self = .throttledFree(hint: circumstance.wait)
    case .throttled, .inFlightBudget, .edgeBlocked:
      self = .throttled(
        hint: circumstance.wait,
        isAccountWide: circumstance.isAccountWide || kind == .inFlightBudget || kind == .edgeBlocked
      )
    case .unreachable:
      self = .unreachable
    case .overloaded:
      // 503 with a hint is the provider's own wish; without one it is a server error.
      self = circumstance.wait.map { .throttled(hint: $0, isAccountWide: false) } ?? .silent
    case .serverError, .providerError, .timedOut, .cut, .aborted, .lost, .unknown:
      self = .silent
    // The day's free requests: a pause of the model, dated, and no matter of pace.
    case .freeDailyLimit, .badKey, .upstreamRefused, .insufficientCredits, .unaffordable, .keyLimit,
      .budgetExceeded,
      .moderated, .declined, .unknownModel, .noEndpoints, .tooLong, .badRequest,
      .unsupportedParameter, .tooLarge, .reasoningOnly, .empty, .truncated, .notJSON, .offSchema,
      .noImage, .oversized:
      self = .served
    }
  }
}
