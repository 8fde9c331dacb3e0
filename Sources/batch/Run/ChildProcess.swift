import Glibc
import Synchronization

/// A process that leads a group of its own.
final class ChildProcess: Sendable {
  private struct State {
    /// Its number may be another's from now on.
    var isReaped = false
    var wasEnded = false
  }

  private let pid: pid_t
  private let state = Mutex(State())

  init(_ pid: pid_t) { self.pid = pid }

  /// It was sent a signal while it was at work.
  var wasEnded: Bool { state.withLock { $0.wasEnded } }

  /// Sends a signal to its whole group, unless it has ended.
  func end(_ signal: Int32) {
    state.withLock { state in
      guard !state.isReaped else { return }
      state.wasEnded = true
      kill(-pid, signal)
    }
  }

  /// Blocks until it has ended.
  ///
  /// - Returns: its status as waitpid(2) tells it.
  func wait() -> Int32 {
    var facts = siginfo_t()
    // Left unreaped, so that nobody else gets its number before `isReaped` is set.
    while waitid(P_PID, id_t(pid), &facts, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return state.withLock { state in
      var status: Int32 = 0
      waitpid(pid, &status, 0)
      state.isReaped = true
      return status
    }
  }
}
