import BatchCore
import GRDB

extension WriteTransaction {
  /// Puts failed tasks back.
  ///
  /// - Throws: `StoreFailure.unknownArticle` if one of the ids is not in the queue.
  mutating func retry(_ selection: RetrySelection) throws -> Int {
    var rows: [Row] = []
    if selection.articles.isEmpty {
      rows = try db.all(Self.failed + " ORDER BY t.id", [selection.role, selection.kind?.rawValue])
    }
    for id in Set(selection.articles).sorted() {
      guard
        let article = try db.number(
          "SELECT number FROM article WHERE id = CAST(? AS TEXT)", [Column.bytes(id)])
      else {
        throw StoreFailure.unknownArticle(id: id, nearest: try NearestIDs.find(id, db))
      }
      rows += try db.all(
        Self.failed + " AND t.article = ?3",
        [selection.role, selection.kind?.rawValue, article])
    }
    for found in rows {
      let row = try TaskRow(found, db)
      guard let next = row.record.after(.requeued) else { continue }
      try write(next, over: row)
    }
    return rows.count
  }

  private static let failed = """
    SELECT \(TaskRow.columns) FROM failure f CROSS JOIN task t ON t.id = f.task
    WHERE t.state = 'failed' AND (?1 IS NULL OR t.role = ?1) AND (?2 IS NULL OR f.kind = ?2)
    """
}
