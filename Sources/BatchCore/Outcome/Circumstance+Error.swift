extension Circumstance {
  /// What an error says beside its kind.
  package static func of(
    _ kind: FailureKind, error: ErrorBody?, response: HTTPResponse, now: Timestamp
  ) -> Circumstance {
    var circumstance = Circumstance(wait: WaitHint.of(response, error: error, now: now))
    if kind == .edgeBlocked {
      circumstance.wait = max(circumstance.wait ?? edgeWait, edgeWait)
    }
    circumstance.isAccountWide = isAccountWide(kind, error, response)
    guard let error else { return circumstance }
    circumstance.provider = error.providerName
    circumstance.affordableTokens = affordableTokens(in: error.said)
    circumstance.isKeyCapped =
      error.limitSource == "openrouter_key_limit" || error.says("settings/keys")
    circumstance.exceedsInFlightBudget = error.reason == "weight_exceeds_budget"
    circumstance.mayBeFormat = mayBeFormat(kind, error)
    circumstance.resetsAt = error.resetsAt
    return circumstance
  }

  /// S27: Cloudflare's own blocks last that long at least.
  package static let edgeWait = Duration.seconds(60)

  private static func isAccountWide(
    _ kind: FailureKind, _ error: ErrorBody?, _ response: HTTPResponse
  ) -> Bool {
    switch kind {
    case .edgeBlocked, .inFlightBudget: return true
    case .throttled:
      guard let error else { return response[header: "X-RateLimit-Limit"] != nil }
      if error.limitSource == "openrouter_free_tier_per_minute" || error.says("free-models-per") {
        return true
      }
      let isModels =
        error.isRelayed || error.limitSource != nil || error.availability != nil
        || error.says("limit_rp", "limited to")
      return !isModels && response[header: "X-RateLimit-Limit"] != nil
    default: return false
    }
  }

  /// S16, S17: asking for the schema less strictly may leave a provider.
  private static func mayBeFormat(_ kind: FailureKind, _ error: ErrorBody) -> Bool {
    guard kind == .noEndpoints else { return false }
    return error.says("requested parameters", "data policy", "guardrail restrictions")
      || error.availability == "constraint_filtered" || error.availability == "privacy_restricted"
  }

  /// N of "can only afford N" (S4).
  private static func affordableTokens(in said: String) -> Int? {
    guard let phrase = said.firstRange(of: "can only afford ") else { return nil }
    let figure = said[phrase.upperBound...].prefix { $0.isNumber || $0 == "," }
    return Int(figure.filter { $0 != "," })
  }
}
