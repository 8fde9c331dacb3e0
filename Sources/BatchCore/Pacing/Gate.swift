/// A gate that a throttle closes for everyone, and that opens to one request at a time before it
/// opens to all.
package struct Gate: Sendable, Equatable {
  /// What a gate does when nobody hints.
  package struct Delays: Sendable, Equatable {
    /// The ceiling of the first wait; the next ones double it.
    package var base: Duration
    package var longest: Duration
    /// The share of the ceiling that every wait has at least, 0 to 1; 0 is full jitter.
    package var floor: Double

    package init(base: Duration, longest: Duration, floor: Double = 0) {
      self.base = base
      self.longest = longest
      self.floor = floor
    }

    /// A draw under a ceiling that doubles: with `base` 1 s the ceilings are 1, 2, 4, 8, 16, 32,
    /// 60 s.
    ///
    /// - Parameter chance: 0 to 1.
    package func wait(streak: Int, chance: Double) -> Duration {
      let doubled = base * Double(1 << min(max(streak - 1, 0), 16))
      return min(doubled, longest) * (floor + (1 - floor) * chance)
    }
  }

  /// Closed until then; nil while open.
  package private(set) var until: Timestamp?
  /// Closings without a success between them.
  package private(set) var streak = 0
  /// Rises at every closing of an open gate; requests of an older epoch say nothing about this one.
  package private(set) var epoch = 0
  /// One request at a time, until one is served.
  package private(set) var isProbing = false

  package init() {}

  package func isOpen(at now: Timestamp) -> Bool {
    guard let until else { return true }
    return until <= now
  }

  /// Closes the gate, or keeps it closed longer; never shortens a wait.
  ///
  /// - Parameters:
  ///   - hint: the provider's own; obeyed to the millisecond, with up to 5 % (at most 1 s) added.
  ///   - sent: the epoch in which the refused request started.
  package mutating func close(
    hint: Duration?, sent: Int, delays: Delays, now: Timestamp, chance: Double
  ) {
    if sent == epoch {
      streak += 1
      epoch += 1
    }
    let wait =
      hint.map { $0 + min($0 * 0.05, .seconds(1)) * chance }
      ?? delays.wait(streak: streak, chance: chance)
    until = max(until ?? now, now + wait)
    isProbing = true
  }

  /// Whether it is open is not known: one request is to find out.
  package mutating func doubt() { isProbing = true }

  /// A request that started in the given epoch was served.
  ///
  /// - Parameter now: a longer hint may have come meanwhile, from a request of an older epoch.
  package mutating func served(sent: Int, now: Timestamp) {
    guard sent == epoch, isOpen(at: now) else { return }
    streak = 0
    until = nil
    isProbing = false
  }
}
