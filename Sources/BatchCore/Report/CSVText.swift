/// Writes a table as RFC 4180 says: UTF-8, commas, records that end in CRLF.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it: an article, or
/// an answer to it, may hold `=HYPERLINK(...)`, and a table is opened by other people. Numbers are
/// written as they are.
struct CSVText {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  mutating func text(_ text: String) {
    separate()
    let guarded = Self.isFormula(text) ? "'" + text : text
    guard guarded.isEmpty || guarded.utf8.contains(where: Self.needsQuotes) else {
      bytes.append(contentsOf: guarded.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in guarded.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// What cannot be a formula: a number, `true`, a moment.
  mutating func plain(_ word: String) {
    separate()
    bytes.append(contentsOf: word.utf8)
  }

  /// An empty cell, which an empty text, written `""`, is not.
  mutating func nothing() { separate() }

  mutating func endRecord() {
    bytes.append(contentsOf: [0x0D, 0x0A])
    isFirst = true
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    // Where Chinese or Japanese is written, the wide signs are as good.
    return "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D: true
    default: false
    }
  }
}
