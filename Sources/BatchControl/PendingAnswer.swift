import Synchronization

/// An answer that somebody awaits: it comes from the work or, when its time is over, from the
/// clock.
final class PendingAnswer: Sendable {
  /// How far the work has come when its time is over.
  enum Lateness { case waiting, begun }

  private enum Stage { case waiting, begun, answered }

  private let stage = Mutex(Stage.waiting)
  private let continuation: CheckedContinuation<PageAnswer, Never>

  init(_ continuation: CheckedContinuation<PageAnswer, Never>) { self.continuation = continuation }

  /// The work begins; false if nobody waits for it any more.
  func begin() -> Bool {
    stage.withLock { stage in
      guard stage == .waiting else { return false }
      stage = .begun
      return true
    }
  }

  /// Without effect if it was answered before.
  func answer(_ answer: PageAnswer) {
    let isFirst = stage.withLock { stage in
      defer { stage = .answered }
      return stage != .answered
    }
    if isFirst { continuation.resume(returning: answer) }
  }

  /// Answers in the work's place, unless it has answered.
  func giveUp(_ answer: (Lateness) -> PageAnswer) {
    let lateness: Lateness? = stage.withLock { stage in
      defer { stage = .answered }
      switch stage {
      case .waiting: return .waiting
      case .begun: return .begun
      case .answered: return nil
      }
    }
    if let lateness { continuation.resume(returning: answer(lateness)) }
  }
}
