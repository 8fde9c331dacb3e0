/// One line of `batch export`: JSON Lines, the same bytes for the same queue.
package struct ExportLine {
  package var row: ExportRow
  package var role: String

  package init(row: ExportRow, role: String) {
    self.row = row
    self.role = role
  }

  /// The line without its line feed. The output and the article's other fields keep their own
  /// bytes.
  package var bytes: [UInt8] {
    let output = row.result?.output
    var json = JSONText(reserving: (output?.utf8.count ?? 0) + row.extra.utf8.count + 256)
    json.openObject()
    json.name("id")
    json.string(row.id)
    json.name("role")
    json.string(role)
    json.name("status")
    json.string(row.state.word)
    if let verdict = row.verdict {
      json.name("verdict")
      json.string(verdict.rawValue)
    }
    json.name("output")
    json.raw(output.map(Self.singleLine) ?? "null")
    if case .failed(let failure) = row.state {
      json.name("failure")
      json.failure(failure)
    }
    json.name("model")
    json.optional(row.result?.model)
    json.name("attempts")
    json.integer(row.result?.attempts ?? row.attempts)
    json.name("costUSD")
    json.raw((row.result?.cost ?? row.cost).map { "\($0.dollars)" } ?? "null")
    json.name("finishedAt")
    json.optional(row.result?.finishedAt.iso)
    json.name("article")
    json.raw(Self.singleLine(row.extra))
    json.closeObject()
    return json.bytes
  }

  /// A line feed in a JSON document can only stand between its tokens: a space means the same.
  private static func singleLine(_ document: String) -> String {
    guard document.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return document }
    return String(
      decoding: document.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }
}

extension JSONText {
  /// A string, or null.
  mutating func optional(_ text: String?) {
    if let text { string(text) } else { raw("null") }
  }

  /// A number, or null.
  mutating func optional(_ number: Int?) {
    if let number { integer(number) } else { raw("null") }
  }

  mutating func failure(_ failure: Failure) {
    openObject()
    name("kind")
    string(failure.kind.rawValue)
    name("sentence")
    string(failure.sentence)
    name("remedy")
    string(failure.remedy)
    closeObject()
  }
}

extension TaskState {
  /// The state in one word of the vocabulary.
  package var word: String {
    switch self {
    case .ready: "ready"
    case .claimed: "claimed"
    case .done: "done"
    case .failed: "failed"
    case .cancelled: "cancelled"
    }
  }
}
