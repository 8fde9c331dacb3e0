import BatchCore
import GRDB

/// All that happened to one article.
enum HistoryReading {
  static func history(_ db: Database, article id: String) throws -> ArticleHistory {
    guard
      let row = try db.first(
        """
        SELECT x.number, x.revision, c.title, c.body, c.extra
        FROM article x JOIN content c ON c.article = x.number WHERE x.id = ?
        """, [id])
    else { throw StoreFailure.unknownArticle(id: id, nearest: try NearestIDs.find(id, db)) }
    let number: Int64 = try row[0]
    let article = try Article(
      id: id, title: row[2], body: row[3], extra: row[4])
    let tasks = try db.all("SELECT name FROM role ORDER BY name").compactMap { role in
      try task(db, role: role[0], article: number)
    }
    return try ArticleHistory(article: article, number: number, revision: row[1], tasks: tasks)
  }

  private static let description = """
    SELECT s.output FROM section s JOIN picture p ON p.task = s.task
    JOIN result r ON r.task = s.task WHERE s.task = ? AND s.step = 0 AND s.attempt < r.attempt
    """

  private static func task(
    _ db: Database, role: String, article: Int64
  ) throws -> TaskHistory? {
    guard
      let row = try db.first(
        """
        SELECT \(TaskRow.columns), n.digest, \(PageReading.resultColumns),
        \(JudgementRow.columns) FROM task t
        JOIN role o ON o.name = t.role LEFT JOIN job n ON n.number = o.newest_job
        LEFT JOIN result r ON r.task = t.id LEFT JOIN attempt a ON a.number = r.attempt
        LEFT JOIN job j ON j.number = a.job LEFT JOIN verdict v ON v.task = t.id WHERE t.role = ? AND t.article = ?
        """, [role, article])
    else { return nil }
    let task = try TaskRow(row, db)
    let attempts = try db.all(
      """
      SELECT \(AttemptRow.columns) FROM attempt a JOIN job j ON j.number = a.job
      WHERE a.task = ? ORDER BY a.number
      """, [task.record.id.number])
    return try TaskHistory(
      record: task.record, attempts: attempts.map(AttemptRow.record),
      pruned: task.attempts - attempts.count,
      description: try db.first(description, [task.record.id.number])?[0],
      result: PageReading.result(row, from: TaskRow.width + 1, of: task),
      judgement: JudgementRow.judgement(row, from: TaskRow.width + 1 + PageReading.resultWidth),
      newestJob: row[TaskRow.width])
  }
}
