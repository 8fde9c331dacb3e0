/// A limit on requests a second, refused with 429 beyond it.
package struct RateLimit: Sendable, Hashable {
  /// Requests a second, in the long run.
  package var rate: Double
  /// How many may come at once after a rest.
  package var burst: Double
  /// Where the refusal says how long to wait.
  package var hint: RetryHint
  /// Seconds the hint asks for; nil is the true time until the next request would pass.
  package var seconds: Double?

  package init(rate: Double, burst: Double, hint: RetryHint = .none, seconds: Double? = nil) {
    self.rate = rate
    self.burst = burst
    self.hint = hint
    self.seconds = seconds
  }
}
