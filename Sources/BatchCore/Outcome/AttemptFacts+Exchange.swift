import Foundation

extension AttemptFacts {
  /// Notes what status line and headers show.
  mutating func note(_ response: HTTPResponse) {
    httpStatus = response.status
    generationID = Excerpt.name(response[header: "X-Generation-Id"])
    provider = Excerpt.name(response[header: "X-Provider-Name"])
    isCacheHit = response[header: "X-OpenRouter-Cache-Status"]?.uppercased() == "HIT"
  }

  /// Notes what the body of a 200 shows.
  mutating func note(_ completion: Completion) {
    finishReason = Excerpt.name(completion.finishReason)
    provider = Excerpt.name(completion.provider) ?? provider
    if let error = completion.error {
      provider = provider ?? Excerpt.name(ErrorBody(error).providerName)
    }
    servedModel = Excerpt.name(completion.model)
    // On a cache hit header and body both carry the new id; odd providers put their own in the
    // body.
    if let id = Excerpt.name(completion.id), id.hasPrefix("gen-") || generationID == nil {
      generationID = id
    }
    if let usage = completion.usage { self.usage = Usage(usage) }
  }
}

extension Usage {
  /// Reads the `usage` object; what is absent, null or senseless stays unknown (S49).
  init(_ value: JSONValue) {
    let completion = value[member: "completion_tokens_details"]
    let prompt = value[member: "prompt_tokens_details"]
    self.init(
      promptTokens: Self.count(value[member: "prompt_tokens"]),
      completionTokens: Self.count(value[member: "completion_tokens"]),
      reasoningTokens: Self.count(completion?[member: "reasoning_tokens"]),
      cachedTokens: Self.count(prompt?[member: "cached_tokens"]),
      cost: Self.cost(value))
  }

  /// With a provider's key of the user's own, `cost` is OpenRouter's fee alone, and the provider's
  /// price stands beside it; nil where that does not.
  private static func cost(_ value: JSONValue) -> Money? {
    let fee = money(value[member: "cost"])
    guard value[member: "is_byok"] == .bool(true) else { return fee }
    let upstream = money(value[member: "cost_details"]?[member: "upstream_inference_cost"])
    return upstream.map { (fee ?? .zero) + $0 }
  }

  private static func count(_ value: JSONValue?) -> Int? {
    value?.integer.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
  }

  /// Nothing that is below zero, or more than an answer can cost.
  static func money(_ value: JSONValue?) -> Money? {
    let money: Money? =
      switch value {
      case .number(let dollars): Money(dollars: dollars)
      case .string(let text): Money(text)
      default: nil
      }
    return money.flatMap { (.zero...Money.senseless).contains($0) ? $0 : nil }
  }
}

extension Money {
  /// No single answer costs a thousand dollars; sums of what does stay far from overflowing.
  static let senseless = Money(picodollars: 1_000_000_000_000_000)
}
