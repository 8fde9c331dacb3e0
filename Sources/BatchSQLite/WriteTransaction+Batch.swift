import BatchCore
import GRDB

extension WriteTransaction {
  /// Claims tasks of a lane for a batch; see `BatchStore.gather`.
  mutating func gather(
    _ wish: BatchWish, now: Timestamp, prepare: Prepare
  ) throws -> GatheredBatch {
    let most = wish.limit + Self.unsentLimit
    let ids: [Int64] = try db.all(
      Self.gatherable, [wish.lane.role, wish.lane.rung, wish.after?.number ?? 0, most]
    ).map { try $0[0] }
    var batch = GatheredBatch(next: ids.count < most ? nil : ids.last.map { TaskID($0) })
    var chunk = BatchChunk(rows: min(wish.limit, BatchChunk.rows))
    for id in ids {
      guard let found = try found(id) else { continue }
      switch prepare(found.offer) {
      case .send(let shape, let body):
        guard shape.model == wish.model else { continue }
        let reserve = shape.reserve(for: body)
        switch try standing().admission(of: reserve) {
        case .admitted: break
        case .exceeds:
          batch.isShortOfRoom = true
          continue
        // The live lane says so.
        case .unpriced: continue
        }
        let offer = chunk.offer(shape, bytes: body.count)
        if offer == .full {
          batch.next = TaskID(id - 1)
          return try close(batch)
        }
        guard offer == .taken, let claim = try claim(found, shape, body, reserve, now: now) else {
          continue
        }
        try put(claim, into: &batch, wish, now: now)
      case .settle(let decision):
        try settle(found.row, decision, now: now)
      }
    }
    // There may be shorter articles behind, but most will have no room either.
    if batch.isShortOfRoom { batch.next = nil }
    return try close(batch)
  }

  private func put(
    _ claim: Claim, into batch: inout GatheredBatch, _ wish: BatchWish, now: Timestamp
  ) throws {
    if batch.number == nil {
      try db.run(
        "INSERT INTO batch(role, model, gathered_at) VALUES (?, ?, ?)",
        [wish.lane.role, wish.model, now.milliseconds])
      batch.number = BatchNumber(db.lastInsertedRowID)
    }
    try db.run(
      "INSERT INTO batch_attempt(attempt, batch) VALUES (?, ?)",
      [claim.number.number, batch.number?.number])
    batch.claims.append(claim)
  }

  private func close(_ batch: GatheredBatch) throws -> GatheredBatch {
    guard let number = batch.number else { return batch }
    try db.run(
      "UPDATE batch SET tasks = ? WHERE number = ?", [batch.claims.count, number.number])
    return batch
  }

  /// Ready tasks that may start now and that no batch has returned: new ones, those put back, and
  /// those whose batch was lost, cut off or not accepted. A lost request of the live lane is sent
  /// again there, with its bytes.
  static let gatherable = """
    SELECT t.id FROM task t INDEXED BY task_ready
    WHERE t.state = 'ready' AND t.role = ? AND t.rung = ? AND t.not_before IS NULL AND t.id > ?
    AND t.reason IN ('new', 'requeued', 'updated', 'stale', 'sentBack', 'paused', 'lost', 'interrupted') AND t.tries = 0
    AND (t.reason <> 'lost' OR t.resend IS NOT NULL)
    AND (t.resend IS NULL OR EXISTS (SELECT 1 FROM batch_attempt e WHERE e.attempt = t.resend))
    ORDER BY t.id LIMIT ?
    """

  /// - Returns: false if there is no such batch, or it is settled.
  func accepted(_ batch: BatchNumber, as id: String, now: Timestamp) throws -> Bool {
    try db.run(
      """
      UPDATE batch SET provider_id = ?, accepted_at = ? WHERE number = ? AND settled_at IS NULL
      """, [id, now.milliseconds, batch.number])
    return db.changesCount == 1
  }

  func asked(_ batch: BatchNumber, isKnown: Bool?, now: Timestamp) throws {
    try db.run(
      "UPDATE batch SET asked_at = ?, asks = asks + 1 WHERE number = ?",
      [now.milliseconds, batch.number])
    guard let isKnown else { return }
    try db.run(
      isKnown
        ? "UPDATE batch SET unknowns = 0, unknown_since = NULL WHERE number = ?2"
        : """
        UPDATE batch SET unknowns = unknowns + 1, unknown_since = coalesce(unknown_since, ?1)
        WHERE number = ?2
        """, [now.milliseconds, batch.number])
  }

  mutating func settle(
    _ batch: BatchNumber, _ settlements: [Settlement], now: Timestamp
  ) throws -> [ClaimNumber] {
    var refused: [ClaimNumber] = []
    for settlement in settlements where try !settle(settlement) {
      refused.append(settlement.claim)
    }
    try db.run(
      "UPDATE batch SET settled_at = ? WHERE number = ?", [now.milliseconds, batch.number])
    return refused
  }
}
