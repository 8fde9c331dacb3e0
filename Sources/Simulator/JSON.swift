/// A JSON value that keeps the order of its members, as the wire does.
indirect enum JSON: Sendable {
  case null
  case bool(Bool)
  /// A number as it is to be written.
  case number(String)
  case string(String)
  case array([JSON])
  case object([(name: String, value: JSON)])
  /// Text that is already JSON.
  case raw(String)

  /// The compact text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The compact text, in UTF-8.
  var bytes: [UInt8] {
    var output: [UInt8] = []
    write(to: &output, quote: UInt8(ascii: "\""))
    return output
  }

  /// The same value as JSON5: bare names, single quotes, a comma after the last member.
  var json5: String {
    var output: [UInt8] = []
    write(to: &output, quote: UInt8(ascii: "'"))
    return String(decoding: output, as: UTF8.self)
  }

  private func write(to output: inout [UInt8], quote: UInt8) {
    let isJSON5 = quote == UInt8(ascii: "'")
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let value), .raw(let value): output.append(contentsOf: value.utf8)
    case .string(let value): Self.write(value, to: &output, quote: quote)
    case .array(let values):
      output.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        value.write(to: &output, quote: quote)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        if isJSON5 {
          output.append(contentsOf: member.name.utf8)
        } else {
          Self.write(member.name, to: &output, quote: quote)
        }
        output.append(UInt8(ascii: ":"))
        member.value.write(to: &output, quote: quote)
      }
      if isJSON5, !members.isEmpty { output.append(UInt8(ascii: ",")) }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to output: inout [UInt8], quote: UInt8) {
    output.append(quote)
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for index in bytes.indices {
        guard let escape = escape(for: bytes[index], quote: quote) else { continue }
        output.append(contentsOf: bytes[start..<index])
        output.append(contentsOf: escape.utf8)
        start = index + 1
      }
      output.append(contentsOf: bytes[start...])
    }
    output.append(quote)
  }

  /// What stands for a byte that may not stand for itself (RFC 8259 7).
  private static func escape(for byte: UInt8, quote: UInt8) -> String? {
    switch byte {
    case quote, UInt8(ascii: "\\"): return "\\" + String(UnicodeScalar(byte))
    case 0x0A: return #"\n"#
    case 0x0D: return #"\r"#
    case 0x09: return #"\t"#
    case 0..<0x20:
      let digits = String(byte, radix: 16)
      return (digits.utf8.count == 1 ? #"\u000"# : #"\u00"#) + digits
    default: return nil
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(String(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(nilLiteral: ()) { self = .null }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { (name: $0.0, value: $0.1) })
  }

  init(_ value: Int) { self = .number(String(value)) }
  init(_ value: String?) { self = value.map(JSON.string) ?? .null }
}
