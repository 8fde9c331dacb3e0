import Glibc

/// A terminal on which something is redrawn.
protocol Screen: Sendable {
  /// As it is now; it may change at any moment.
  var size: (columns: Int, rows: Int) { get }
  /// False while the terminal is another job's, whose lines nothing may be drawn over.
  var isOurs: Bool { get }
  func write(_ text: String)
}

/// The terminal behind a descriptor; a closed one is no error.
struct TerminalScreen: Screen {
  var descriptor: Int32

  /// 80 by 24 if it is no terminal, or one that does not say.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return (80, 24) }
    return (size.ws_col > 0 ? Int(size.ws_col) : 80, size.ws_row > 0 ? Int(size.ws_row) : 24)
  }

  /// A terminal that controls nobody is whoever's writes to it.
  var isOurs: Bool {
    let group = tcgetpgrp(descriptor)
    return group < 0 || group == getpgrp()
  }

  func write(_ text: String) { Terminal.write(Array(text.utf8), to: descriptor) }
}
