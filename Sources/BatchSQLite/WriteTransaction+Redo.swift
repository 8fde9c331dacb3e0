import BatchCore
import GRDB

extension WriteTransaction {
  /// Puts done tasks back whose results were made with an earlier prompt; see `TaskStore.redo`.
  mutating func redo(_ selection: RedoSelection) throws -> RedoneTasks {
    guard try db.number(FiguresReading.stale, [selection.role]) ?? 0 > 0 else {
      return RedoneTasks(count: 0)
    }
    try db.run(Schema.createDoneIndex)
    var redone = RedoneTasks(count: 0)
    let first = selection.after?.job ?? 0
    for row in try db.all(Self.earlierJobs, [selection.role, first]) {
      let job: Int64 = try row[0]
      let after = job == first ? selection.after?.attempt.number ?? 0 : 0
      let found = try db.all(Self.madeWith, [job, after, selection.limit - redone.count])
      for result in found { try putBack(result) }
      redone.count += found.count
      guard redone.count < selection.limit else {
        redone.next = try found.last.map {
          try RedoPlace(job: job, attempt: ClaimNumber($0[TaskRow.width]))
        }
        return redone
      }
    }
    return redone
  }

  private mutating func putBack(_ result: Row) throws {
    let row = try TaskRow(result, db)
    guard let next = row.record.after(.stale) else { return }
    try write(next, over: row)
  }

  /// Job files of one digest may differ in what makes nothing stale.
  private static let earlierJobs = """
    SELECT number FROM job WHERE role = ?1 AND number >= ?2 AND digest <> (
      SELECT j.digest FROM role r JOIN job j ON j.number = r.newest_job WHERE r.name = ?1)
    ORDER BY number
    """
  static let madeWith = """
    SELECT \(TaskRow.columns), a.number FROM attempt a INDEXED BY attempt_done
    CROSS JOIN task t ON t.id = a.task CROSS JOIN result r ON r.task = a.task
    WHERE a.outcome = 'done' AND a.job = ? AND a.number > ? AND t.state = 'done'
    AND r.attempt = a.number ORDER BY a.number LIMIT ?
    """
}
