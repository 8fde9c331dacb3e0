/// One file of `batch export --format markdown`: YAML front matter, then the output's body.
package struct ArticleFile {
  package var row: ExportRow
  package var role: String

  package init(row: ExportRow, role: String) {
    self.row = row
    self.role = role
  }

  /// A task that is not done has no body; front matter says what it waits for or why it failed.
  package var bytes: [UInt8] {
    let output = row.result.map { OutputFields($0.output) }
    var yaml = FrontMatter()
    yaml.text("id", row.id)
    yaml.text("role", role)
    if row.state != .done { yaml.text("status", row.state.word) }
    if let verdict = row.verdict { yaml.text("verdict", verdict.rawValue) }
    if let title = output?.fields.first(where: { $0.name == "title" }), output?.isObject == true {
      yaml.field("title", title.value)
    }
    yaml.optional("model", row.result?.model)
    yaml.plain("attempts", String(row.result?.attempts ?? row.attempts))
    yaml.plain("costUSD", (row.result?.cost ?? row.cost).map { "\($0.dollars)" } ?? "null")
    yaml.optional("finishedAt", row.result?.finishedAt.iso)
    if case .failed(let failure) = row.state { yaml.failure(failure) }
    for field in output.map(Self.others) ?? [] {
      yaml.field(ExportColumns.title(of: field.name), field.value)
    }
    return Array((yaml.document + Self.closed(output.flatMap(Self.body))).utf8)
  }

  private static func body(_ output: OutputFields) -> String? {
    if output.isObject { return output.text("body") }
    switch output.fields.first?.value {
    case .text(let text): return text
    case .number(let json), .nested(let json): return json
    case .flag(let flag): return flag ? "true" : "false"
    case .null, nil: return nil
    }
  }

  /// A body that is no text stands in front matter, so that nothing is left out.
  private static func others(_ output: OutputFields) -> [OutputFields.Field] {
    guard output.isObject else { return [] }
    let hasBody = output.text("body") != nil
    return output.fields.filter { $0.name != "title" && !($0.name == "body" && hasBody) }
  }

  /// After an empty line, and with a line feed at its end, as text files have.
  private static func closed(_ body: String?) -> String {
    guard let body, !body.isEmpty else { return "" }
    return "\n" + body + (body.utf8.last == 0x0A ? "" : "\n")
  }
}
