import Foundation

/// The lines of `batch export`: JSON Lines, the same bytes for the same queue.
package struct ExportLines {
  /// What was added since they were last let go.
  package private(set) var bytes: [UInt8] = []
  /// What stands between every id and its task's state.
  private let role: [UInt8]

  package init(role: String) {
    var json = JSONText()
    json.string(role)
    self.role = Array(#","role":\#(json.text),"status":""#.utf8)
  }

  /// Keeps their room for the next, but not that of a line of many megabytes.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: bytes.count <= 1 << 20) }

  /// Adds a task's line, with its line feed. The output and the article's other fields keep their
  /// own bytes.
  package mutating func add(_ row: StoredRow) {
    plain(#"{"id":"#)
    JSONText.quote(row.id, onto: &bytes)
    bytes += role
    bytes.append(contentsOf: row.state)
    if let verdict = row.verdict {
      plain(#"","verdict":""#)
      bytes.append(contentsOf: verdict)
    }
    plain(#"","output":"#)
    if let output = row.result?.output { document(output) } else { plain("null") }
    if let failure = row.failure {
      plain(#","failure":{"kind":"#)
      JSONText.quote(failure.kind, onto: &bytes)
      plain(#","sentence":"#)
      JSONText.quote(failure.sentence, onto: &bytes)
      plain(#","remedy":"#)
      JSONText.quote(failure.remedy, onto: &bytes)
      plain("}")
    }
    plain(#","model":"#)
    if let model = row.result?.model {
      JSONText.quote(model, onto: &bytes)
    } else {
      plain("null")
    }
    plain(#","attempts":"#)
    bytes.append(decimal: Int64(row.attempts))
    plain(#","costUSD":"#)
    if let cost = row.cost { cost.write(onto: &bytes) } else { plain("null") }
    plain(#","finishedAt":"#)
    if let moment = row.result?.finishedAt {
      plain("\"")
      moment.writeISO(onto: &bytes)
      plain("\"")
    } else {
      plain("null")
    }
    plain(#","article":"#)
    document(row.extra)
    plain("}\n")
  }

  package mutating func add(_ row: ExportRow) { row.stored { add($0) } }

  private mutating func plain(_ json: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// A line feed in a JSON document can only stand between its tokens: a space means the same.
  private mutating func document(_ json: StoredRow.Text) {
    let start = bytes.count
    bytes.append(contentsOf: json)
    guard Self.isBroken(json) else { return }
    for index in start..<bytes.count where bytes[index] == 0x0A || bytes[index] == 0x0D {
      bytes[index] = 0x20
    }
  }

  private static func isBroken(_ json: StoredRow.Text) -> Bool {
    guard let start = json.baseAddress else { return false }
    return memchr(start, 0x0A, json.count) != nil || memchr(start, 0x0D, json.count) != nil
  }
}
