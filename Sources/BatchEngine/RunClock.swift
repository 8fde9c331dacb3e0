import BatchCore
import Foundation

/// The wall clock as it stood when a run began, counted on by the clock that nobody sets: a correction
/// of the time neither holds a run up nor lets it start inside a wait.
///
/// It goes on while the machine sleeps.
package struct RunClock: Sendable {
  private let began: Timestamp
  private let instant: ContinuousClock.Instant

  package init(began: Timestamp = Timestamp(Date()), at instant: ContinuousClock.Instant = .now) {
    self.began = began
    self.instant = instant
  }

  package var now: Timestamp { moment(at: .now) }

  func moment(at instant: ContinuousClock.Instant) -> Timestamp {
    began + self.instant.duration(to: instant)
  }
}
