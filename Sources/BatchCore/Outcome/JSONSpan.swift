/// Where JSON or JSON5 documents begin and end in other text.
enum JSONSpan {
  /// The next bracket that begins a document rather than prose: `{` before a quote, a name with its
  /// colon or `}`, and `[` before `{` or `[`.
  static func nextStart(in bytes: [UInt8], from position: Int) -> Int? {
    bytes.indices[position...].first { index in
      switch bytes[index] {
      case UInt8(ascii: "{"): beginsObject(bytes, after: index + 1)
      case UInt8(ascii: "["): beginsArray(bytes, after: index + 1)
      default: false
      }
    }
  }

  private static func beginsObject(_ bytes: [UInt8], after position: Int) -> Bool {
    guard let next = skippingSpace(in: bytes, from: position) else {
      // The text ends with an open brace: an answer that was cut off at once.
      return true
    }
    switch bytes[next] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "}"): return true
    case let byte where isNameByte(byte):
      guard let end = bytes[next...].firstIndex(where: { !isNameByte($0) }),
        let colon = skippingSpace(in: bytes, from: end)
      else { return false }
      return bytes[colon] == UInt8(ascii: ":")
    default: return false
    }
  }

  private static func beginsArray(_ bytes: [UInt8], after position: Int) -> Bool {
    var position = position
    for _ in 0..<JSONReader.depthLimit {
      guard let next = skippingSpace(in: bytes, from: position) else { return false }
      switch bytes[next] {
      case UInt8(ascii: "["): position = next + 1
      case UInt8(ascii: "{"): return beginsObject(bytes, after: next + 1)
      default: return false
      }
    }
    return false
  }

  /// The position after the bracket that closes the one at `start`, strings and comments of JSON5
  /// left aside, and the number of colons, which is that of all members in it; nil if it is never
  /// closed or nested too deeply.
  static func end(in bytes: [UInt8], from start: Int) -> (end: Int, members: Int)? {
    var depth = 0
    var members = 0
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        guard depth <= JSONReader.depthLimit else { return nil }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return (position + 1, members) }
      case UInt8(ascii: ":"): members += 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let close = closingQuote(in: bytes, from: position) else { return nil }
        position = close
      case UInt8(ascii: "/"):
        guard let close = commentEnd(in: bytes, from: position) else { return nil }
        position = close
      default: break
      }
      position += 1
    }
    return nil
  }

  /// JSON5 drops the backslash of an escape it does not know: `\alpha` in an article about LaTeX
  /// would lose it, so such a document is refused.
  static func hasOnlyKnownEscapes(_ document: ArraySlice<UInt8>) -> Bool {
    var position = document.startIndex
    while let slash = document[position...].firstIndex(of: UInt8(ascii: "\\")) {
      guard slash + 1 < document.endIndex,
        "\"\\/'bfnrtu\n".utf8.contains(document[slash + 1])
      else { return false }
      position = slash + 2
    }
    return true
  }

  private static func closingQuote(in bytes: [UInt8], from start: Int) -> Int? {
    var position = start + 1
    while position < bytes.count {
      if bytes[position] == bytes[start] { return position }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// The last byte of a comment; the slash itself if it begins none.
  private static func commentEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard start + 1 < bytes.count else { return start }
    switch bytes[start + 1] {
    case UInt8(ascii: "/"):
      return bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D }
    case UInt8(ascii: "*"):
      var position = start + 3
      while position < bytes.count {
        if bytes[position] == UInt8(ascii: "/"), bytes[position - 1] == UInt8(ascii: "*"),
          position > start + 2
        {
          return position
        }
        position += 1
      }
      return nil
    default: return start
    }
  }

  private static func skippingSpace(in bytes: [UInt8], from position: Int) -> Int? {
    bytes.indices[position...].first { !bytes[$0].isJSONSpace }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
