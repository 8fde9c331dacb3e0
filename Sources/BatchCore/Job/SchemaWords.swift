import Yams

/// The words of JSON Schema that a job may use, and where they may not be what they seem.
enum SchemaWords {
  static let known = [
    "type", "properties", "required", "enum", "const", "items", "additionalProperties",
    "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum",
    "description", "title",
  ]

  private static let types = [
    "object", "array", "string", "number", "integer", "boolean", "null",
  ]

  /// Why this is not a schema for an object, or what in it would never be checked.
  static func mistakes(in node: Node, line: Int) -> [JobFileMistake] {
    guard case .mapping(let root) = node, root.value(of: "type")?.scalar?.string == "object" else {
      return [JobFileMistake(line: line, "`schema` must be of `type: object`")]
    }
    var found: [JobFileMistake] = []
    visit(node, found: &found)
    return found
  }

  private static func visit(_ node: Node, found: inout [JobFileMistake]) {
    guard case .mapping(let schema) = node else {
      found.append(JobFileMistake(line: node.mark?.line ?? 1, "a schema is a block of words"))
      return
    }
    for (key, value) in schema {
      let word = key.scalar?.string ?? ""
      let line = key.mark?.line ?? 1
      switch word {
      case "properties":
        guard case .mapping(let properties) = value else {
          found.append(JobFileMistake(line: line, "`properties` must be a block of names"))
          continue
        }
        for (_, property) in properties { visit(property, found: &found) }
      case "items": visit(value, found: &found)
      case "additionalProperties" where value.mapping != nil: visit(value, found: &found)
      case "type": checkTypes(value, line: line, found: &found)
      case "required": checkRequired(value, in: schema, line: line, found: &found)
      case let word where !known.contains(word):
        let advice = nearest(word, in: known).map { "did you mean `\($0)`?" }
        found.append(
          JobFileMistake(
            line: line,
            "`\(word)` is not supported in a schema; "
              + (advice ?? "known: \(known.joined(separator: ", "))")))
      default:
        if let sentence = mistake(inValue: value, of: word) {
          found.append(JobFileMistake(line: line, sentence))
        }
      }
    }
  }

  /// A value that a word cannot mean: the check would pass or refuse every answer.
  private static func mistake(inValue value: Node, of word: String) -> String? {
    let scalar = value.scalar.map { YAMLScalar($0) }
    switch (word, scalar) {
    case ("minLength", .number(let text)), ("maxLength", .number(let text)),
      ("minItems", .number(let text)), ("maxItems", .number(let text)):
      return (Int(text) ?? -1) < 0 ? "`\(word)` must be a whole number from 0" : nil
    case ("minLength", _), ("maxLength", _), ("minItems", _), ("maxItems", _):
      return "`\(word)` must be a whole number from 0"
    case ("minimum", .number), ("maximum", .number): return nil
    case ("minimum", _), ("maximum", _): return "`\(word)` must be a number"
    case ("enum", _): return value.sequence?.isEmpty == false ? nil : "`enum` must be a list"
    default: return nil
    }
  }

  private static func checkTypes(_ node: Node, line: Int, found: inout [JobFileMistake]) {
    let names = node.sequence.map { Array($0) } ?? [node]
    for name in names {
      let word = name.scalar?.string ?? ""
      if types.contains(word) { continue }
      let advice =
        nearest(word, in: types).map { "did you mean `\($0)`?" }
        ?? "known: \(types.joined(separator: ", "))"
      found.append(
        JobFileMistake(line: name.mark?.line ?? line, "unknown type `\(word)`; \(advice)"))
    }
  }

  /// A required name that no property has would refuse every answer.
  private static func checkRequired(
    _ node: Node, in schema: Node.Mapping, line: Int, found: inout [JobFileMistake]
  ) {
    guard case .sequence(let names) = node else {
      found.append(JobFileMistake(line: line, "`required` must be a list of names"))
      return
    }
    let properties =
      schema.value(of: "properties")?.mapping?.keys.compactMap(\.scalar?.string) ?? []
    for name in names {
      let word = name.scalar?.string ?? ""
      if properties.contains(word) { continue }
      let advice = nearest(word, in: properties).map { "; did you mean `\($0)`?" } ?? ""
      found.append(
        JobFileMistake(
          line: name.mark?.line ?? line, "`required` names `\(word)`, which is no property\(advice)"
        ))
    }
  }
}

extension Node.Mapping {
  /// The value of a word.
  func value(of word: String) -> Node? {
    first { $0.key.scalar?.string == word }?.value
  }
}
