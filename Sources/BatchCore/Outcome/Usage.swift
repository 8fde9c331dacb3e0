/// What the provider says an answer used; an absent figure is unknown, not zero (S49).
package struct Usage: Sendable, Equatable, Codable {
  package var promptTokens: Int?
  package var completionTokens: Int?
  package var reasoningTokens: Int?
  package var cachedTokens: Int?
  package var cost: Money?

  package init(
    promptTokens: Int? = nil, completionTokens: Int? = nil, reasoningTokens: Int? = nil,
    cachedTokens: Int? = nil, cost: Money? = nil
  ) {
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.reasoningTokens = reasoningTokens
    self.cachedTokens = cachedTokens
    self.cost = cost
  }

  /// Of prompt and answer; nil if neither is known.
  package var totalTokens: Int? {
    guard promptTokens != nil || completionTokens != nil else { return nil }
    return (promptTokens ?? 0) + (completionTokens ?? 0)
  }
}
