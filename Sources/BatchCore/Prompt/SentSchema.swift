/// A job's schema as it is sent: without the words that some providers refuse.
///
/// Anthropic refuses lengths and bounds, Gemini has refused others. They are
/// checked here when the answer comes; sending them would only cost a refusal.
struct SentSchema: Sendable {
  private static let unsent: Set = [
    "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern",
  ]

  let text: String
  private let name: String
  private let isStrict: Bool

  init(_ schema: JSONSchema, role: String) {
    text = SchemaFilter.text(of: schema.text, without: Self.unsent)
    isStrict = Self.isStrict(schema.root)
    let name = role.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" }
    self.name = name.isEmpty ? "answer" : String(name.prefix(64))
  }

  /// For models that take no schema, at the end of the system message. OpenAI refuses
  /// `json_object` where the word JSON is in no message.
  var instruction: String {
    "\n\nAnswer with one JSON object and nothing else. It must fit this JSON Schema:\n\(text)"
  }

  func write(format: ResponseFormat, isLax: Bool, to json: inout JSONText) {
    switch format {
    case .none: return
    case .jsonObject:
      json.name("response_format")
      json.raw(#"{"type":"json_object"}"#)
    case .jsonSchema:
      json.name("response_format")
      json.openObject()
      json.name("type")
      json.string("json_schema")
      json.name("json_schema")
      json.openObject()
      json.name("name")
      json.string(name)
      json.name("strict")
      json.bool(isStrict && !isLax)
      json.name("schema")
      json.raw(text)
      json.closeObject()
      json.closeObject()
    }
  }

  /// Strict mode refuses objects that are open or have members that may be missing.
  private static func isStrict(_ schema: JSONValue) -> Bool {
    if let items = schema[member: "items"], !isStrict(items) { return false }
    guard case .object(let properties)? = schema[member: "properties"] else {
      return schema[member: "type"]?.text != "object"
    }
    let required = Set(schema[member: "required"]?.elements?.compactMap(\.text) ?? [])
    return schema[member: "additionalProperties"] == .bool(false)
      && required == Set(properties.keys) && properties.values.allSatisfy(isStrict)
  }
}
