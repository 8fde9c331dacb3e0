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

  /// The model and the job of a task's kept result, if that is of the job in force and of the text
  /// as it is: what comes back late of another job does not take its place.
  ///
  /// - Parameters:
  ///   - job: the digest of what comes back.
  ///   - digest: of the job in force; nil: that of the role's newest run.
  func fittingResult(
    of task: TaskID, notOf job: String, inForce digest: String? = nil
  ) throws -> (model: String, job: String)? {
    try db.first(Self.fitting, [task.number, job, digest]).map { (try $0[0], try $0[1]) }
  }

  /// None where the newest run's digest is the same, so that nothing is searched in vain.
  private static let jobsInForceAgain = """
    SELECT number FROM job WHERE role = ?1 AND number >= ?2 AND digest = ?3 AND digest <> (
      SELECT j.digest FROM role r JOIN job j ON j.number = r.newest_job WHERE r.name = ?1)
    ORDER BY number
    """
  private static let fitting = """
    SELECT a.model, j.digest FROM result r JOIN attempt a ON a.number = r.attempt
    JOIN job j ON j.number = a.job JOIN task t ON t.id = r.task
    JOIN article x ON x.number = t.article JOIN role o ON o.name = t.role
    JOIN job n ON n.number = o.newest_job
    WHERE r.task = ?1 AND a.revision = x.revision AND j.digest <> ?2
    AND j.digest = ifnull(?3, n.digest)
    """
  static let keptFrom = """
    SELECT \(TaskRow.columns), a.number, a.model FROM attempt a INDEXED BY attempt_done
    CROSS JOIN task t ON t.id = a.task CROSS JOIN result r ON r.task = a.task
    CROSS JOIN article x ON x.number = t.article
    WHERE a.outcome = 'done' AND a.job = ? AND a.number > ?
    AND t.state IN ('ready', 'failed', 'cancelled')
    AND r.attempt = a.number AND a.revision = x.revision
    AND json_extract(t.adjustment, '$.note') IS NULL ORDER BY a.number LIMIT ?
    """
}
