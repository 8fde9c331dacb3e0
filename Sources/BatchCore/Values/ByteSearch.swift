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
      let left = count - length + 1 - position
      guard let found = memchr(base + position, first, left) else { return false }
      if memcmp(found, text.utf8Start, length) == 0 { return true }
      position = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    return false
  }
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
}

extension UInt8 {
  /// A capital ASCII letter as its small one, any other byte as it is.
  var loweredASCII: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
