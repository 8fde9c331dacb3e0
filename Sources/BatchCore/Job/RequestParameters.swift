import Foundation

/// A job's `request` block.
package struct RequestParameters: Sendable, Equatable {
  /// Room for the answer.
  package enum MaxTokens: Sendable, Equatable {
    /// Sized from the article, capped by the model.
    case auto
    case fixed(Int)
  }

  /// 0 to 2; nil: not sent.
  package var temperature: Decimal?
  package var maxTokens: MaxTokens
  package var stream: Bool
  /// For the whole exchange.
  package var timeout: Duration
  /// Reasoning effort (`none`, `minimal`, `low`, `medium`, `high`, `xhigh`, `max`);
  /// nil: not sent.
  package var reasoning: String?
  /// Width to height of an image, such as `16:9`; nil: not sent.
  package var aspectRatio: String?
  /// Whether the provider's response cache may serve a lost attempt free.
  package var cache: Bool

  package init(
    temperature: Decimal? = nil, maxTokens: MaxTokens = .auto, stream: Bool = true,
    timeout: Duration = .seconds(600), reasoning: String? = nil,
    aspectRatio: String? = nil, cache: Bool = true
  ) {
    self.temperature = temperature
    self.maxTokens = maxTokens
    self.stream = stream
    self.timeout = timeout
    self.reasoning = reasoning
    self.aspectRatio = aspectRatio
    self.cache = cache
  }
}
