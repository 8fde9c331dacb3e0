/// The bucket behind a `RateLimit` or a `TokenLimit`; times are seconds on any one clock.
struct TokenBucket: Sendable {
  private let rate: Double
  private let burst: Double
  private var tokens: Double
  private var last: Double

  init(_ limit: RateLimit, now: Double) {
    self.init(rate: limit.rate, burst: limit.burst, now: now)
  }

  init(_ limit: TokenLimit, now: Double) {
    self.init(rate: limit.perMinute / 60, burst: limit.depth, now: now)
  }

  private init(rate: Double, burst: Double, now: Double) {
    self.rate = rate
    self.burst = burst
    tokens = burst
    last = now
  }

  /// Takes some, or says in how many seconds there will be enough; who asks for more than it holds
  /// is let through when it is full.
  mutating func take(_ count: Double = 1, now: Double) -> Double? {
    tokens = min(burst, tokens + max(0, now - last) * rate)
    last = now
    let needed = min(count, burst)
    if tokens >= needed {
      tokens -= count
      return nil
    }
    return (needed - tokens) / rate
  }

  /// Takes what was used already: more than there is, if need be.
  mutating func charge(_ count: Double) {
    tokens -= count
  }
}
