import BatchCore
import Foundation

/// The time a run goes by.
package protocol RunClock: Sendable {
  var now: Timestamp { get }

  /// How long one waits until a span has passed here.
  func length(of span: Duration) -> Duration
}

/// The wall clock as it stood when a run began, counted on by the clock that nobody sets: a
/// correction of the time neither holds a run up nor lets it start inside a wait.
///
/// It goes on while the machine sleeps.
package struct SteadyClock: RunClock {
  private let began: Timestamp
  private let instant: ContinuousClock.Instant

  package init(began: Timestamp = Timestamp(Date()), at instant: ContinuousClock.Instant = .now) {
    self.began = began
    self.instant = instant
  }

  package var now: Timestamp { moment(at: .now) }

  package func length(of span: Duration) -> Duration { span }

  func moment(at instant: ContinuousClock.Instant) -> Timestamp {
    began + self.instant.duration(to: instant)
  }
}
