import BatchCore
import GRDB

/// Pages of a role's tasks, in input order.
enum PageReading {
  /// Articles looked at in one read.
  static let reach: Int64 = 5_000

  /// A part of the queue.
  struct Stretch {
    var role: String
    /// Article numbers, the first excluded.
    var after: Int64
    var through: Int64
    var limit: Int
  }

  static func rows(
    _ db: Database, _ stretch: Stretch, filter: ExportFilter
  ) throws -> [ExportRow] {
    try db.all(
      query(filter), [stretch.role, stretch.after, stretch.through, stretch.limit]
    ).map { row in
      let task = try TaskRow(row, db)
      let width = TaskRow.width
      let isOfText: Bool = row[width + 2] ?? false
      let verdict: String? = isOfText ? row[width + 3 + resultWidth] : nil
      return try ExportRow(
        number: task.record.article, id: row[width],
        extra: row[width + 1], state: task.record.state,
        result: isOfText ? result(row, from: width + 3, of: task) : nil,
        verdict: verdict.map { try Column.word($0) }, attempts: task.attempts, cost: task.cost)
    }
  }

  static func query(_ filter: ExportFilter) -> String {
    """
    SELECT \(TaskRow.columns), x.id, c.extra, \(hasResult), \(resultColumns), v.verdict
    \(tables) LEFT JOIN job j ON j.number = a.job
    \(condition(filter)) LIMIT ?
    """
  }

  /// What a role's tasks are exported of: its task, and what hangs on it.
  static let tables = """
    FROM task t JOIN article x ON x.number = t.article JOIN content c ON c.article = t.article
    LEFT JOIN result r ON r.task = t.id LEFT JOIN attempt a ON a.number = r.attempt
    LEFT JOIN verdict v ON v.task = r.task
    """

  /// Which of them, of a stretch, and in what order.
  static func condition(_ filter: ExportFilter) -> String {
    let state =
      switch filter {
      case .done: "AND \(hasResult) AND v.verdict IS NOT 'rejected'"
      case .accepted: "AND \(hasResult) AND v.verdict = 'accepted'"
      case .failed: "AND t.state = 'failed'"
      case .all: ""
      }
    return "WHERE t.role = ? AND t.article > ? AND t.article <= ? \(state) ORDER BY t.article"
  }

  /// A result is kept while a new one is made, and told as the article's while its text is the
  /// same.
  static let hasResult = "(t.state = 'done' OR a.revision = x.revision)"

  static let resultColumns = """
    r.output, r.extraction, r.model, r.finished_at, j.digest,
    r.attempt
    """
  static let resultWidth = 6

  /// Reads `resultColumns`; nil if the task has no result.
  static func result(_ row: Row, from column: Int, of task: TaskRow) throws -> StoredResult? {
    guard let output = row[column] as String?,
      let extraction = (row[column + 1] as String?).flatMap(Answer.Extraction.init)
    else { return nil }
    return try StoredResult(
      output: output, extraction: extraction, model: row[column + 2],
      finishedAt: Timestamp(milliseconds: row[column + 3]), cost: task.cost,
      attempts: task.attempts, attempt: ClaimNumber(row[column + 5]), job: row[column + 4])
  }
}
