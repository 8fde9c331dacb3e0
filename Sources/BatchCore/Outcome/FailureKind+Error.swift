extension FailureKind {
  /// What an error object means, most telling sign first: the words OpenRouter
  /// made for programs, then the code, then the message. `status` is the HTTP status of a refusal,
  /// nil inside a 200.
  package static func of(_ error: ErrorBody, status: Int?) -> FailureKind {
    byAvailability(error) ?? byLimitSource(error) ?? byType(error)
      ?? byCode(error.code ?? status ?? codes[error.type ?? ""] ?? 502, error)
  }

  /// What a status means whose body says nothing (S32): empty, HTML, plain text.
  package static func of(status: Int, plain body: String) -> FailureKind {
    let body = body.lowercased()
    let isEdge = body.hasPrefix("<") || body.contains("error code: 10")
    switch status {
    case 403: return .edgeBlocked
    case 429, 503: return isEdge ? .edgeBlocked : status == 429 ? .throttled : .overloaded
    case 401: return .badKey
    case 402: return .insufficientCredits
    case 408, 504, 522, 524: return .timedOut
    case 413: return .tooLarge
    case 529: return .overloaded
    case 500...: return .serverError
    default: return .badRequest
    }
  }

  /// `error.availability.code`.
  private static func byAvailability(_ error: ErrorBody) -> FailureKind? {
    switch error.availability {
    case "model_not_found": .unknownModel
    case "no_endpoints", "model_deprecated", "model_unavailable_upstream", "privacy_restricted",
      "constraint_filtered", "free_variant_ended", "wrong_endpoint":
      .noEndpoints
    case "capacity_exhausted": .throttled
    case "temporarily_unavailable": .overloaded
    case "region_restricted": .upstreamRefused
    default: nil
    }
  }

  /// `metadata.limit_source`.
  private static func byLimitSource(_ error: ErrorBody) -> FailureKind? {
    if error.reason == "in_flight_budget_exhausted" { return .inFlightBudget }
    if error.reason == "weight_exceeds_budget" { return .unaffordable }
    switch error.limitSource {
    case "openrouter_in_flight_budget": return .inFlightBudget
    case "openrouter_key_limit": return error.isUnaffordable ? .unaffordable : .keyLimit
    case "openrouter_credits": return error.isUnaffordable ? .unaffordable : .insufficientCredits
    case "openrouter_guardrail_budget", "openrouter_workspace_budget": return .budgetExceeded
    case "openrouter_free_tier_daily": return .freeDailyLimit
    case "openrouter_free_tier_per_minute", "openrouter_shared_capacity",
      "upstream_provider_shared_pool":
      return .throttled
    default: return nil
    }
  }

  /// `metadata.error_type` where it says more than the code does.
  private static func byType(_ error: ErrorBody) -> FailureKind? {
    switch error.type {
    case "context_length_exceeded", "max_tokens_exceeded", "token_limit_exceeded": .tooLong
    case "string_too_long", "payload_too_large", "unprocessable": .tooLarge
    case "content_policy_violation", "refusal": error.isModeration ? .moderated : .declined
    case "provider_overloaded": .overloaded
    case "provider_unavailable": .providerError
    case "timeout": .timedOut
    default: nil
    }
  }

  /// The codes of types that come without one, as in a stream (S35).
  private static let codes = [
    "authentication": 401, "permission_denied": 403, "payment_required": 402,
    "rate_limit_exceeded": 429, "invalid_request": 400, "invalid_prompt": 400, "not_found": 404,
    "precondition_failed": 412, "server": 500, "server_error": 500, "unmapped": 500,
  ]

  private static func byCode(_ code: Int, _ error: ErrorBody) -> FailureKind {
    switch code {
    case 400: byMessage400(error)
    case 401: error.isRelayed ? .upstreamRefused : .badKey
    case 402: byMessage402(error)
    case 403: byMessage403(error)
    case 404: byMessage404(error)
    case 413, 422: .tooLarge
    case 429: error.says("free-models-per-day") ? .freeDailyLimit : .throttled
    case 408, 504, 524: .timedOut
    case 502: error.says("timeout", "timed out") ? .timedOut : .providerError
    case 503, 529: .overloaded
    case 500...: error.isRelayed ? .providerError : .serverError
    default: .unknown
    }
  }

  private static func byMessage400(_ error: ErrorBody) -> FailureKind {
    if error.says("not a valid model") { return .unknownModel }
    if error.says(
      "maximum context length", "context length", "context window", "prompt is too long",
      "input is too long", "too many tokens")
    {
      return .tooLong
    }
    // "max_tokens is too large: 20000. This model supports at most 16384 completion tokens."
    if error.says("max_tokens", "max_completion_tokens"),
      error.says("too large", "at most", "exceed", "maximum", "less than or equal")
    {
      return .tooLong
    }
    if error.says("location is not supported", "region") && error.isRelayed {
      return .upstreamRefused
    }
    if error.isModeration { return .moderated }
    if error.isContentRefusal || error.says("safety", "terms of service") { return .declined }
    if error.says("reasoning is mandatory", "reasoning cannot be disabled") {
      return .unsupportedParameter
    }
    guard error.isRelayed else { return .badRequest }
    return error.says(
      "schema", "response_format", "parameter", "not support", "unsupported", "grammar",
      "temperature", "reasoning", "json", "tools")
      ? .unsupportedParameter : .providerError
  }

  private static func byMessage402(_ error: ErrorBody) -> FailureKind {
    if error.isUnaffordable { return .unaffordable }
    if error.says("key limit") { return .keyLimit }
    if error.says("in-flight", "in flight") { return .inFlightBudget }
    return error.says("budget") ? .budgetExceeded : .insufficientCredits
  }

  private static func byMessage403(_ error: ErrorBody) -> FailureKind {
    if error.says("key limit exceeded") { return .keyLimit }
    if error.says("budget") && error.says("exceeded") { return .budgetExceeded }
    if error.isModeration || error.says("request blocked") { return .moderated }
    if error.isContentRefusal || error.says("terms of service", "prohibited") { return .declined }
    if error.isRelayed { return .upstreamRefused }
    if error.says("management key") { return .badRequest }
    if error.says("api key", "disabled", "expired", "suspended", "ip address") { return .badKey }
    // About the account and this model, whatever the article.
    return error.type == "permission_denied" ? .noEndpoints : .moderated
  }

  private static func byMessage404(_ error: ErrorBody) -> FailureKind {
    if error.says("not a valid model", "model not found", "does not exist") { return .unknownModel }
    // A bare "Not Found" is about the address that was asked, not about the model.
    let isRouting =
      error.providerName != nil || !error.constraint.isEmpty || !error.proposedModels.isEmpty
      || error.says(
        "endpoint", "model", "provider", "policy", "policies", "guardrail", "parameter", "tool",
        "modalit", "price")
    return isRouting ? .noEndpoints : .badRequest
  }
}

extension ErrorBody {
  /// S4, S5: this request costs more than is left, a smaller one may not.
  package var isUnaffordable: Bool { says("can only afford", "prompt tokens limit exceeded") }
}
