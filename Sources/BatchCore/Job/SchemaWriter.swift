import Yams

/// Writes a YAML tree as JSON, members in the order of the file: models answer in that order.
struct SchemaWriter {
  var json = JSONText()
  var mistakes: [JobFileMistake] = []

  mutating func write(_ node: Node) {
    switch node {
    case .mapping(let mapping):
      json.openObject()
      for (key, value) in mapping {
        json.name(name(key))
        write(value)
      }
      json.closeObject()
    case .sequence(let sequence):
      json.openArray()
      for element in sequence { write(element) }
      json.closeArray()
    case .scalar(let scalar):
      switch YAMLScalar(scalar) {
      case .null: json.raw("null")
      case .bool(let flag): json.bool(flag)
      case .number(let text): json.raw(text)
      case .text(let text): json.string(text)
      }
    case .alias:
      json.raw("null")
    }
  }

  private mutating func name(_ key: Node) -> String {
    if let scalar = key.scalar { return scalar.string }
    mistakes.append(JobFileMistake(line: key.mark?.line ?? 1, "a word is expected before `:`"))
    return ""
  }
}
