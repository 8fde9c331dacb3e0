import BatchCore
import GRDB

extension WriteTransaction {
  /// Takes tasks out: ready ones now, claimed ones when their claims end, and those that are not
  /// made yet by making them so: made ready they might be claimed, and are written twice.
  ///
  /// - Throws: `StoreFailure.unknownArticle` if one of the ids is not in the queue.
  mutating func cancel(_ selection: CancelSelection) throws -> CancelledTasks {
    var cancelled = CancelledTasks(count: 0, inFlight: 0)
    for article in try unmade(selection) {
      try makeCancelled(role: selection.role, article: article)
      cancelled.count += 1
    }
    for found in try rows(of: selection) {
      let row = try TaskRow(found, db)
      guard let next = row.record.after(.cancelled) else { continue }
      try write(next, over: row)
      if next.isCancelling { cancelled.inFlight += 1 } else { cancelled.count += 1 }
    }
    if selection.articles.isEmpty, cancelled.count < selection.limit {
      let rest = selection.limit - cancelled.count
      cancelled.count += try makeTasks(role: selection.role, limit: rest, as: .cancelled)
    }
    cancelled.isPartial = selection.articles.isEmpty && cancelled.count >= selection.limit
    return cancelled
  }

  /// The named articles that have no task of the role yet.
  private func unmade(_ selection: CancelSelection) throws -> [Int64] {
    try numbers(of: selection.articles).filter { article in
      try db.first(
        "SELECT 1 FROM task WHERE role = ? AND article = ?", [selection.role, article]) == nil
    }
  }

  private func rows(of selection: CancelSelection) throws -> [Row] {
    guard selection.articles.isEmpty else {
      return try numbers(of: selection.articles).flatMap { article in
        try db.all(
          "SELECT \(TaskRow.columns) FROM task t WHERE t.role = ? AND t.article = ?",
          [selection.role, article])
      }
    }
    return try db.all(Self.claimedOfRole, [selection.role])
      + db.all(Self.readyOfRole, [selection.role, selection.limit])
  }

  static let claimedOfRole = """
    SELECT \(TaskRow.columns) FROM task t INDEXED BY task_claimed WHERE t.state = 'claimed' AND t.role = ?
    """
  /// No order but the index's own: all of them leave it.
  static let readyOfRole = """
    SELECT \(TaskRow.columns) FROM task t INDEXED BY task_ready
    WHERE t.state = 'ready' AND t.role = ? LIMIT ?
    """
}
