/// A limit that a refusal names together with its window.
package struct ToldLimit: Sendable, Equatable {
  package var requestsPerSecond: Double?
  package var tokensPerSecond: Double?
  /// The refusal speaks of tokens, with or without a figure.
  package var namesTokens: Bool

  package init(
    requestsPerSecond: Double? = nil, tokensPerSecond: Double? = nil, namesTokens: Bool = false
  ) {
    self.requestsPerSecond = requestsPerSecond
    self.tokensPerSecond = tokensPerSecond
    self.namesTokens = namesTokens
  }
}

extension ToldLimit {
  /// Reads a refusal; nil if it names neither a limit with its window nor tokens.
  ///
  /// `X-RateLimit-Limit` alone does not say of which window it speaks; the message or the label
  /// does.
  package init?(_ response: HTTPResponse, error: ErrorBody?) {
    let headers = RefusalHeaders(response, error: error)
    let said = String(decoding: response.body.prefix(8192), as: UTF8.self).lowercased()
    let header = headers["X-RateLimit-Limit"].flatMap(Self.number)
    let tokenHeader = headers["X-RateLimit-Limit-Tokens"].flatMap(Self.number)
    let minute = ["free-models-per-min", "openrouter_free_tier_per_minute", "limit_rpm"]
    let isMinute = minute.contains { said.contains($0) }
    requestsPerSecond = Self.requests(in: said) ?? (isMinute ? header.map { $0 / 60 } : nil)
    let named = Self.tokens(in: said)
    tokensPerSecond = named ?? tokenHeader.map { $0 / 60 }
    namesTokens =
      requestsPerSecond == nil
      && (tokensPerSecond != nil || said.contains("tokens per m") || said.contains("(tpm)"))
    if requestsPerSecond == nil, !namesTokens { return nil }
  }

  /// `limited to 8 requests per minute`.
  private static func requests(in said: String) -> Double? {
    said.firstMatch(of: #/([0-9][0-9,]*) requests (?:per|a) (second|minute|hour|day)/#)
      .flatMap { perSecond($0.1, $0.2) }
  }

  /// `tokens per min (TPM): Limit 30000`, `30,000 tokens per minute`.
  private static func tokens(in said: String) -> Double? {
    said.firstMatch(of: #/([0-9][0-9,]*) (?:input |output )?tokens per (second|minute|hour|day)/#)
      .flatMap { perSecond($0.1, $0.2) }
      ?? said.firstMatch(of: #/tokens per min \(tpm\): limit ([0-9][0-9,]*)/#)
      .flatMap { perSecond($0.1, "minute") }
  }

  private static func perSecond(_ figure: Substring, _ window: Substring) -> Double? {
    guard let count = number(String(figure)), count > 0 else { return nil }
    switch window {
    case "second": return count
    case "minute": return count / 60
    case "hour": return count / 3600
    default: return count / 86_400
    }
  }

  private static func number(_ text: String) -> Double? {
    Double(text.filter { $0 != "," }).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
  }
}
