import BatchCore
import GRDB

extension WriteTransaction {
  /// Marks every attempt in flight as lost and puts its task back, to be sent again; what is in a
  /// batch that can be asked for is not lost.
  mutating func recover(now: Timestamp) throws -> Int {
    let orphans = try db.all(Self.orphans)
    for orphan in orphans {
      let row = try TaskRow(orphan, db)
      guard case .claimed(let number) = row.record.state, var next = row.record.after(.lost)
      else { continue }
      if try orphan[TaskRow.width + 1] as Int != orphan[TaskRow.width + 2] {
        next = next.after(.articleUpdated) ?? next
      }
      let claim = try Claimed(
        task: row.record, number: number, model: orphan[TaskRow.width],
        reserve: orphan[TaskRow.width + 3])
      _ = try complete(claim, .lost, nil, at: now)
      try write(next, over: row)
    }
    try db.run(Self.forget, [now.milliseconds])
    return orphans.count
  }

  static let orphans = """
    SELECT \(TaskRow.columns), a.model, a.revision, x.revision, a.reserve
    FROM task t JOIN attempt a ON a.number = t.claim JOIN article x ON x.number = t.article
    WHERE t.state = 'claimed' AND NOT EXISTS (SELECT 1 FROM batch_attempt e
    JOIN batch b ON b.number = e.batch
    WHERE e.attempt = t.claim AND b.provider_id IS NOT NULL AND b.settled_at IS NULL)
    ORDER BY t.id
    """
  /// Batches of which nobody knows whether the provider has them.
  private static let forget = """
    UPDATE batch INDEXED BY batch_settled SET settled_at = ?
    WHERE settled_at IS NULL AND provider_id IS NULL
    """
}
