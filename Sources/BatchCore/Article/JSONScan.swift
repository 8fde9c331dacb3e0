/// Walks one JSON document (RFC 8259, strict) and finds its members, changing no byte of it.
///
/// Foundation's decoder checks only the values that are asked for, and this document's other
/// members are kept as they stand: so they are checked here, all of them. The text must be valid
/// UTF-8.
struct JSONScan {
  /// As deep as Foundation's decoder goes.
  static let depthLimit = 512

  /// A member of the document's object, as ranges of its bytes.
  struct Member: Equatable {
    /// With its quotes.
    var name: Range<Int>
    var value: Range<Int>

    var whole: Range<Int> { name.lowerBound..<value.upperBound }
  }

  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The members of the object that the whole text is.
  mutating func members() throws(JSONFault) -> [Member] {
    var members: [Member] = []
    skipSpace()
    try object(depth: 1) { members.append($0) }
    try end()
    return members
  }

  /// Checks that the whole text is one value of any kind.
  mutating func anyValue() throws(JSONFault) {
    skipSpace()
    try value(depth: 1)
    try end()
  }

  private mutating func end() throws(JSONFault) {
    skipSpace()
    if position < bytes.count { throw fault("text after the end of the value") }
  }

  private mutating func value(depth: Int) throws(JSONFault) {
    guard depth <= Self.depthLimit else { throw fault("more than \(Self.depthLimit) levels deep") }
    switch byte {
    case UInt8(ascii: "{"): try object(depth: depth) { _ in }
    case UInt8(ascii: "["): try array(depth: depth)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "-"): try number()
    case let byte? where isDigit(byte): try number()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case nil: throw fault("the text ends where a value should stand")
    default: throw fault("a value should stand here")
    }
  }

  private mutating func object(depth: Int, _ found: (Member) -> Void) throws(JSONFault) {
    try expect(UInt8(ascii: "{"))
    skipSpace()
    if take(UInt8(ascii: "}")) { return }
    repeat {
      skipSpace()
      let name = position
      guard byte == UInt8(ascii: "\"") else { throw fault("a member's name should stand here") }
      try string()
      let nameEnd = position
      skipSpace()
      try expect(UInt8(ascii: ":"))
      skipSpace()
      let start = position
      try value(depth: depth + 1)
      found(Member(name: name..<nameEnd, value: start..<position))
      skipSpace()
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
  }

  private mutating func array(depth: Int) throws(JSONFault) {
    try expect(UInt8(ascii: "["))
    skipSpace()
    if take(UInt8(ascii: "]")) { return }
    repeat {
      skipSpace()
      try value(depth: depth + 1)
      skipSpace()
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
  }
}

extension JSONScan {
  private mutating func string() throws(JSONFault) {
    try expect(UInt8(ascii: "\""))
    while true {
      skipPlain()
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): try escape()
      case nil: throw fault("the text ends inside a string")
      default: throw fault("a string holds a raw line break or control character")
      }
    }
  }

  /// Passes what stands for itself in a string: nearly all of an article.
  private mutating func skipPlain() {
    position = bytes.withUnsafeBufferPointer { bytes in
      var index = position
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
        index += 1
      }
      return index
    }
  }

  private mutating func escape() throws(JSONFault) {
    position += 1
    guard byte == UInt8(ascii: "u") else {
      guard let byte, #""\/bfnrt"#.utf8.contains(byte) else { throw fault("an unknown escape") }
      position += 1
      return
    }
    switch try unit() {
    case 0xDC00...0xDFFF: throw fault("half of a surrogate pair")
    case 0xD800...0xDBFF:
      guard take(UInt8(ascii: "\\")), byte == UInt8(ascii: "u"),
        (0xDC00...0xDFFF).contains(try unit())
      else { throw fault("half of a surrogate pair") }
    default: break
    }
  }

  /// A UTF-16 unit, from the `u` of its escape on.
  private mutating func unit() throws(JSONFault) -> Int {
    var unit = 0
    for _ in 0..<4 {
      position += 1
      guard let byte, byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("four hexadecimal digits should stand here")
      }
      unit = unit * 16 + digit
    }
    position += 1
    return unit
  }

  private mutating func number() throws(JSONFault) {
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if let byte, isDigit(byte) { throw fault("a number begins with a needless 0") }
    } else {
      try digits()
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
  }

  private mutating func digits() throws(JSONFault) {
    guard let first = byte, isDigit(first) else { throw fault("a digit should stand here") }
    while let byte, isDigit(byte) { position += 1 }
  }

  private mutating func word(_ word: StaticString) throws(JSONFault) {
    let letters = word.description.utf8
    guard bytes[position...].starts(with: letters) else { throw fault("a value should stand here") }
    position += letters.count
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte, isSpace(byte) { position += 1 }
  }

  private mutating func take(_ expected: UInt8) -> Bool {
    guard byte == expected else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ expected: UInt8) throws(JSONFault) {
    guard take(expected) else {
      throw fault("`\(Character(Unicode.Scalar(expected)))` should stand here")
    }
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(offset: position, reason: reason) }
}

private func isDigit(_ byte: UInt8) -> Bool {
  UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
}
