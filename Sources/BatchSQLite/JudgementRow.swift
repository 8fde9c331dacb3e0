import BatchCore
import GRDB

/// Reads what was said of results.
enum JudgementRow {
  /// Of the table `verdict`, as `v`.
  static let columns = "v.verdict, v.note, v.judged_at"
  static let width = 3

  /// Reads `columns`; nil if nothing was said.
  static func judgement(_ row: Row, from column: Int = 0) throws -> Judgement? {
    guard let verdict = row[column] as String? else { return nil }
    return try Judgement(
      verdict: Column.word(verdict), note: row[column + 1],
      at: Timestamp(milliseconds: row[column + 2]))
  }

  static func judgement(_ db: Database, ofTask task: Int64) throws -> Judgement? {
    try db.first("SELECT \(columns) FROM verdict v WHERE v.task = ?", [task]).flatMap {
      try judgement($0)
    }
  }
}
