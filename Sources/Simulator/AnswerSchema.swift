/// As much of a JSON schema as is needed to make a value that satisfies it.
indirect enum AnswerSchema: Sendable {
  case object([(name: String, schema: AnswerSchema)], required: [String])
  case array(AnswerSchema, minItems: Int, maxItems: Int?)
  case string(choices: [String])
  case number(minimum: Double?, isInteger: Bool)
  case boolean
  case null

  /// Reads a schema as `JSONSerialization` gives it; what is not understood becomes a string.
  init(_ any: Any?) {
    guard let schema = any as? [String: Any] else {
      self = .string(choices: [])
      return
    }
    if let first = (schema["anyOf"] as? [Any])?.first ?? (schema["oneOf"] as? [Any])?.first {
      self = AnswerSchema(first)
      return
    }
    if let choices = schema["enum"] as? [Any] {
      self = .string(choices: choices.compactMap { $0 as? String })
      return
    }
    let types = (schema["type"] as? [String]) ?? [(schema["type"] as? String) ?? "object"]
    switch types.first(where: { $0 != "null" }) ?? "null" {
    case "object":
      let properties = schema["properties"] as? [String: Any] ?? [:]
      let required = schema["required"] as? [String] ?? []
      let names = properties.keys.sorted { Self.order($0, required) < Self.order($1, required) }
      self = .object(
        names.map { (name: $0, schema: AnswerSchema(properties[$0])) }, required: required)
    case "array":
      self = .array(
        AnswerSchema(schema["items"]), minItems: schema["minItems"] as? Int ?? 1,
        maxItems: schema["maxItems"] as? Int)
    case "integer": self = .number(minimum: schema["minimum"] as? Double, isInteger: true)
    case "number": self = .number(minimum: schema["minimum"] as? Double, isInteger: false)
    case "boolean": self = .boolean
    case "null": self = .null
    default: self = .string(choices: [])
    }
  }

  /// Required ones as the schema lists them, then the others by name.
  private static func order(_ name: String, _ required: [String]) -> (Int, String) {
    (required.firstIndex(of: name) ?? required.count, name)
  }
}
