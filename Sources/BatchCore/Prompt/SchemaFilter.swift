/// Leaves words out of a schema's text without touching the order of the others.
struct SchemaFilter {
  /// Whose words an object's names are.
  private enum Place {
    /// JSON Schema's.
    case schema
    /// The user's: right under `properties`.
    case names
    /// The user's, all the way down: in `const` and `enum`.
    case data
  }

  private let source: [UInt8]
  private let unwanted: Set<String>
  private var index = 0

  static func text(of schema: String, without words: Set<String>) -> String {
    // Without white space, so that nothing has to skip it.
    var filter = SchemaFilter(source: compactJSON(schema.utf8), unwanted: words)
    return String(decoding: filter.value(in: .schema), as: UTF8.self)
  }

  private init(source: [UInt8], unwanted: Set<String>) {
    self.source = source
    self.unwanted = unwanted
  }

  private mutating func value(in place: Place) -> [UInt8] {
    switch index < source.count ? source[index] : 0 {
    case UInt8(ascii: "{"): object(in: place)
    case UInt8(ascii: "["): array(in: place)
    case UInt8(ascii: "\""): string()
    default: scalar()
    }
  }

  private mutating func object(in place: Place) -> [UInt8] {
    var kept: [[UInt8]] = []
    index += 1
    while index < source.count, source[index] != UInt8(ascii: "}") {
      let name = string()
      index += 1
      let word = String(decoding: name.dropFirst().dropLast(), as: UTF8.self)
      let value = value(in: Self.place(under: word, in: place))
      if place != .schema || !unwanted.contains(word) {
        kept.append(name + [UInt8(ascii: ":")] + value)
      }
      skipComma()
    }
    index += 1
    return [UInt8(ascii: "{")] + kept.joined(separator: [UInt8(ascii: ",")])
      + [UInt8(ascii: "}")]
  }

  private static func place(under word: String, in place: Place) -> Place {
    switch (place, word) {
    case (.data, _), (.schema, "const"), (.schema, "enum"): .data
    case (.schema, "properties"): .names
    case (.schema, _), (.names, _): .schema
    }
  }

  private mutating func array(in place: Place) -> [UInt8] {
    var kept: [[UInt8]] = []
    index += 1
    while index < source.count, source[index] != UInt8(ascii: "]") {
      kept.append(value(in: place))
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
