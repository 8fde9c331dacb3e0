import Foundation

extension EnqueueReport {
  /// The report as one JSON document on one line, its members in alphabetical order.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Document(self)), as: UTF8.self)
  }
}

/// The contract of `batch enqueue --json`.
/// An absent figure is null, never left out.
private struct Document: Encodable {
  struct Unread: Encodable {
    var source: String
    var line: JSONValue
    var error: String
  }

  var version = 1
  var read, queued, unchanged, updated, conflicting, rejected, blank, untitled: Int
  var empty: [String]
  var unread: [Unread]
  var rejects: JSONValue
  var finished: Bool

  init(_ report: EnqueueReport) {
    read = report.read
    queued = report.queued
    unchanged = report.unchanged
    updated = report.updated
    conflicting = report.conflicting
    rejected = report.rejected
    blank = report.blank
    untitled = report.untitled
    empty = report.empty
    unread = report.unread.map {
      Unread(
        source: $0.source, line: $0.line.map { .number(Decimal($0)) } ?? .null,
        error: $0.mistake.sentence)
    }
    rejects = report.rejects.map(JSONValue.string) ?? .null
    finished = report.ending == .finished
  }
}
