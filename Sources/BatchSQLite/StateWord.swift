import BatchCore

/// A task's state in one word: the column `state`.
enum StateWord: String, CaseIterable {
  case ready, claimed, done, failed, cancelled

  init(_ state: TaskState) {
    switch state {
    case .ready: self = .ready
    case .claimed: self = .claimed
    case .done: self = .done
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    }
  }

  /// The counter of the tasks in this state.
  var counter: RoleCounter {
    switch self {
    case .ready: .ready
    case .claimed: .claimed
    case .done: .done
    case .failed: .failed
    case .cancelled: .cancelled
    }
  }
}
