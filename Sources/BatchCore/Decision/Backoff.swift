/// Full jitter: a wait drawn from 0 to a bound that doubles with every try up to a cap.
///
/// | tries before | `fault` (S28, S29, S34 to S37) | `overload` (S30, S31) | `silence` (S39, S41) |
/// |---|---|---|---|
/// | 0 | 0 to 2 s | 0 to 5 s | 0 to 5 s |
/// | 1 | 0 to 4 s | 0 to 10 s | 0 to 20 s |
/// | 2 | 0 to 8 s | 0 to 20 s | 0 to 80 s |
/// | 3 | 0 to 16 s | 0 to 40 s | 0 to 120 s |
/// | 4 and more | 0 to 30 s | 0 to 60 s | 0 to 120 s |
package struct Backoff: Sendable, Equatable {
  package var base: Duration
  package var factor: Double
  package var cap: Duration

  package static let fault = Backoff(base: .seconds(2), factor: 2, cap: .seconds(30))
  package static let overload = Backoff(base: .seconds(5), factor: 2, cap: .seconds(60))
  package static let silence = Backoff(base: .seconds(5), factor: 4, cap: .seconds(120))
  /// How far behind the others a throttled task goes: 1 s, doubling to a minute.
  package static let throttle = Backoff(base: .seconds(1), factor: 2, cap: .seconds(60))

  /// The bound after a number of tries.
  package func bound(tries: Int) -> Duration {
    // The exponent is held where every cap is long reached: a task may be throttled all night.
    var seconds = base.inSeconds
    for _ in 0..<min(max(tries, 0), 16) { seconds *= factor }
    return seconds < cap.inSeconds ? .seconds(seconds) : cap
  }

  /// The wait: a draw below the bound, `chance` being 0 to 1 from the run's random numbers; with
  /// the provider's own hint never less than it, and up to a tenth more.
  package func delay(tries: Int, hint: Duration? = nil, chance: Double) -> Duration {
    guard let hint else { return bound(tries: tries) * chance }
    return hint + hint / 10 * chance
  }
}
