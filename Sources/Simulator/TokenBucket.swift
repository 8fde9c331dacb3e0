/// The bucket behind a `RateLimit`; times are seconds on any one clock.
struct TokenBucket: Sendable {
  let limit: RateLimit
  private var tokens: Double
  private var last: Double

  init(_ limit: RateLimit, now: Double) {
    self.limit = limit
    tokens = limit.burst
    last = now
  }

  /// Takes a token, or says in how many seconds there will be one.
  mutating func take(now: Double) -> Double? {
    tokens = min(limit.burst, tokens + max(0, now - last) * limit.rate)
    last = now
    if tokens >= 1 {
      tokens -= 1
      return nil
    }
    return (1 - tokens) / limit.rate
  }
}
