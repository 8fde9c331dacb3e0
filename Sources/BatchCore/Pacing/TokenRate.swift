/// A second ceiling, in tokens: only where a refusal speaks of tokens.
package struct TokenRate: Sendable {
  /// Tokens a second; nil: no ceiling.
  package private(set) var perSecond: Double?
  /// Milliseconds on the run's clock.
  private var next = 0.0
  /// Tokens started in this minute and the one before.
  private var minute: Int64 = 0
  private var current = 0.0
  private var previous = 0.0
  private var untroubled = 0

  package init() {}

  /// How far ahead of an even pace starts may run.
  private static let burst = 6000.0

  package func allowance(_ now: Timestamp) -> Int? {
    guard perSecond != nil else { return nil }
    return next - Self.burst <= Double(now.milliseconds) ? 1 : 0
  }

  package func opening(_ now: Timestamp) -> Timestamp? {
    guard perSecond != nil, next - Self.burst > Double(now.milliseconds) else { return nil }
    return Timestamp(milliseconds: Int64((next - Self.burst).rounded(.up)))
  }

  package mutating func start(_ tokens: Int, now: Timestamp) {
    let minute = now.milliseconds / 60_000
    if minute != self.minute {
      previous = minute == self.minute + 1 ? current : 0
      current = 0
      self.minute = minute
    }
    current += Double(tokens)
    guard let rate = perSecond else { return }
    next = max(next, Double(now.milliseconds)) + Double(tokens) / rate * 1000
    untroubled += 1
    // After some starts without a refusal a little more is tried.
    if untroubled.isMultiple(of: 20) { perSecond = rate * 1.02 }
  }

  /// The answer's usage is known.
  package mutating func correct(estimate: Int, used: Int) {
    current = max(0, current + Double(used - estimate))
    guard let perSecond else { return }
    next += Double(used - estimate) / perSecond * 1000
  }

  /// Goes on with what an earlier run had learned.
  mutating func restore(_ level: Double) {
    guard level.isFinite, level >= 1 else { return }
    perSecond = level
  }

  /// - Parameter told: the limit, if the refusal names it.
  package mutating func refuse(_ told: Double?, now: Timestamp) {
    let seconds = Double(now.milliseconds % 60_000) / 1000
    let measured = (previous * (60 - seconds) / 60 + current) / 60
    guard let rate = told ?? perSecond.map({ $0 * 0.9 }) ?? (measured > 0 ? measured * 0.95 : nil)
    else { return }
    perSecond = rate
    untroubled = 0
    next = max(next, Double(now.milliseconds) + Self.burst)
  }
}
