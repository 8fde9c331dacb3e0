import BatchCore
import GRDB

extension WriteTransaction {
  /// Marks every attempt in flight as lost and puts its task back, to be sent again.
  mutating func recover(now: Timestamp) throws -> Int {
    let orphans = try db.all(Self.orphans)
    for orphan in orphans {
      let row = try TaskRow(orphan, db)
      guard case .claimed(let number) = row.record.state, var next = row.record.after(.lost)
      else { continue }
      if orphan[TaskRow.width + 1] as Int != orphan[TaskRow.width + 2] {
        next = next.after(.articleUpdated) ?? next
      }
      let claim = Claimed(
        task: row.record, number: number, model: orphan[TaskRow.width],
        reserve: orphan[TaskRow.width + 3])
      _ = try complete(claim, .lost, nil, at: now)
      try write(next, over: row)
    }
    return orphans.count
  }

  static let orphans = """
    SELECT \(TaskRow.columns), a.model, a.revision, x.revision, a.reserve
    FROM task t JOIN attempt a ON a.number = t.claim JOIN article x ON x.number = t.article
    WHERE t.state = 'claimed' ORDER BY t.id
    """
}
