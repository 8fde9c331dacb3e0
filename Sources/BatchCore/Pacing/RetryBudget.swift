/// How many requests may be sent again because a model or its provider failed: one a second and a
/// fifth of what is answered. What is beyond waits behind new work, a minute at most, so that a
/// provider in trouble is not asked ever more.
package struct RetryBudget: Sendable, Equatable {
  /// Retries that may be sent at once; below zero: so many wait already.
  private var balance = Self.most
  private var at: Timestamp?

  package init() {}

  /// What a quiet minute saves up, and how far it may be overdrawn.
  private static let most = 60.0
  private static let perSecond = 1.0
  /// Of what is answered.
  private static let share = 0.2

  /// A request was answered.
  package mutating func earn(now: Timestamp) {
    refill(now)
    balance = min(balance + Self.share, Self.most)
  }

  /// One more is to be sent again.
  ///
  /// - Returns: how long it waits at least.
  package mutating func spend(now: Timestamp) -> Duration {
    refill(now)
    balance = max(balance - 1, -Self.most)
    return balance >= 0 ? .zero : .seconds(-balance / Self.perSecond)
  }

  private mutating func refill(_ now: Timestamp) {
    let span = at.map { max(0, (now - $0).inSeconds) } ?? 0
    balance = min(balance + span * Self.perSecond, Self.most)
    at = now
  }
}
