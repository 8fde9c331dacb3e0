import BatchCore
import GRDB

/// What failed and what waits, with examples.
enum FailureReading {
  static func failed(
    _ db: Database, role: String, kind: FailureKind, limit: Int
  ) throws -> [String] {
    try db.all(failed, [kind.rawValue, role, limit]).map { try $0[0] }
  }

  static func waiting(
    _ db: Database, role: String, now: Timestamp, examples: Int
  ) throws -> [WaitingFigures] {
    struct Cause: Hashable {
      var reason: String
      var outcome: String?
    }
    var groups: [Cause: WaitingFigures] = [:]
    var rung = try db.number(FiguresReading.nextRung, [role, -1])
    while let current = rung {
      for row in try db.all(waiting, [role, current, now.milliseconds]) {
        let cause = try Cause(reason: row[0], outcome: row[1])
        let until = Timestamp(milliseconds: try row[2])
        var group =
          try groups[cause]
          ?? WaitingFigures(
            reason: try Column.word(cause.reason),
            kind: cause.outcome.flatMap(FailureKind.init(rawValue:)), count: 0, until: until,
            examples: [])
        group.count += 1
        group.until = min(group.until, until)
        if group.examples.count < examples { group.examples.append(try row[3]) }
        groups[cause] = group
      }
      rung = try db.number(FiguresReading.nextRung, [role, current])
    }
    return groups.values.sorted {
      ($1.count, $0.reason.rawValue, $0.kind?.rawValue ?? "")
        < ($0.count, $1.reason.rawValue, $1.kind?.rawValue ?? "")
    }
  }

  private static let failed = """
    SELECT x.id FROM failure f CROSS JOIN task t ON t.id = f.task
    JOIN article x ON x.number = t.article WHERE f.kind = ? AND t.role = ? ORDER BY f.task LIMIT ?
    """
  static let waiting = """
    SELECT t.reason, (SELECT outcome FROM attempt WHERE task = t.id ORDER BY number DESC LIMIT 1),
    t.not_before, x.id
    FROM task t INDEXED BY task_ready JOIN article x ON x.number = t.article
    WHERE t.state = 'ready' AND t.role = ? AND t.rung = ? AND t.not_before > ?
    ORDER BY t.not_before
    """
}
