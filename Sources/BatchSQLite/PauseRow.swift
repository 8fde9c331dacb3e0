import BatchCore
import GRDB

/// Pauses in force: one row per scope and reason.
enum PauseRow {
  /// Begins a pause; one that is in force already keeps its beginning and takes the new texts and
  /// the new end.
  static func begin(_ pause: Pause, _ db: Database) throws {
    let (scope, name) = columns(pause.scope)
    try db.run(
      """
      INSERT INTO pause(scope, name, reason, since, until, message, remedy)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (scope, name, reason) DO UPDATE SET
      until = excluded.until, message = excluded.message, remedy = excluded.remedy
      """,
      [
        scope, name, pause.reason.rawValue, pause.since.milliseconds, pause.until?.milliseconds,
        pause.message, pause.remedy,
      ])
  }

  /// Ends a pause, if it is in force.
  static func end(_ key: Pause.Key, _ db: Database) throws {
    let (scope, name) = columns(key.scope)
    try db.run(
      "DELETE FROM pause WHERE scope = ? AND name = ? AND reason = ?",
      [scope, name, key.reason.rawValue])
  }

  /// All pauses in force, the oldest first.
  static func all(_ db: Database) throws -> [Pause] {
    try db.all(
      """
      SELECT scope, name, reason, since, until, message, remedy FROM pause
      ORDER BY since, scope, name, reason
      """
    ).map { row in
      try Pause(
        scope: scope(row[0], name: row[1]), reason: Column.word(row[2]),
        since: Timestamp(milliseconds: row[3]),
        until: (row[4] as Int64?).map(Timestamp.init(milliseconds:)), message: row[5],
        remedy: row[6])
    }
  }

  private static func columns(_ scope: Pause.Scope) -> (scope: String, name: String) {
    switch scope {
    case .queue: ("queue", "")
    case .role(let role): ("role", role)
    case .model(let model): ("model", model)
    case .freeModels: ("free", "")
    }
  }

  private static func scope(_ word: String, name: String) throws -> Pause.Scope {
    switch word {
    case "queue": .queue
    case "role": .role(name)
    case "model": .model(name)
    case "free": .freeModels
    default: throw Column.Damage(description: "“\(word)” is not a scope")
    }
  }
}
