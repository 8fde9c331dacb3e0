import BatchCore
import GRDB

extension WriteTransaction {
  /// Puts failed or cancelled tasks back.
  ///
  /// - Throws: `StoreFailure.unknownArticle` if one of the ids is not in the queue.
  mutating func retry(_ selection: RetrySelection) throws -> RetriedTasks {
    let rows =
      selection.articles.isEmpty ? try chosen(by: selection) : try named(by: selection)
    var count = 0
    var last: TaskID?
    for found in rows {
      let row = try TaskRow(found, db)
      last = row.record.id
      guard let next = row.record.after(.requeued(onto: selection.target)) else { continue }
      try write(next, over: row)
      count += 1
    }
    let isFull = selection.articles.isEmpty && rows.count >= selection.limit
    return RetriedTasks(count: count, next: isFull ? last : nil)
  }

  private func chosen(by selection: RetrySelection) throws -> [Row] {
    let after = selection.after?.number ?? 0
    if selection.isOfCancelled {
      return try db.all(Self.cancelledOfRole, [selection.role, after, selection.limit])
    }
    return try db.all(
      Self.failed, [selection.role, selection.kind?.rawValue, after, selection.limit])
  }

  /// The tasks of the named articles that a retry can do something for.
  private func named(by selection: RetrySelection) throws -> [Row] {
    try numbers(of: selection.articles).flatMap { article in
      try db.all(Self.ofArticle, [selection.role, article, selection.kind?.rawValue])
    }
  }

  /// Article numbers of ids, each once.
  func numbers(of ids: [String]) throws -> [Int64] {
    try Set(ids).sorted().map { id in
      guard
        let article = try db.number(
          "SELECT number FROM article WHERE id = ?", [id])
      else {
        throw StoreFailure.unknownArticle(id: id, nearest: try NearestIDs.find(id, db))
      }
      return article
    }
  }

  private static let failed = """
    SELECT \(TaskRow.columns) FROM failure f CROSS JOIN task t ON t.id = f.task
    WHERE t.state = 'failed' AND (?1 IS NULL OR t.role = ?1) AND (?2 IS NULL OR f.kind = ?2)
    AND f.task > ?3 ORDER BY f.task LIMIT ?4
    """
  static let cancelledOfRole = """
    SELECT \(TaskRow.columns) FROM task t INDEXED BY task_cancelled
    WHERE t.state = 'cancelled' AND t.role = ? AND t.id > ?
    ORDER BY t.id LIMIT ?
    """
  private static let ofArticle = """
    SELECT \(TaskRow.columns) FROM role r JOIN task t ON t.role = r.name
    LEFT JOIN failure f ON f.task = t.id
    WHERE (?1 IS NULL OR r.name = ?1) AND t.article = ?2 AND (?3 IS NULL OR f.kind = ?3)
    """
}
