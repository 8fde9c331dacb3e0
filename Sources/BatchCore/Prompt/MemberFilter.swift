/// Leaves members out of a JSON text without touching the order of the others.
struct MemberFilter {
  private let source: [UInt8]
  private let unwanted: Set<String>
  private let namesUnder: String
  private var index = 0

  /// Strict JSON without the members of the given names, except right under a member called
  /// `container`: there they are the user's own words.
  static func text(
    of json: String, without names: Set<String>, keepingNamesIn container: String
  ) -> String {
    var filter = MemberFilter(
      source: withoutSpace(json), unwanted: names, namesUnder: container)
    return String(decoding: filter.value(keepsNames: false), as: UTF8.self)
  }

  private init(source: [UInt8], unwanted: Set<String>, namesUnder: String) {
    self.source = source
    self.unwanted = unwanted
    self.namesUnder = namesUnder
  }

  /// White space between the parts is dropped, so that nothing has to skip it.
  private static func withoutSpace(_ json: String) -> [UInt8] {
    var isInString = false
    var isEscaped = false
    return json.utf8.filter { byte in
      if isInString {
        if !isEscaped, byte == UInt8(ascii: "\"") { isInString = false }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        return true
      }
      isInString = byte == UInt8(ascii: "\"")
      return byte > 0x20
    }
  }

  private mutating func value(keepsNames: Bool) -> [UInt8] {
    switch index < source.count ? source[index] : 0 {
    case UInt8(ascii: "{"): object(keepsNames: keepsNames)
    case UInt8(ascii: "["): array()
    case UInt8(ascii: "\""): string()
    default: scalar()
    }
  }

  private mutating func object(keepsNames: Bool) -> [UInt8] {
    var kept: [[UInt8]] = []
    index += 1
    while index < source.count, source[index] != UInt8(ascii: "}") {
      let name = string()
      index += 1
      let word = String(decoding: name.dropFirst().dropLast(), as: UTF8.self)
      let value = value(keepsNames: !keepsNames && word == namesUnder)
      if keepsNames || !unwanted.contains(word) {
        kept.append(name + [UInt8(ascii: ":")] + value)
      }
      skipComma()
    }
    index += 1
    return [UInt8(ascii: "{")] + kept.joined(separator: [UInt8(ascii: ",")])
      + [UInt8(ascii: "}")]
  }

  private mutating func array() -> [UInt8] {
    var kept: [[UInt8]] = []
    index += 1
    while index < source.count, source[index] != UInt8(ascii: "]") {
      kept.append(value(keepsNames: false))
      skipComma()
    }
    index += 1
    return [UInt8(ascii: "[")] + kept.joined(separator: [UInt8(ascii: ",")])
      + [UInt8(ascii: "]")]
  }

  private mutating func string() -> [UInt8] {
    let start = index
    index += 1
    while index < source.count, source[index] != UInt8(ascii: "\"") {
      index += source[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index = min(index + 1, source.count)
    return Array(source[start..<index])
  }

  private mutating func scalar() -> [UInt8] {
    let start = index
    let ends: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")]
    while index < source.count, !ends.contains(source[index]) { index += 1 }
    return Array(source[start..<index])
  }

  private mutating func skipComma() {
    if index < source.count, source[index] == UInt8(ascii: ",") { index += 1 }
  }
}
