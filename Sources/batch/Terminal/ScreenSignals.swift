import Glibc

/// What befalls a terminal while something is drawn on it.
final class ScreenSignals: Sendable {
  private let sources: [Signals]

  /// - Parameters:
  ///   - resized: its size is another.
  ///   - suspended: Ctrl-Z; the process stops when the callback stops it.
  ///   - resumed: it goes on, and others may have written meanwhile.
  init(
    resized: @escaping @Sendable () -> Void, suspended: @escaping @Sendable () -> Void,
    resumed: @escaping @Sendable () -> Void
  ) {
    sources = [
      Signals([SIGWINCH], resized), Signals([SIGTSTP], suspended), Signals([SIGCONT], resumed),
    ]
  }

  func cancel() {
    for source in sources { source.cancel() }
    signal(SIGTSTP, SIG_DFL)
  }
}
