/// A text of Markdown and HTML as a reader sees it: the words, those of code too, without tags, the
/// addresses of links, and the marks of block quotes; entities as what they stand for.
enum RenderedText {
  static func of(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var shown: [UInt8] = []
    shown.reserveCapacity(bytes.count)
    var index = 0
    var isAtLineStart = true
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: ">") where isAtLineStart: break
      case UInt8(ascii: "<"):
        if let end = endOfTag(bytes, from: index) { index = end } else { shown.append(byte) }
      case UInt8(ascii: "["),
        UInt8(ascii: "!") where isImage(bytes, index):
        break
      case UInt8(ascii: "]"):
        if let end = endOfAddress(bytes, from: index + 1) { index = end }
      default: shown.append(byte)
      }
      isAtLineStart =
        byte == 0x0A
        || isAtLineStart && (byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ">"))
      index += 1
    }
    return HTMLEntities.decoded(String(decoding: shown, as: UTF8.self))
  }

  /// Of a tag or of the address of a link, in bytes.
  private static let longest = 4_000

  private static func isImage(_ bytes: [UInt8], _ index: Int) -> Bool {
    index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "[")
  }

  /// - Returns: where its last byte is; nil: it is none.
  private static func endOfTag(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    let next = bytes[start + 1]
    guard next.isLetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") else {
      return nil
    }
    return bytes[start..<min(start + longest, bytes.count)].firstIndex(of: UInt8(ascii: ">"))
  }

  /// What follows a link's words: `(address)` or `[name]`.
  private static func endOfAddress(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let close: UInt8
    switch bytes[start] {
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    case UInt8(ascii: "["): close = UInt8(ascii: "]")
    default: return nil
    }
    var depth = 0
    for index in start..<min(start + longest, bytes.count) {
      if bytes[index] == bytes[start] { depth += 1 }
      if bytes[index] == close { depth -= 1 }
      if depth == 0 { return index }
      if bytes[index] == 0x0A { return nil }
    }
    return nil
  }
}
