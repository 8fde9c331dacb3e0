/// Holds a JSON value against a job's schema.
///
/// It knows `type`, `properties`, `required`, `additionalProperties`, `items`, `enum`, `const`,
/// `anyOf`, `minLength`, `maxLength`, `minItems`, `maxItems`, `minimum` and `maximum`. A text of
/// white space alone has length 0, so that `minLength: 1` asks for a word.
package struct SchemaCheck {
  /// More than these tell a model nothing new.
  package static let limit = 20

  private var violations: [String] = []

  /// What is wrong with a value, each a sentence with its JSON pointer, fit to be shown to the
  /// model: `/sections/2/title: expected a string, found a number`.
  package static func violations(of value: JSONValue, against schema: JSONValue) -> [String] {
    var check = SchemaCheck()
    check.visit(value, schema, path: "", depth: 0)
    return Array(check.violations.prefix(limit))
  }

  private mutating func visit(_ value: JSONValue, _ schema: JSONValue, path: String, depth: Int) {
    if schema == .bool(false) { return report(path, "is not asked for") }
    guard case .object(let keywords) = schema, violations.count < Self.limit else { return }
    guard depth < JSONReader.depthLimit else { return report(path, "is nested too deeply") }
    if let type = keywords["type"], !Self.allows(type, value) {
      return report(path, "expected \(Self.phrase(type)), found \(Self.typeName(value).phrase)")
    }
    visitChoices(value, keywords, path, depth)
    switch value {
    case .object(let members): visitObject(members, keywords, path, depth)
    case .array(let elements): visitArray(elements, keywords, path, depth)
    case .string(let text): visitText(text, keywords, path)
    case .number(let number):
      if case .number(let minimum)? = keywords["minimum"], number < minimum {
        report(path, "must be at least \(minimum)")
      }
      if case .number(let maximum)? = keywords["maximum"], number > maximum {
        report(path, "must be at most \(maximum)")
      }
    case .null, .bool: break
    }
  }

  private mutating func visitChoices(
    _ value: JSONValue, _ keywords: [String: JSONValue], _ path: String, _ depth: Int
  ) {
    if let choices = keywords["enum"]?.elements, !choices.contains(value) {
      let names = choices.prefix(12).map { $0.text.map { "\"\($0)\"" } ?? "\(Self.plain($0))" }
      report(path, "must be one of \(names.joined(separator: ", "))")
    }
    if let constant = keywords["const"], constant != value {
      report(path, "must be \(Self.plain(constant))")
    }
    guard let alternatives = keywords["anyOf"]?.elements else { return }
    let isOne = alternatives.contains { alternative in
      var inner = SchemaCheck()
      inner.visit(value, alternative, path: path, depth: depth + 1)
      return inner.violations.isEmpty
    }
    if !isOne { report(path, "is none of the forms asked for") }
  }

  private mutating func visitObject(
    _ members: [String: JSONValue], _ keywords: [String: JSONValue], _ path: String, _ depth: Int
  ) {
    for name in (keywords["required"]?.elements ?? []).compactMap(\.text)
    where members[name] == nil {
      report(path + Self.step(name), "is missing")
    }
    var properties: [String: JSONValue] = [:]
    if case .object(let named)? = keywords["properties"] { properties = named }
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      guard let schema = properties[name] ?? keywords["additionalProperties"] else { continue }
      visit(member, schema, path: path + Self.step(name), depth: depth + 1)
    }
  }

  private mutating func visitArray(
    _ elements: [JSONValue], _ keywords: [String: JSONValue], _ path: String, _ depth: Int
  ) {
    if let least = keywords["minItems"]?.integer, elements.count < least {
      report(path, "needs at least \(least) elements, has \(elements.count)")
    }
    if let most = keywords["maxItems"]?.integer, elements.count > most {
      report(path, "may have at most \(most) elements, has \(elements.count)")
    }
    guard let schema = keywords["items"] else { return }
    for (index, element) in elements.enumerated() {
      visit(element, schema, path: "\(path)/\(index)", depth: depth + 1)
    }
  }

  private mutating func visitText(
    _ text: String, _ keywords: [String: JSONValue], _ path: String
  ) {
    let (least, most) = (keywords["minLength"]?.integer, keywords["maxLength"]?.integer)
    guard least != nil || most != nil else { return }
    let isBlank = text.isBlank
    // A scalar has one to four bytes: mostly there is nothing to count.
    let bytes = text.utf8.count
    if !isBlank, bytes / 4 >= least ?? 0, bytes <= most ?? .max { return }
    let count = isBlank ? 0 : Self.characters(in: text)
    if let least, count < least {
      report(path, count == 0 ? "is empty" : "needs at least \(least) characters, has \(count)")
    }
    if let most, count > most {
      report(path, "may have at most \(most) characters, has \(count)")
    }
  }

  /// Its scalars, counted by the bytes that begin one: a text's own view takes ten times as long.
  private static func characters(in text: String) -> Int {
    var text = text
    return text.withUTF8 { utf8 in utf8.count { $0 & 0xC0 != 0x80 } }
  }

  private mutating func report(_ path: String, _ what: String) {
    violations.append("\(path.isEmpty ? "the answer" : Excerpt.of(path, limit: 120)): \(what)")
  }

  /// A member's name as a step of a JSON pointer (RFC 6901).
  static func step(_ name: String) -> String {
    // Hardly a name needs it, and to look is far cheaper than to replace.
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return "/" + name
    }
    return "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let number): "\(number)"
    case .string(let text): "\"\(text)\""
    case .array: "the array of the schema"
    case .object: "the object of the schema"
    }
  }
}
