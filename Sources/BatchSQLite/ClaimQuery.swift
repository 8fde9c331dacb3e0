import BatchCore
import GRDB

/// Which task is next: each a search of an index, whatever the queue's length, but for a probe.
enum ClaimQuery {
  /// The next task of a lane; nil if none may start now.
  ///
  /// - Parameter hasDue: the moment of one has come.
  static func next(
    _ db: Database, _ lane: ClaimWish.Lane, _ order: ClaimWish.Order, hasDue: Bool, now: Timestamp
  ) throws -> Int64? {
    func due() throws -> Int64? {
      hasDue ? try db.number(Self.due, [lane.role, lane.rung, now.milliseconds]) : nil
    }
    switch order {
    case .input:
      return try due() ?? db.number(new, [lane.role, lane.rung])
    case .shortest:
      return try due() ?? shortestNew(db, lane)
    case .cheapest:
      return try db.number(cheapest, [lane.role, lane.rung])
    case .unasked:
      return try db.number(last, [lane.role, lane.rung])
        ?? due()
    case .soonest:
      return try db.number(last, [lane.role, lane.rung])
        ?? db.number(Self.due, [lane.role, lane.rung, Int64.max])
    }
  }

  /// The same among those that are not new.
  static func nextDue(
    _ db: Database, _ lane: ClaimWish.Lane, _ order: ClaimWish.Order, now: Timestamp
  ) throws -> Int64? {
    let isProbe = order == .cheapest || order == .soonest
    return try db.number(due, [lane.role, lane.rung, isProbe ? Int64.max : now.milliseconds])
  }

  /// The task with the shortest article that does not wait for its time.
  static func shortestNew(_ db: Database, _ lane: ClaimWish.Lane) throws -> Int64? {
    try db.run(Schema.createShortestIndex)
    return try db.number(shortest, [lane.role, lane.rung])
  }

  /// When the first task that still has to wait may start.
  static func nextDue(
    _ db: Database, _ lane: ClaimWish.Lane, now: Timestamp
  ) throws -> Timestamp? {
    try db.number(wait, [lane.role, lane.rung, now.milliseconds])
      .map(Timestamp.init(milliseconds:))
  }

  static let due = """
    SELECT id FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ? AND not_before <= ?
    ORDER BY not_before, id LIMIT 1
    """
  static let new = """
    SELECT id FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ? AND not_before IS NULL
    ORDER BY id LIMIT 1
    """
  static let newAfter = """
    SELECT id, size FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ? AND not_before IS NULL AND id > ?
    ORDER BY id LIMIT ?
    """
  static let last = """
    SELECT id FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ? AND not_before IS NULL
    ORDER BY id DESC LIMIT 1
    """
  static let shortest = """
    SELECT id FROM task INDEXED BY task_shortest
    WHERE state = 'ready' AND not_before IS NULL AND role = ? AND rung = ?
    ORDER BY size, id LIMIT 1
    """
  /// Reads the whole lane: a probe is asked for once in a minute at most, and an index for it would
  /// be paid for by every claim.
  static let cheapest = """
    SELECT id FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ?
    ORDER BY size, id LIMIT 1
    """
  static let wait = """
    SELECT min(not_before) FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ? AND not_before > ?
    """
}
