/// The text of a JSON string that was found valid.
///
/// - Parameter literal: its bytes, with the quotes.
func jsonLiteralText(_ literal: ArraySlice<UInt8>) -> String {
  let content = literal.dropFirst().dropLast()
  guard content.contains(UInt8(ascii: "\\")) else {
    return String(decoding: content, as: UTF8.self)
  }
  var text: [UInt8] = []
  text.reserveCapacity(content.count)
  var rest = content
  while let escape = rest.firstIndex(of: UInt8(ascii: "\\")) {
    text.append(contentsOf: rest[..<escape])
    rest = rest[(escape + 1)...]
    switch rest.popFirst() {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var units = [unit(&rest)]
      if UTF16.isLeadSurrogate(units[0]) {
        rest = rest.dropFirst(2)
        units.append(unit(&rest))
      }
      text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
    case let other?: text.append(other)
    case nil: break
    }
  }
  text.append(contentsOf: rest)
  return String(decoding: text, as: UTF8.self)
}

private func unit(_ rest: inout ArraySlice<UInt8>) -> UInt16 {
  let digits = String(decoding: rest.prefix(4), as: UTF8.self)
  rest = rest.dropFirst(4)
  return UInt16(digits, radix: 16) ?? 0xFFFD
}
