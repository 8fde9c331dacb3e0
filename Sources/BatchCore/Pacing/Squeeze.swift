/// Requests that were made smaller because the balance did not cover their `max_tokens` (S4, S7).
package struct Squeeze: Sendable, Equatable, Codable {
  /// Since the last ten minutes without one.
  package var count: Int
  /// Of the last one, after it was made smaller.
  package var maxTokens: Int
  package var at: Timestamp

  package init(count: Int, maxTokens: Int, at: Timestamp) {
    self.count = count
    self.maxTokens = maxTokens
    self.at = at
  }

  private static let memory: Duration = .seconds(600)

  package func isInForce(at now: Timestamp) -> Bool { now - at < Self.memory }

  package func sentence(whom: String) -> String {
    "\(whom)'s balance does not cover what was asked: \(Wording.counted(count, "request")) made "
      + "smaller, the last to \(Wording.counted(maxTokens, "token"))"
  }
}
