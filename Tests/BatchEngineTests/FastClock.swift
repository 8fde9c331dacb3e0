import BatchCore
import BatchEngine
import Foundation
import Synchronization

/// A clock that goes so many times as fast as the one on the wall, and can be put forward: minutes
/// of waiting pass in a moment.
final class FastClock: RunClock {
  private let began: Timestamp
  private let instant = ContinuousClock.now
  private let speed: Int
  private let ahead = Mutex<Duration>(.zero)

  init(speed: Int, began: Timestamp = Timestamp(Date())) {
    self.speed = speed
    self.began = began
  }

  var now: Timestamp { began + instant.duration(to: .now) * speed + ahead.withLock { $0 } }

  func length(of span: Duration) -> Duration { span / speed }

  func advance(by span: Duration) { ahead.withLock { $0 += span } }
}
