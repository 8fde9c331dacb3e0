import BatchCore
import GRDB

/// The figures of `status`, from the counters: no table of tasks is read but for a range of the
/// index of those that wait.
enum FiguresReading {
  /// - Parameter holder: who holds the writer's lock now.
  static func figures(
    _ db: Database, now: Timestamp, holder: LockHolder?
  ) throws -> QueueFigures {
    // Articles are never removed, so the last number is their count.
    let articles = try db.number("SELECT max(number) FROM article") ?? 0
    let roles = try db.all("SELECT name FROM role ORDER BY name").map { row in
      try role(db, row[0], now: now)
    }
    let batches = try BatchRows.outstanding(db)
    let submissions = try BatchRows.submitted(db)
    let inBatches = batches.map(\.tasks) + submissions.map(\.count)
    let inFlight = roles.map(\.claimed).reduce(0, +) - inBatches.reduce(0, +)
    return QueueFigures(
      articles: Int(articles), roles: roles, pauses: try PauseRow.all(db),
      batches: batches, submissions: submissions, budget: try BudgetRow.read(db),
      run: try run(db, holder: holder, inFlight: inFlight))
  }

  private static func run(
    _ db: Database, holder: LockHolder?, inFlight: Int
  ) throws -> LiveRun? {
    guard let holder, holder.purpose == .run else { return nil }
    let row = try db.first(
      """
      SELECT started_at, concurrency FROM run WHERE pid = ? AND ended_at IS NULL
      ORDER BY number DESC LIMIT 1
      """, [holder.pid])
    guard let row else {
      return LiveRun(
        pid: holder.pid, startedAt: holder.since, concurrency: 0, inFlight: inFlight)
    }
    return try LiveRun(
      pid: holder.pid, startedAt: Timestamp(milliseconds: row[0]), concurrency: row[1],
      inFlight: inFlight)
  }

  private static func role(_ db: Database, _ name: String, now: Timestamp) throws -> RoleFigures {
    var figures = RoleFigures(role: name)
    if let row = try db.first(
      "SELECT \(RoleCounter.columns) FROM tally_role WHERE role = ?", [name])
    {
      try count(row, into: &figures)
    }
    figures.finishedEver = Int(
      try db.number("SELECT sum(finished) FROM tally_minute WHERE role = ?", [name]) ?? 0)
    figures.waiting = try waiting(db, role: name, now: now)
    figures.stale = Int(try db.number(stale, [name]) ?? 0)
    figures.models = try db.all(
      """
      SELECT model, done, failed, cost FROM tally_model WHERE role = ?
      ORDER BY done DESC, model
      """, [name]
    ).map { row in
      try RoleFigures.ModelFigures(
        model: row[0], done: row[1], failed: row[2], cost: Money(picodollars: row[3]))
    }
    figures.placed = try placed(db, role: name)
    figures.failures = try db.all(
      """
      SELECT kind, count, remedy FROM tally_failure WHERE role = ? AND count > 0
      ORDER BY count DESC, kind
      """, [name]
    ).map { row in
      try RoleFigures.FailureFigures(kind: Column.word(row[0]), count: row[1], remedy: row[2])
    }
    figures.minutes = try db.all(
      """
      SELECT minute, finished FROM tally_minute WHERE role = ? ORDER BY minute DESC LIMIT 10
      """, [name]
    ).reversed().map { row in try RoleFigures.Minute(minute: row[0], finished: row[1]) }
    return figures
  }

  private static func count(_ row: Row, into figures: inout RoleFigures) throws {
    for (column, counter) in RoleCounter.allCases.enumerated() {
      let value: Int = try row[column]
      switch counter {
      case .ready: figures.ready = value
      case .claimed: figures.claimed = value
      case .done: figures.done = value
      case .failed: figures.failed = value
      case .cancelled: figures.cancelled = value
      case .escalated: figures.escalated = value
      case .attempts: figures.attempts = value
      case .throttled: figures.throttled = value
      case .cost: figures.cost = Money(picodollars: Int64(value))
      case .costUnknown: figures.costUnknown = value
      case .reserved: figures.reserved = Money(picodollars: Int64(value))
      case .accepted: figures.accepted = value
      case .rejected: figures.rejected = value
      case .promptTokens: figures.promptTokens = value
      case .completionTokens: figures.completionTokens = value
      }
    }
  }

  /// The ready index begins with the rung: hop from rung to rung, and count a range on each.
  private static func waiting(_ db: Database, role: String, now: Timestamp) throws -> Int {
    var count: Int64 = 0
    var rung = try db.number(nextRung, [role, -1])
    while let current = rung {
      count += try db.number(waitingOnRung, [role, current, now.milliseconds]) ?? 0
      rung = try db.number(nextRung, [role, current])
    }
    return Int(count)
  }

  /// Behind the first rung, by the model of the first task on each.
  private static func placed(_ db: Database, role: String) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    var rung = try db.number(nextRung, [role, 0])
    while let current = rung {
      let model: String? = try db.first(modelOnRung, [role, current])?[0]
      if let model {
        counts[model, default: 0] += Int(try db.number(countOnRung, [role, current]) ?? 0)
      }
      rung = try db.number(nextRung, [role, current])
    }
    return counts
  }

  static let modelOnRung = """
    SELECT model FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ? LIMIT 1
    """
  static let countOnRung = """
    SELECT count(*) FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ?
    """
  static let nextRung = """
    SELECT min(rung) FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung > ?
    """
  static let waitingOnRung = """
    SELECT count(*) FROM task INDEXED BY task_ready
    WHERE state = 'ready' AND role = ? AND rung = ? AND not_before > ?
    """
  static let stale = """
    SELECT sum(done) FROM tally_job WHERE role = ?1 AND digest <> (
      SELECT j.digest FROM role r JOIN job j ON j.number = r.newest_job WHERE r.name = ?1)
    """
}
