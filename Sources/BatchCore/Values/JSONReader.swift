import Foundation

/// Reads one strict JSON value (RFC 8259) from bytes and says where it ended, so that a document
/// can be found inside other text.
///
/// Unlike `JSONDecoder` it refuses repeated member names, of which two readers may see different
/// ones. A surrogate without its partner becomes U+FFFD.
package struct JSONReader {
  package enum Failure: Error, Equatable {
    case syntax
    case tooDeep
    case repeatedName(String)
  }

  /// Far beyond what answers use (under 20), far below what a worker's 512 KB stack can hold.
  package static let depthLimit = 64

  /// Valid only while the two entries below run.
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Reads bytes that hold one document and white space, nothing else.
  package static func document(_ bytes: ArraySlice<UInt8>) throws(Failure) -> JSONValue {
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in try document(bytes) }
  }

  static func document(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == reader.end else { throw .syntax }
    return value
  }

  /// Reads the one value that bytes begin with, white space before it allowed.
  ///
  /// - Returns: the value and the index after it.
  package static func leading(
    _ bytes: ArraySlice<UInt8>
  ) throws(Failure) -> (value: JSONValue, end: Int) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
      var reader = JSONReader(buffer)
      let value = try reader.value(depth: 0)
      return (value, bytes.startIndex + reader.position)
    }
  }

  /// A member of a document's object.
  package struct Member {
    package var name: String
    package var value: JSONValue
    /// The value's own bytes, as indices of what was read.
    package var range: Range<Int>
  }

  /// Reads bytes that hold one object and white space, nothing else, as its members in their order.
  package static func members(_ bytes: ArraySlice<UInt8>) throws(Failure) -> [Member] {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
      var reader = JSONReader(buffer)
      guard reader.takes(UInt8(ascii: "{")) else { throw .syntax }
      let members = try reader.members(from: bytes.startIndex)
      reader.skipSpace()
      guard reader.position == reader.end else { throw .syntax }
      return members
    }
  }

  private mutating func members(from start: Int) throws(Failure) -> [Member] {
    var members: [Member] = []
    if takes(UInt8(ascii: "}")) { return members }
    repeat {
      let name = try memberName()
      skipSpace()
      let first = position
      let member = try value(depth: 1)
      members.append(Member(name: name, value: member, range: start + first..<start + position))
    } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "}")) else { throw .syntax }
    return members
  }

  private var end: Int { bytes.count }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.depthLimit else { throw .tooDeep }
    skipSpace()
    guard position < end else { throw .syntax }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var members: [String: JSONValue] = [:]
    if takes(UInt8(ascii: "}")) { return .object(members) }
    members.reserveCapacity(8)
    repeat {
      let name = try memberName()
      let member = try value(depth: depth + 1)
      guard members.updateValue(member, forKey: name) == nil else { throw .repeatedName(name) }
    } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "}")) else { throw .syntax }
    return .object(members)
  }

  /// With the colon after it.
  private mutating func memberName() throws(Failure) -> String {
    skipSpace()
    guard position < end, bytes[position] == UInt8(ascii: "\"") else { throw .syntax }
    let name = try string()
    guard takes(UInt8(ascii: ":")) else { throw .syntax }
    return name
  }

  private mutating func array(depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    if takes(UInt8(ascii: "]")) { return .array(elements) }
    repeat { elements.append(try value(depth: depth + 1)) } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "]")) else { throw .syntax }
    return .array(elements)
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    let isASCII = skipClean()
    guard position < end else { throw .syntax }
    switch bytes[position] {
    case UInt8(ascii: "\""):
      return try text(UnsafeBufferPointer(rebasing: bytes[start..<position]), isASCII: isASCII)
    case UInt8(ascii: "\\"):
      return try stringWithEscapes(from: start, isASCII: isASCII)
    default:
      throw .syntax
    }
  }

  private mutating func stringWithEscapes(
    from start: Int, isASCII: Bool
  ) throws(Failure) -> String {
    var isASCII = isASCII
    var unescaped: [UInt8] = []
    unescaped.reserveCapacity(min(end - start, Self.usualText))
    unescaped.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        return try unescaped.withUnsafeBufferPointer { (bytes) throws(Failure) in
          try text(bytes, isASCII: isASCII)
        }
      case UInt8(ascii: "\\"):
        let scalar = try escape()
        if scalar.isASCII {
          unescaped.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
          unescaped.append(contentsOf: scalar.utf8)
          isASCII = false
        }
      default:
        throw .syntax
      }
      let clean = position
      if !skipClean() { isASCII = false }
      unescaped.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[clean..<position]))
    }
    throw .syntax
  }

  /// In bytes; most answers are not longer.
  private static let usualText = 16 << 10

  /// Passes what stands for itself in a string; says whether all of it was ASCII.
  private mutating func skipClean() -> Bool {
    let clean = JSONText.clean(bytes, from: position)
    position = clean.end
    return clean.isASCII
  }

  /// Steps over the closing quote.
  private mutating func text(
    _ utf8: UnsafeBufferPointer<UInt8>, isASCII: Bool
  ) throws(Failure) -> String {
    // The check costs more than the text of a name.
    let text =
      isASCII ? String(decoding: utf8, as: UTF8.self) : String(validating: utf8, as: UTF8.self)
    guard let text else { throw .syntax }
    position += 1
    return text
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    position += 2
    guard position <= end else { throw .syntax }
    switch bytes[position - 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw .syntax
    }
  }

  private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
    let first = try fourHexDigits()
    guard (0xD800..<0xDC00).contains(first), position + 6 <= end,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let resume = position
    position += 2
    let second = try fourHexDigits()
    guard (0xDC00..<0xE000).contains(second) else {
      position = resume
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func fourHexDigits() throws(Failure) -> UInt32 {
    guard position + 4 <= end else { throw .syntax }
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = bytes[position].hexDigitValue else { throw .syntax }
      number = number << 4 | digit
      position += 1
    }
    return number
  }

  private mutating func number() throws(Failure) -> Decimal {
    let start = position
    if position < end, bytes[position] == UInt8(ascii: "-") { position += 1 }
    let whole = position
    guard digits() > 0, position - whole == 1 || bytes[whole] != UInt8(ascii: "0") else {
      throw .syntax
    }
    let point = position
    let hasFraction = try fraction()
    let places = hasFraction ? position - point - 1 : 0
    let hasExponent = try exponent()
    if !hasExponent, let decimal = decimal(start..<position, places: places) { return decimal }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if !hasFraction, !hasExponent, let small = Int64(text) { return Decimal(small) }
    guard let decimal = Decimal(string: text), decimal.isFinite else { throw .syntax }
    return decimal
  }

  /// A number of few digits, the last of them behind the point; nil: Foundation is to read it, which
  /// takes fifty times as long.
  private func decimal(_ range: Range<Int>, places: Int) -> Decimal? {
    guard range.count <= 18 else { return nil }
    var digits: Int64 = 0
    for byte in bytes[range] where byte >= UInt8(ascii: "0") {
      digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    if places == 0 { return Decimal(isNegative ? -digits : digits) }
    guard digits > 0 else { return nil }
    return Decimal(
      sign: isNegative ? .minus : .plus, exponent: -places, significand: Decimal(digits))
  }

  private mutating func fraction() throws(Failure) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: ".") else { return false }
    position += 1
    guard digits() > 0 else { throw .syntax }
    return true
  }

  private mutating func exponent() throws(Failure) -> Bool {
    guard position < end, bytes[position] | 0x20 == UInt8(ascii: "e") else { return false }
    position += 1
    if position < end, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
    {
      position += 1
    }
    guard digits() > 0 else { throw .syntax }
    return true
  }

  private mutating func digits() -> Int {
    let start = position
    while position < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
      position += 1
    }
    return position - start
  }

  private mutating func word(
    _ word: StaticString, _ meaning: JSONValue
  ) throws(Failure) -> JSONValue {
    let count = word.utf8CodeUnitCount
    guard position + count <= end,
      word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<position + count]) })
    else { throw .syntax }
    position += count
    return meaning
  }

  private mutating func takes(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < end, bytes[position].isJSONSpace { position += 1 }
  }
}

extension UInt8 {
  /// Of an ASCII hex digit.
  fileprivate var hexDigitValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// White space as JSON knows it.
  package var isJSONSpace: Bool {
    switch self {
    case 0x20, 0x0A, 0x0D, 0x09: true
    default: false
    }
  }
}
