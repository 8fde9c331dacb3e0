import BatchCore
import GRDB

/// Results beside their articles, in input order.
enum ReviewReading {
  static let page = """
    \(columns) WHERE t.role = ? AND t.article > ? AND t.article <= ? AND \(PageReading.hasResult)
    AND r.task IS NOT NULL ORDER BY t.article LIMIT ?
    """
  private static let one = """
    \(columns) WHERE t.role = ? AND t.article = ? AND \(PageReading.hasResult)
    AND r.task IS NOT NULL
    """
  private static let columns = """
    SELECT \(TaskRow.columns), x.id, c.title, c.body, c.extra, a.adjustment,
    \(PageReading.resultColumns), \(JudgementRow.columns)
    FROM task t JOIN article x ON x.number = t.article JOIN content c ON c.article = t.article
    LEFT JOIN result r ON r.task = t.id LEFT JOIN attempt a ON a.number = r.attempt
    LEFT JOIN job j ON j.number = a.job LEFT JOIN verdict v ON v.task = t.id
    """

  static func rows(_ db: Database, _ stretch: PageReading.Stretch) throws -> [ReviewRow] {
    try db.all(page, [stretch.role, stretch.after, stretch.through, stretch.limit])
      .compactMap { try row($0, db) }
  }

  static func row(_ db: Database, role: String, article id: String) throws -> ReviewRow? {
    guard let number = try db.number("SELECT number FROM article WHERE id = ?", [id]) else {
      throw StoreFailure.unknownArticle(id: id, nearest: try NearestIDs.find(id, db))
    }
    return try db.first(one, [role, number]).flatMap { try row($0, db) }
  }

  private static func row(_ row: Row, _ db: Database) throws -> ReviewRow? {
    let task = try TaskRow(row, db)
    let width = TaskRow.width
    guard let result = try PageReading.result(row, from: width + 5, of: task) else { return nil }
    return try ReviewRow(
      number: task.record.article,
      article: Article(
        id: row[width], title: row[width + 1], body: row[width + 2], extra: row[width + 3]),
      state: task.record.state, result: result,
      judgement: JudgementRow.judgement(row, from: width + 5 + PageReading.resultWidth),
      wasAsked: Column.adjustment(row[width + 4] as String?).note,
      sentBack: task.record.adjustment.note)
  }
}
