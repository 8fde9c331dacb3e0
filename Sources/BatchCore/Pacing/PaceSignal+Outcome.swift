extension PaceSignal {
  /// What an exchange says about the pace.
  ///
  /// - Parameter decision: what is done about it.
  package init(_ reading: Reading, decision: Decision? = nil) {
    switch reading.outcome {
    case .answered:
      self = .served
    case .failed(let failure, let circumstance):
      let isBlank = reading.facts.usage.completionTokens ?? 0 == 0
      self.init(failure.kind, circumstance, isBlank: isBlank)
      guard failure.kind == .edgeBlocked, !circumstance.isAccountWide else { return }
      switch decision {
      // The article is the matter.
      case .escalate, .fail: self = .silent
      default: break
      }
    }
  }

  /// - Parameter isBlank: not one token was written.
  private init(_ kind: FailureKind, _ circumstance: Circumstance, isBlank: Bool) {
    switch kind {
    case .throttled where circumstance.isForFreeModels:
      self = .throttledFree(hint: circumstance.wait, limit: circumstance.limit)
    // S27 as 403: about one request or about all, nothing about the rate.
    case .edgeBlocked where !circumstance.isAccountWide:
      self = .failing(hint: nil)
    case .inFlightBudget:
      self = .inFlightBudget(hint: circumstance.wait)
    case .edgeBlocked:
      self = .edgeBlocked(hint: circumstance.wait)
    case .throttled:
      self = .throttled(
        hint: circumstance.wait, isAccountWide: circumstance.isAccountWide,
        limit: circumstance.limit)
    case .unreachable:
      self = .unreachable
    case .overloaded, .serverError, .providerError, .timedOut, .cut, .unknown:
      self = .failing(hint: circumstance.wait)
    case .noImage where circumstance.isUnfinishedImage:
      self = .failing(hint: circumstance.wait)
    case .empty where isBlank:
      self = .failing(hint: nil)
    case .aborted, .lost, .returned:
      self = .silent
    // The day's free requests: a pause of the model, dated, and no matter of pace.
    case .freeDailyLimit, .badKey, .upstreamRefused, .insufficientCredits, .unaffordable, .keyLimit,
      .budgetExceeded,
      .moderated, .declined, .unknownModel, .noEndpoints, .tooLong, .badRequest,
      .unsupportedParameter, .tooLarge, .reasoningOnly, .empty, .truncated, .notJSON, .offSchema,
      .failedCheck, .noImage, .oversized:
      self = .served
    }
  }
}
