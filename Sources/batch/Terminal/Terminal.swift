import Foundation
import Glibc

/// Standard output for data, standard error for talk. A closed terminal is no error: a run must
/// outlive the ssh session that started it.
enum Terminal {
  /// One line of talk, on standard error.
  static func talk(_ line: String) {
    _ = write(Array((line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Raw bytes of talk, such as a line that is to be redrawn.
  static func talk(raw text: String) {
    _ = write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Data, on standard output; false if nobody reads it any more.
  static func emit(_ bytes: [UInt8]) -> Bool {
    write(bytes, to: STDOUT_FILENO)
  }

  static func emit(_ lines: [String]) {
    _ = emit(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// A JSON document, readable, members in a fixed order.
  static func emit(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    _ = emit(Array(try encoder.encode(value)) + [0x0A])
  }

  static var talksToPerson: Bool { isatty(STDERR_FILENO) == 1 }
  static var showsToPerson: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal that standard error talks to; 80 if it is none.
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
