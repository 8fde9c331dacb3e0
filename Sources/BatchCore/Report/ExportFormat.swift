/// How an export is written.
package enum ExportFormat: String, Sendable, CaseIterable {
  /// One JSON object a line, everything in it.
  case jsonl
  /// A table for a spreadsheet.
  case csv
  /// A folder with one file an article.
  case markdown
}
