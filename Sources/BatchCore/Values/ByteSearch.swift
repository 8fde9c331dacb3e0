import Foundation

extension UnsafeBufferPointer<UInt8> {
  /// Whether a text stands in these bytes.
  ///
  /// The generic search of the standard library takes a millisecond for an article.
  func holds(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length > 0, let base = baseAddress else { return length == 0 }
    let first = Int32(text.utf8Start.pointee)
    var position = 0
    while position + length <= count {
      if length > 2, first < 0x80 { position = passing(text, from: position) }
      let left = count - length + 1 - position
      guard left > 0, let found = memchr(base + position, first, left) else { return false }
      if memcmp(found, text.utf8Start, length) == 0 { return true }
      position = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    return false
  }

  /// Passes whole blocks in which a text cannot begin, since its last byte is not where it would
  /// be: an article has hundreds of angle brackets.
  private func passing(_ text: StaticString, from start: Int) -> Int {
    let last = text.utf8CodeUnitCount - 1
    let (firstByte, lastByte) = (text.utf8Start[0], text.utf8Start[last])
    var position = start
    while position + Self.block + last <= count {
      let begins = UnsafeBufferPointer(rebasing: self[position..<position + Self.block])
      let ends = UnsafeBufferPointer(
        rebasing: self[position + last..<position + last + Self.block])
      var isThere: UInt8 = 0
      // Without branches, so that the compiler makes vectors of it.
      for index in 0..<Self.block {
        isThere |= (begins[index] == firstByte ? 1 : 0) & (ends[index] == lastByte ? 1 : 0)
      }
      guard isThere == 0 else { break }
      position += Self.block
    }
    return position
  }

  private static var block: Int { 64 }
}

extension Array<UInt8> {
  /// Whether a text stands in these bytes.
  func holds(_ text: StaticString) -> Bool { withUnsafeBufferPointer { $0.holds(text) } }
}

extension String {
  /// Whether a text stands in this one, byte by byte.
  func holds(bytesOf text: StaticString) -> Bool {
    var copy = self
    return copy.withUTF8 { $0.holds(text) }
  }

  /// Whether it is white space alone.
  var isBlank: Bool {
    // Most texts begin with a letter or a bracket, which needs no look at what a character is.
    for byte in utf8 {
      guard byte < 0x80 else { return allSatisfy(\.isWhitespace) }
      if !byte.isASCIISpace { return false }
    }
    return true
  }
}

extension UInt8 {
  /// White space of ASCII, as Unicode knows it.
  var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  /// A capital ASCII letter as its small one, any other byte as it is.
  var loweredASCII: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
