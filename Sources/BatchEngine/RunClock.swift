import BatchCore
import Foundation

/// The wall clock as it stood when a run began, counted on by the clock that nobody sets: a correction
/// of the time neither holds a run up nor lets it start inside a wait.
///
/// It goes on while the machine sleeps.
package struct RunClock: Sendable {
  private let began: Timestamp
  private let instant: ContinuousClock.Instant
  private let speed: Int

  /// - Parameter speed: how many times faster than the clock on the wall it goes, to see in a moment
  ///   what becomes of minutes.
  package init(
    began: Timestamp = Timestamp(Date()), at instant: ContinuousClock.Instant = .now, speed: Int = 1
  ) {
    self.began = began
    self.instant = instant
    self.speed = speed
  }

  package var now: Timestamp { moment(at: .now) }

  func moment(at instant: ContinuousClock.Instant) -> Timestamp {
    began + self.instant.duration(to: instant) * speed
  }

  /// How long a span of this clock takes.
  func length(of span: Duration) -> Duration { span / speed }
}
