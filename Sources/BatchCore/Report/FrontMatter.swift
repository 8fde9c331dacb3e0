/// Writes YAML that reads back as what it was: every text in double quotes, with JSON's escapes,
/// which YAML has too, and further ones for what YAML does not allow as it stands.
struct FrontMatter {
  private var lines = ["---"]

  /// With both its fences and a line feed at its end.
  var document: String { (lines + ["---"]).joined(separator: "\n") + "\n" }

  mutating func text(_ name: String, _ text: String) { plain(name, Self.quoted(text)) }

  /// A text, or null.
  mutating func optional(_ name: String, _ text: String?) {
    plain(name, text.map(Self.quoted) ?? "null")
  }

  /// A number, `true`, `null`, or a document in YAML already.
  mutating func plain(_ name: String, _ value: String) {
    lines.append("\(Self.key(name)): \(value)")
  }

  mutating func field(_ name: String, _ value: OutputFields.Value) {
    switch value {
    case .text(let text): self.text(name, text)
    case .number(let number): plain(name, number)
    case .flag(let flag): plain(name, flag ? "true" : "false")
    case .null: plain(name, "null")
    // JSON is YAML's flow style; only inside its strings can stand what needs an escape.
    case .nested(let json): plain(name, Self.escaped(json))
    }
  }

  mutating func failure(_ failure: Failure) {
    lines += [
      "failure:", "  kind: \(failure.kind.rawValue)",
      "  sentence: \(Self.quoted(failure.sentence))", "  remedy: \(Self.quoted(failure.remedy))",
    ]
  }

  /// Bare where no reader of YAML could take it for anything but a name.
  private static func key(_ name: String) -> String {
    let bytes = name.utf8
    let isBare =
      bytes.count > 3 && bytes.count < 100 && isLetter(bytes.first ?? 0)
      && bytes.allSatisfy {
        isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
      }
      && !["true", "false", "null"].contains(name.lowercased())
    return isBare || ["id", "tag", "url", "lang"].contains(name) ? name : quoted(name)
  }

  private static func quoted(_ text: String) -> String {
    var json = JSONText(reserving: text.utf8.count + 16)
    json.string(text)
    return escaped(json.text)
  }

  /// YAML 1.2, 5.1: characters that may not stand in a document, and those that end a line for some
  /// readers; each is one UTF-16 unit, so JSON's escape serves.
  private static func escaped(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: needsEscape) else { return json }
    var text = ""
    for scalar in json.unicodeScalars {
      if needsEscape(scalar) {
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
