import Dispatch
import Glibc
import Synchronization

/// Single keys from the terminal, without an echo.
final class KeyPresses: Sendable {
  private let source: Mutex<any DispatchSourceRead>
  private let before: termios

  /// - Returns: nil if standard input is no terminal, or another job's.
  init?(_ pressed: @escaping @Sendable (UInt8) -> Void) {
    var before = termios()
    guard TerminalScreen(descriptor: STDIN_FILENO).isOurs, tcgetattr(STDIN_FILENO, &before) == 0
    else { return nil }
    self.before = before
    source = Mutex(Self.source(pressed))
    listen()
  }

  /// Keys come one by one.
  func listen() {
    var single = before
    single.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &single)
  }

  /// The terminal is as it was found.
  func restore() {
    var before = before
    tcsetattr(STDIN_FILENO, TCSANOW, &before)
  }

  func cancel() {
    source.withLock { $0.cancel() }
    restore()
  }

  private static func source(
    _ pressed: @escaping @Sendable (UInt8) -> Void
  ) -> any DispatchSourceRead {
    let source = DispatchSource.makeReadSource(
      fileDescriptor: STDIN_FILENO, queue: DispatchQueue(label: "batch.keys"))
    source.setEventHandler(handler: reading(pressed))
    source.resume()
    return source
  }

  private static func reading(
    _ pressed: @escaping @Sendable (UInt8) -> Void
  ) -> @Sendable () -> Void {
    {
      var key: UInt8 = 0
      if read(STDIN_FILENO, &key, 1) == 1 { pressed(key) }
    }
  }
}
