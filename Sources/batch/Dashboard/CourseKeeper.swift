import Synchronization

/// The plots of the work so far, for whoever asks.
final class CourseKeeper: Sendable {
  private let log = Mutex(CourseLog())

  func plots(role: String?) -> PlotsDocument {
    let log = log.withLock { $0 }
    return PlotsDocument(log.plots(role: role.flatMap { $0.isEmpty ? nil : $0 }))
  }

  func keep(_ log: CourseLog) { self.log.withLock { $0 = log } }
}
