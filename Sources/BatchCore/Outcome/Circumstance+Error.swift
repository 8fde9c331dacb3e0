extension Circumstance {
  /// What an error says beside its kind.
  package static func of(
    _ kind: FailureKind, error: ErrorBody?, response: HTTPResponse, now: Timestamp
  ) -> Circumstance {
    var circumstance = Circumstance()
    circumstance.wait = WaitHint.of(response, error: error, now: now)
    if kind == .edgeBlocked {
      let least = isOfOneRequest(response) ? shortEdgeWait : edgeWait
      circumstance.wait = max(circumstance.wait ?? least, least)
    }
    if kind == .throttled { circumstance.limit = ToldLimit(response, error: error) }
    circumstance.isForFreeModels = isForFreeModels(kind, error)
    circumstance.isUnfinishedImage = kind == .noImage
    circumstance.isAccountWide =
      !circumstance.isForFreeModels && isAccountWide(kind, error, response)
    guard let error else { return circumstance }
    circumstance.provider = error.providerName
    circumstance.isKeyCapped =
      error.limitSource == "openrouter_key_limit" || error.says("settings/keys")
    circumstance.exceedsInFlightBudget = error.reason == "weight_exceeds_budget"
    circumstance.isGuardrail = error.isGuardrail
    circumstance.isUnexplained = kind == .moderated && !error.isModeration && !error.isGuardrail
    circumstance.isKeyRefused = kind == .upstreamRefused && (error.code ?? response.status) == 401
    circumstance.isFormats =
      kind == .noEndpoints
      || error.says("response_format", "json_schema", "structured output", "structured_output")
    circumstance.isArticles = error.type == "invalid_prompt"
    circumstance.needsImages = kind == .noEndpoints && error.says("output modalities")
    circumstance.constraint = Constraint(error, of: kind)
    circumstance.resetsAt = error.resetsAt
    circumstance.noteSizes(error, kind)
    return circumstance
  }

  /// S27: Cloudflare's own blocks last that long at least.
  package static let edgeWait = Duration.seconds(60)

  /// A 403 of the edge may be about the text of one request; 429 and 503 are about us.
  private static func isOfOneRequest(_ response: HTTPResponse) -> Bool { response.status == 403 }
  private static let shortEdgeWait = Duration.seconds(5)

  /// S24: 20 a minute over all `:free` models of the account.
  private static func isForFreeModels(_ kind: FailureKind, _ error: ErrorBody?) -> Bool {
    guard kind == .throttled, let error else { return false }
    return error.limitSource == "openrouter_free_tier_per_minute" || error.says("free-models-per")
  }

  private static func isAccountWide(
    _ kind: FailureKind, _ error: ErrorBody?, _ response: HTTPResponse
  ) -> Bool {
    switch kind {
    case .inFlightBudget: return true
    case .edgeBlocked: return !isOfOneRequest(response)
    case .throttled:
      let isOurs = RefusalHeaders(response, error: error)["X-RateLimit-Limit"] != nil
      guard let error else { return isOurs }
      let isModels =
        error.isRelayed || error.limitSource != nil || error.availability != nil
        || error.says("limit_rp", "limited to")
      return !isModels && isOurs
    default: return false
    }
  }

  /// The figures in the words of S4 and S18.
  private mutating func noteSizes(_ error: ErrorBody, _ kind: FailureKind) {
    switch kind {
    case .unaffordable:
      affordableTokens = Self.number(after: "can only afford ", in: error.said)
    case .tooLong:
      let window = Self.number(after: "maximum context length is ", in: error.said)
      let asked = Self.number(after: "requested about ", in: error.said)
      let output = Self.number(before: " in the output", in: error.said)
      if let window, let asked, let output, (0...asked).contains(output) {
        roomInWindow = window - (asked - output)
      }
      longestAnswer =
        Self.number(before: " completion tokens", in: error.said)
        ?? Self.number(before: " output tokens", in: error.said) ?? mostTokens(error)
    default: break
    }
  }

  /// N of "max_tokens: 512 > N, which is the maximum" and "max_tokens must be at most N".
  private func mostTokens(_ error: ErrorBody) -> Int? {
    guard error.says("max_tokens", "max_completion_tokens") else { return nil }
    return [" > ", "at most ", "less than or equal to "].lazy
      .compactMap { Self.number(after: $0, in: error.said) }.first
  }

  /// N of "can only afford N", commas left out.
  private static func number(after phrase: String, in said: String) -> Int? {
    guard let found = said.firstRange(of: phrase) else { return nil }
    let rest = said[found.upperBound...].drop { "`'\"".contains($0) }
    return figure(rest.prefix(while: isFigure))
  }

  private static func number(before phrase: String, in said: String) -> Int? {
    guard let found = said.firstRange(of: phrase) else { return nil }
    let figures = said[..<found.lowerBound].reversed().prefix(while: isFigure).reversed()
    return figure(figures)
  }

  private static func isFigure(_ character: Character) -> Bool {
    character == "," || character.isASCII && character.isNumber
  }

  private static func figure(_ text: some Sequence<Character>) -> Int? {
    let digits = String(text.filter { $0 != "," })
    return digits.count < 12 ? Int(digits) : nil
  }
}

extension Circumstance {
  /// What a broken transfer says beside its kind: once the request was sent, its answer may have
  /// been finished, and our own timer is not passed twice (S51).
  static func of(_ failure: TransportFailure?) -> Circumstance {
    var circumstance = Circumstance()
    guard let failure, failure.wasSent else { return circumstance }
    circumstance.mayBeCached = failure.kind == .cut || failure.kind == .timedOut
    if failure.kind == .timedOut { circumstance.repeatLimit = 1 }
    return circumstance
  }
}
