import Yams

extension JobFileReader {
  mutating func output(_ member: (node: Node, line: Int)?) -> OutputShape? {
    guard let member else {
      missing("output", example: "output: { format: text }")
      return nil
    }
    guard var block = JobBlock(member.node, name: "output", mistakes: &mistakes) else { return nil }
    defer { block.reportUnknown(to: &mistakes) }
    let format = block.take("format")
    let schema = block.take("schema")
    guard let format else {
      note(block.line, "`output.format` is missing; it is `json`, `text` or `image`")
      return nil
    }
    switch format.node.scalar?.string {
    case "text":
      if let schema { note(schema.line, "`schema` goes with `format: json` only") }
      return .text
    case "json":
      guard let schema else {
        note(format.line, "`format: json` needs a `schema`, such as `{ type: object, ... }`")
        return nil
      }
      return json(schema.node, line: schema.line)
    case "image":
      if let schema { note(schema.line, "`schema` goes with `format: json` only") }
      return .image
    case let word:
      let close = word.flatMap { nearest($0, in: ["json", "text", "image"]) }
      let advice = close.map { "did you mean `\($0)`?" } ?? "known: json, text, image"
      note(format.line, "unknown format `\(word ?? "")`; \(advice)")
    }
    return nil
  }

  private mutating func json(_ node: Node, line: Int) -> OutputShape? {
    var writer = SchemaWriter()
    writer.write(node)
    let found = writer.mistakes + SchemaWords.mistakes(in: node, line: line)
    mistakes.append(contentsOf: found)
    let text = writer.json.text
    guard found.isEmpty else { return nil }
    guard let root = try? JSONValue(parsing: text.utf8) else {
      note(line, "`schema` cannot be written as JSON")
      return nil
    }
    return .json(JSONSchema(text: text, root: root))
  }
}
