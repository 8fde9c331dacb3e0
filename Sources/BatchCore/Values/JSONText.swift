/// Writes JSON as UTF-8 bytes, members in the order they are given and nothing between them.
///
/// The response cache's key is a hash of the body, so the same values must give
/// the same bytes always: an encoder that may reorder members will not do.
package struct JSONText: Sendable {
  package private(set) var bytes: [UInt8]
  private var needsComma = false

  package init(reserving capacity: Int = 256) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// The text of what was written.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func openObject() { open(UInt8(ascii: "{")) }
  package mutating func closeObject() { close(UInt8(ascii: "}")) }
  package mutating func openArray() { open(UInt8(ascii: "[")) }
  package mutating func closeArray() { close(UInt8(ascii: "]")) }

  /// A member's name; its value is to follow.
  package mutating func name(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func string(_ text: String) {
    separate()
    quote(text)
  }

  package mutating func bool(_ flag: Bool) { raw(flag ? "true" : "false") }
  package mutating func integer(_ number: Int) { raw(String(number)) }

  /// A value that is JSON already, written as it stands.
  package mutating func raw(_ json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
  }

  /// How many more bytes this byte takes inside a JSON string.
  package static func escapeGrowth(of byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0A, 0x0C, 0x0D: 1
    case ..<0x20: 5
    default: 0
    }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func quote(_ text: String) {
    var text = text
    text.withUTF8 { Self.quote($0, onto: &bytes) }
  }

  /// Adds a text as a JSON string.
  static func quote(_ utf8: UnsafeBufferPointer<UInt8>, onto bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var clean = 0
    var index = 0
    while index < utf8.count {
      if index + 8 <= utf8.count, eightAreClean(UnsafeRawBufferPointer(utf8), at: index) {
        index += 8
        continue
      }
      if escapeGrowth(of: utf8[index]) > 0 {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[clean..<index]))
        escape(utf8[index], onto: &bytes)
        clean = index + 1
      }
      index += 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[clean...]))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether none of eight bytes needs an escape, told at once: an article has thousands of bytes
  /// and few of them do. Errs only towards false ("Determine if a word has a byte less than n" and
  /// "equal to n", S. E. Anderson, Bit Twiddling Hacks).
  static func eightAreClean(_ utf8: UnsafeRawBufferPointer, at index: Int) -> Bool {
    let word = utf8.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let found =
      ((word &- ones &* 0x20) & ~word) | ((quotes &- ones) & ~quotes)
      | ((backslashes &- ones) & ~backslashes)
    return found & (ones &* 0x80) == 0
  }

  private static func escape(_ byte: UInt8, onto bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case ..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 0xF)])
    default: bytes.append(byte)
    }
  }
}
