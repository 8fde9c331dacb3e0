/// What stands in a text beside its words, found without knowing whether it is Markdown, HTML or
/// both.
package struct Markup: Sendable, Equatable {
  /// Fenced, highlighted and preformatted code: lines without their common indentation and the
  /// white space at their ends.
  package var codeBlocks: [String] = []
  /// Code inside a line, its white space collapsed.
  package var codeSpans: [String] = []
  /// Addresses as `plainAddress` writes them, in order, repeated as often as they stand there.
  package var links: [String] = []
  package var images: [String] = []
  /// Liquid, Jekyll, Hugo and JSX tags, shortcodes, HTML comments and footnote marks, their white
  /// space collapsed.
  package var tags: [String] = []
  /// Levels, 1 to 6, in order.
  package var headings: [Int] = []
  /// The words, without code, tags, addresses, entities and the numbers of lists.
  package var prose: [UInt8] = []

  package init(_ text: String) {
    var reader = MarkupReader(bytes: Array(text.utf8))
    reader.read()
    self = reader.markup
  }

  init() {}

  /// An address as it is compared: without escapes, entities and spaces around it.
  static func plainAddress(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self).trimmingPrefix(while: \.isWhitespace)
    let end = text.lastIndex { !$0.isWhitespace }
    guard let end else { return "" }
    let address = String(text[...end])
    guard address.utf8.contains(where: { $0 == 0x26 || $0 == 0x5C }) else { return address }
    return address.replacing("&amp;", with: "&").replacing("\\", with: "")
  }

  /// White space as one space, none around it.
  static func collapsed(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var isPending = false
    for byte in bytes {
      if byte.isBlank || byte == 0x0A {
        isPending = !result.isEmpty
      } else {
        if isPending { result.append(0x20) }
        isPending = false
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Lines without the indentation that all share, trailing white space and blank lines around
  /// them.
  static func plainCode(_ bytes: ArraySlice<UInt8>) -> String {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.prefix(upTo: (line.lastIndex { !$0.isBlank } ?? line.startIndex - 1) + 1)
    }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    let indent = lines.filter { !$0.isEmpty }.map { $0.prefix(while: \.isBlank).count }.min() ?? 0
    return String(
      decoding: Array(lines.map { $0.dropFirst(indent) }.joined(separator: [0x0A])), as: UTF8.self)
  }
}

extension UInt8 {
  /// White space that ends no line.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }

  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }

  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// Of a name in markup.
  var isNameByte: Bool { isLetter || isDigit || self == 0x2D || self == 0x5F }
}
