import Synchronization

/// A live run, for those who steer it: it takes changes and never blocks.
package protocol Steerable: Sendable {
  /// That it works.
  var roles: [String] { get }

  func take(_ errand: Errand)
}

/// A change on its way to the writer, and the one answer that comes back.
package final class Errand: Sendable {
  package typealias Answer = Result<ChangeReport, ChangeRefusal>

  private enum Stage { case waiting, begun, answered }

  package let change: QueueChange
  private let stage = Mutex(Stage.waiting)
  private let reply: @Sendable (Answer) -> Void

  /// - Parameter reply: called once, on whatever thread has the answer.
  package init(_ change: QueueChange, reply: @escaping @Sendable (Answer) -> Void) {
    self.change = change
    self.reply = reply
  }

  /// Whoever waits gets an answer, also from a run that forgets it.
  deinit { giveUp() }

  /// The writer comes to it.
  ///
  /// - Returns: false if nobody waits for it any more: then it is not to be carried out.
  package func begin() -> Bool {
    stage.withLock { stage in
      guard stage == .waiting else { return false }
      stage = .begun
      return true
    }
  }

  /// Without effect if it was answered before.
  package func answer(_ answer: Answer) {
    let isFirst = stage.withLock { stage in
      defer { stage = .answered }
      return stage != .answered
    }
    if isFirst { reply(answer) }
  }

  /// Its time is over: it is answered as not written, and not begun any more.
  package func giveUp() {
    let isOpen: Bool? = stage.withLock { stage in
      defer { stage = .answered }
      switch stage {
      case .waiting: return false
      case .begun: return true
      case .answered: return nil
      }
    }
    if let isOpen { reply(.failure(.notWriting(isOpen: isOpen))) }
  }
}
