import BatchCore
import Foundation
import Glibc

/// Standard output for data, standard error for talk. A closed terminal is no error: a run must
/// outlive the ssh session that started it.
enum Terminal {
  /// One line of talk, on standard error; broken between words where a person reads it.
  static func talk(_ line: String) {
    let text = talksToPerson ? wrapped(line, columns: columns) : line
    write(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// The same in several tones, made printable here.
  static func talk(_ line: Painted, keepingLines: Bool = false) {
    talk(line.text(talkStyle, keepingLines: keepingLines))
  }

  /// Raw bytes of talk, such as a line that is to be redrawn.
  static func talk(raw text: String) {
    write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Nobody reads the data any more, as after `| head`.
  struct NobodyReads: Error {}

  /// Data, on standard output.
  ///
  /// - Throws: `NobodyReads`, or a complaint where it cannot be written.
  static func emit(_ bytes: [UInt8]) throws {
    guard !write(bytes, to: STDOUT_FILENO) else { return }
    if errno == EPIPE { throw NobodyReads() }
    throw Complaint(
      "standard output could not be written: \(String(cString: strerror(errno))).", .inputOutput)
  }

  /// Lines for people, broken between words where one reads them; a script gets them as they are.
  static func emit(_ lines: [String]) throws {
    let text = lines.joined(separator: "\n")
    let shown = showsToPerson ? wrapped(text, columns: shownColumns) : text
    try emit(Array((shown + "\n").utf8))
  }

  /// A JSON document, readable, members in a fixed order.
  static func emit(json value: some Encodable, onOneLine: Bool = false) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !onOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
    try emit(Array(try encoder.encode(value)) + [0x0A])
  }

  /// How talk and what is shown are coloured.
  static let talkStyle = talkAbilities.style
  static let showStyle = showAbilities.style

  /// What can be drawn where talk goes, and where data is shown.
  static let talkAbilities = abilities(isTerminal: talksToPerson)
  static let showAbilities = abilities(isTerminal: showsToPerson)

  /// From the arguments as they stand, so that an error in the others is told in the same manner.
  private static func abilities(isTerminal: Bool) -> TerminalAbilities {
    let words = CommandLine.arguments.prefix { $0 != "--" }
    return TerminalAbilities(
      isTerminal: isTerminal, environment: ProcessInfo.processInfo.environment,
      noColor: words.contains("--no-color"), isPlain: words.contains("--plain"))
  }

  static var talksToPerson: Bool { isatty(STDERR_FILENO) == 1 }
  static var showsToPerson: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal that standard error talks to; 80 if it is none.
  static var columns: Int { columns(of: STDERR_FILENO) }

  /// Columns of the terminal that shows standard output; 80 if it is none.
  static var shownColumns: Int { columns(of: STDOUT_FILENO) }

  private static func columns(of descriptor: Int32) -> Int {
    TerminalScreen(descriptor: descriptor).size.columns
  }

  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
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
