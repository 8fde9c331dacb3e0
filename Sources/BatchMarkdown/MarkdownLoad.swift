/// What a text asks of the parser beside its length: tables are filled up to their widest row, and
/// nesting and certain beginnings are gone through again for each further line.
struct MarkdownLoad: Equatable {
  private(set) var lines = 1
  /// Bars in a line, at most.
  private(set) var widest = 0
  /// Quotes and lists inside each other at the beginning of a line, at most.
  private(set) var deepest = 0
  /// Beginnings of processing instructions and of declarations or comments.
  private(set) var instructions = 0
  private(set) var declarations = 0

  /// In one go through its bytes.
  init(_ text: some Collection<UInt8>) {
    var (bars, depth, isAtStart, before) = (0, 0, true, UInt8(0x0A))
    for byte in text {
      switch byte {
      case 0x0A:
        lines += 1
        (bars, depth, isAtStart) = (0, 0, true)
      case UInt8(ascii: "|"):
        bars += 1
        widest = max(widest, bars)
      case UInt8(ascii: ">") where isAtStart:
        depth += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        if isAtStart, Self.ends.contains(before) { depth += 1 }
      case UInt8(ascii: "?") where before == UInt8(ascii: "<"):
        instructions += 1
      case UInt8(ascii: "!") where before == UInt8(ascii: "<"):
        declarations += 1
      default:
        isAtStart = isAtStart && Self.marks.contains(byte)
      }
      deepest = max(deepest, depth)
      before = byte
    }
  }

  /// Of what list items begin with, "- 1. a" being a list in a list, and how these end.
  private static let marks = Set("-*+0123456789.)".utf8)
  private static let ends = Set("-*+.)".utf8)

  /// Takes neither a second nor some ten megabytes.
  var isBearable: Bool {
    lines * widest <= 100_000 && deepest <= 50 && instructions <= 500 && declarations <= 5_000
  }
}
