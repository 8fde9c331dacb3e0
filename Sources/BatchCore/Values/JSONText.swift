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
    // Without branches: estimates ask it of every byte of an article.
    let isMark = (byte == UInt8(ascii: "\"") ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
    // 0x08 to 0x0D have letters, but for 0x0B.
    let hasLetter = (byte &- 0x08 < 6 ? 4 : 0) & (byte == 0x0B ? 0 : 4)
    return isMark &+ (byte < 0x20 ? 5 : 0) &- hasLetter
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
    var index = 0
    while true {
      let end = clean(utf8, from: index).end
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[index..<end]))
      guard end < utf8.count else { break }
      escape(utf8[end], onto: &bytes)
      index = end + 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Up to where nothing needs an escape, and whether all of that is ASCII: an article has thousands
  /// of bytes and few of them do.
  static func clean(
    _ utf8: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (end: Int, isASCII: Bool) {
    let raw = UnsafeRawBufferPointer(utf8)
    let high: UInt64 = 0x8080_8080_8080_8080
    var position = start
    var seen: UInt64 = 0
    while position + 8 <= utf8.count {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let found = escaped(in: word) & high
      guard found == 0 else {
        let bits = found.trailingZeroBitCount & ~7
        return (position + bits / 8, (seen | word & ((1 << UInt64(bits)) - 1)) & high == 0)
      }
      seen |= word
      position += 8
      // Most escapes stand near another.
      if position - start == block { passBlocks(utf8, &position, &seen) }
    }
    while position < utf8.count, escapeGrowth(of: utf8[position]) == 0 {
      seen |= UInt64(utf8[position])
      position += 1
    }
    return (position, seen & high == 0)
  }

  private static let block = 64

  /// Passes whole blocks in which nothing needs an escape.
  private static func passBlocks(
    _ utf8: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ seen: inout UInt64
  ) {
    while position + block <= utf8.count {
      var (isOver, some) = (UInt8(0), UInt8(0))
      // Without branches, so that the compiler makes vectors of it.
      for byte in UnsafeBufferPointer(rebasing: utf8[position..<position + block]) {
        isOver |=
          (byte < 0x20 ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0)
          | (byte == UInt8(ascii: "\\") ? 1 : 0)
        some |= byte
      }
      guard isOver == 0 else { return }
      seen |= UInt64(some)
      position += block
    }
  }

  /// The high bit of each byte that needs an escape, and of some above one that does ("Determine if
  /// a word has a byte less than n" and "equal to n", S. E. Anderson, Bit Twiddling Hacks).
  private static func escaped(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    return ((word &- ones &* 0x20) & ~word) | ((quotes &- ones) & ~quotes)
      | ((backslashes &- ones) & ~backslashes)
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
