import BatchCore
import GRDB

extension WriteTransaction {
  /// Takes back what `redo` did; see `TaskStore.reinstate`.
  mutating func reinstate(_ selection: RedoSelection, digest: String) throws -> RedoneTasks {
    var reinstated = RedoneTasks(count: 0)
    let first = selection.after?.job ?? 0
    for row in try db.all(Self.jobsInForceAgain, [selection.role, first, digest]) {
      try db.run(Schema.createDoneIndex)
      let job: Int64 = try row[0]
      let after = job == first ? selection.after?.attempt.number ?? 0 : 0
      let left = selection.limit - reinstated.count
      let found = try db.all(Self.keptFrom, [job, after, left])
      for result in found { try reinstate(result, digest: digest) }
      reinstated.count += found.count
      guard reinstated.count < selection.limit else {
        reinstated.next = try found.last.map {
          RedoPlace(job: job, attempt: ClaimNumber(try $0[TaskRow.width]))
        }
        return reinstated
      }
    }
    return reinstated
  }

  private mutating func reinstate(_ result: Row, digest: String) throws {
    let row = try TaskRow(result, db)
    guard let next = row.record.after(.reinstated) else { return }
    try write(next, over: row, attempt: (result[TaskRow.width + 1], digest))
  }

  /// None where the newest run's digest is the same, so that nothing is searched in vain.
  private static let jobsInForceAgain = """
    SELECT number FROM job WHERE role = ?1 AND number >= ?2 AND digest = ?3 AND digest <> (
      SELECT j.digest FROM role r JOIN job j ON j.number = r.newest_job WHERE r.name = ?1)
    ORDER BY number
    """
  static let keptFrom = """
    SELECT \(TaskRow.columns), a.number, a.model FROM attempt a INDEXED BY attempt_done
    CROSS JOIN task t ON t.id = a.task CROSS JOIN result r ON r.task = a.task
    CROSS JOIN article x ON x.number = t.article
    WHERE a.outcome = 'done' AND a.job = ? AND a.number > ? AND t.state = 'ready'
    AND r.attempt = a.number AND a.revision = x.revision
    AND json_extract(t.adjustment, '$.note') IS NULL ORDER BY a.number LIMIT ?
    """
}
