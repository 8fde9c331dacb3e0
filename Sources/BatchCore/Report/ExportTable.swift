/// The records of `batch export --format csv`: the same bytes for the same queue.
package struct ExportTable {
  package var role: String
  package var columns: ExportColumns
  /// Whether tasks that are not done are among them, so that a last column says why.
  package var hasFailures: Bool

  package init(role: String, columns: ExportColumns, hasFailures: Bool) {
    self.role = role
    self.columns = columns
    self.hasFailures = hasFailures
  }

  package var header: [UInt8] {
    var csv = CSVText()
    for name in ExportColumns.own { csv.text(name) }
    for name in columns.names { csv.text(ExportColumns.title(of: name)) }
    if columns.hasVerdicts { csv.text(ExportColumns.verdict) }
    if hasFailures { csv.text(ExportColumns.failure) }
    csv.endRecord()
    return csv.bytes
  }

  /// One task's record; nil if its output has a field, or a verdict, that no column is for.
  package func record(_ row: ExportRow) -> [UInt8]? {
    guard row.verdict == nil || columns.hasVerdicts else { return nil }
    var cells = [OutputFields.Value?](repeating: nil, count: columns.names.count)
    for field in row.result.map({ OutputFields($0.output).fields }) ?? [] {
      guard let place = columns.place(of: field.name) else { return nil }
      cells[place] = field.value
    }
    var csv = CSVText()
    csv.text(row.id)
    csv.text(role)
    csv.plain(row.state.word)
    csv.optional(row.result?.model)
    csv.plain(String(row.result?.attempts ?? row.attempts))
    if let cost = row.result?.cost ?? row.cost {
      csv.plain("\(cost.dollars)")
    } else {
      csv.nothing()
    }
    if let finished = row.result?.finishedAt { csv.plain(finished.iso) } else { csv.nothing() }
    for cell in cells { csv.cell(cell) }
    if columns.hasVerdicts { csv.optional(row.verdict?.rawValue) }
    if hasFailures { csv.optional(Self.failure(row.state)) }
    csv.endRecord()
    return csv.bytes
  }

  private static func failure(_ state: TaskState) -> String? {
    guard case .failed(let failure) = state else { return nil }
    return "\(failure.kind.rawValue): \(failure.sentence) \(failure.remedy)"
  }
}

extension CSVText {
  fileprivate mutating func optional(_ text: String?) {
    if let text { self.text(text) } else { nothing() }
  }

  fileprivate mutating func cell(_ value: OutputFields.Value?) {
    switch value {
    case nil, .null: nothing()
    case .text(let text): self.text(text)
    case .number(let number): plain(number)
    case .flag(let flag): plain(flag ? "true" : "false")
    case .nested(let json): text(json)
    }
  }
}
