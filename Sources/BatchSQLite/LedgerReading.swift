import BatchCore
import GRDB

/// The ledger as plots and sums need it, in the order of its numbers.
enum LedgerReading {
  private static let columns = """
    SELECT a.number, t.role, t.article, a.model, a.started_at, a.finished_at, a.outcome,
    a.is_throttle, a.milliseconds, a.cost, a.cost_unknown, a.is_cache_hit
    """
  static let after = """
    \(columns) FROM attempt a CROSS JOIN task t ON t.id = a.task
    WHERE a.number > ? ORDER BY a.number LIMIT ?
    """
  static let one = """
    \(columns) FROM attempt a CROSS JOIN task t ON t.id = a.task WHERE a.number = ?
    """
  static let costs = """
    SELECT id, role, article, attempts, cost FROM task WHERE id > ? ORDER BY id LIMIT ?
    """

  static func points(
    _ db: Database, after number: ClaimNumber, limit: Int
  ) throws -> [LedgerPoint] {
    try db.all(after, [number.number, limit]).map(point)
  }

  static func points(_ db: Database, numbers: [ClaimNumber]) throws -> [LedgerPoint] {
    try numbers.compactMap { try db.first(one, [$0.number]).map(point) }
  }

  static func costs(_ db: Database, after task: TaskID, limit: Int) throws -> [TaskCost] {
    try db.all(costs, [task.number, limit]).map { row in
      try TaskCost(
        id: TaskID(row[0]), role: row[1], article: row[2], attempts: row[3],
        cost: (row[4] as Int64?).map(Money.init(picodollars:)))
    }
  }

  private static func point(_ row: Row) throws -> LedgerPoint {
    try LedgerPoint(
      number: ClaimNumber(row[0]), role: row[1], article: row[2], model: row[3],
      startedAt: Timestamp(milliseconds: row[4]),
      finishedAt: (row[5] as Int64?).map(Timestamp.init(milliseconds:)), outcome: row[6],
      isThrottle: row[7], milliseconds: row[8],
      cost: (row[9] as Int64?).map(Money.init(picodollars:)), isCostUnknown: row[10],
      isCacheHit: row[11])
  }
}
