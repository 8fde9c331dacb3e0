import BatchCore
import GRDB

/// Pictures, one at a time: each is megabytes.
enum PictureReading {
  static func exist(_ db: Database, role: String) throws -> Bool {
    try db.first(
      "SELECT 1 FROM picture p JOIN task t ON t.id = p.task WHERE t.role = ? LIMIT 1", [role]
    ) != nil
  }

  static func bytes(
    _ db: Database, role: String, article: Int64, attempt: ClaimNumber
  ) throws -> [UInt8]? {
    try db.first(
      """
      SELECT p.bytes FROM task t JOIN result r ON r.task = t.id JOIN picture p ON p.task = t.id
      JOIN attempt a ON a.number = r.attempt JOIN article x ON x.number = t.article
      WHERE t.role = ? AND t.article = ? AND r.attempt = ? AND \(PageReading.hasResult)
      """, [role, article, attempt.number]
    ).map { row in try row[0] }
  }
}
