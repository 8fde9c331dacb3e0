extension SchemaCheck {
  /// The keywords of a schema that would not be checked, or not as written, each as a JSON pointer
  /// such as `/properties/body/pattern`; a job file with one is refused.
  package static func unsupported(in schema: JSONValue) -> [String] {
    var found: [String] = []
    collect(schema, path: "", depth: 0, into: &found)
    return found
  }

  private static func collect(
    _ schema: JSONValue, path: String, depth: Int, into found: inout [String]
  ) {
    if case .bool = schema, depth > 0 { return }
    guard case .object(let keywords) = schema, depth < JSONReader.depthLimit else {
      found.append(path.isEmpty ? "/" : path)
      return
    }
    for (keyword, value) in keywords.sorted(by: { $0.key < $1.key }) {
      let here = path + step(keyword)
      switch keyword {
      case "properties":
        guard case .object(let properties) = value else {
          found.append(here)
          continue
        }
        for (name, schema) in properties.sorted(by: { $0.key < $1.key }) {
          collect(schema, path: here + step(name), depth: depth + 1, into: &found)
        }
      case "items", "additionalProperties":
        collect(value, path: here, depth: depth + 1, into: &found)
      case "anyOf":
        if (value.elements ?? []).isEmpty { found.append(here) }
        for (index, schema) in (value.elements ?? []).enumerated() {
          collect(schema, path: "\(here)/\(index)", depth: depth + 1, into: &found)
        }
      default:
        if !isUnderstood(keyword, value) { found.append(here) }
      }
    }
  }

  private static func isUnderstood(_ keyword: String, _ value: JSONValue) -> Bool {
    switch keyword {
    case "type":
      let names = value.elements ?? [value]
      return !names.isEmpty
        && names.allSatisfy { $0.text.flatMap(TypeName.init(rawValue:)) != nil }
    case "required": return value.elements?.allSatisfy { $0.text != nil } ?? false
    case "enum": return !(value.elements ?? []).isEmpty
    case "minLength", "maxLength", "minItems", "maxItems": return (value.integer ?? -1) >= 0
    case "minimum", "maximum":
      if case .number = value { return true }
      return false
    case "const", "title", "description", "default", "examples", "$schema", "$id", "$comment",
      "deprecated":
      return true
    default: return false
    }
  }
}
