/// Whether the bytes of a JSON text stand in a string, told byte by byte.
struct JSONStringState: Equatable {
  /// The next byte belongs to a string, if only as its closing quote.
  private(set) var isInside = false
  /// The next byte is the second half of an escape.
  private(set) var isEscaped = false

  /// - Returns: whether the byte belongs to a string, whose quotes are part of it.
  @discardableResult
  mutating func take(_ byte: UInt8) -> Bool {
    guard isInside else {
      isInside = byte == UInt8(ascii: "\"")
      return isInside
    }
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInside = false
    }
    return true
  }

  /// Ends an escape whose second half was replaced.
  mutating func endEscape() { isEscaped = false }
}

/// JSON without white space between its tokens; everything else keeps its bytes.
func compactJSON(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  var string = JSONStringState()
  return bytes.filter { string.take($0) || !$0.isJSONSpace }
}
