import Foundation
import Synchronization

/// A moment that is noted once.
final class Moment: Sendable {
  private let noted = Mutex<Date?>(nil)

  func start() { noted.withLock { $0 = $0 ?? Date() } }

  /// Since it was noted; nil before.
  var seconds: Double? { noted.withLock { $0.map { Date().timeIntervalSince($0) } } }
}
