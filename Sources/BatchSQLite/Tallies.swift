import BatchCore
import GRDB

/// The changes of the counters that a transaction makes, gathered in memory and written once at
/// its end.
struct Tallies {
  struct Pair: Hashable {
    var role: String
    var name: String
  }

  struct Minute: Hashable {
    var role: String
    var minute: Int64
  }

  struct ModelChange {
    var done: Int64 = 0
    var failed: Int64 = 0
    var cost: Int64 = 0
  }

  struct FailureChange {
    var count: Int64 = 0
    /// Of the newest failure; nil if none was added.
    var remedy: String?
  }

  private(set) var roles: [String: [RoleCounter: Int64]] = [:]
  private(set) var models: [Pair: ModelChange] = [:]
  private(set) var failures: [Pair: FailureChange] = [:]
  private(set) var jobs: [Pair: Int64] = [:]
  private(set) var minutes: [Minute: Int64] = [:]

  mutating func add(_ count: Int64, to counter: RoleCounter, role: String) {
    roles[role, default: [:]][counter, default: 0] += count
  }

  /// What a counter changes by, over all roles.
  func sum(_ counter: RoleCounter) -> Int64 {
    roles.values.reduce(0) { $0 + ($1[counter] ?? 0) }
  }

  mutating func move(from old: StateWord, to new: StateWord, role: String) {
    guard old != new else { return }
    add(-1, to: old.counter, role: role)
    add(1, to: new.counter, role: role)
  }

  mutating func add(done count: Int64, model: String, job digest: String, role: String) {
    models[Pair(role: role, name: model), default: ModelChange()].done += count
    jobs[Pair(role: role, name: digest), default: 0] += count
  }

  mutating func add(cost: Int64, model: String, role: String) {
    models[Pair(role: role, name: model), default: ModelChange()].cost += cost
  }

  /// - Parameter model: the model that failed; nil if nothing was sent.
  mutating func add(
    failed count: Int64, kind: String, remedy: String?, model: String?, role: String
  ) {
    failures[Pair(role: role, name: kind), default: FailureChange()].count += count
    if let remedy { failures[Pair(role: role, name: kind)]?.remedy = remedy }
    if let model { models[Pair(role: role, name: model), default: ModelChange()].failed += count }
  }

  /// Work was done in this minute, whether it finished a task or not.
  mutating func add(finished count: Int64, at moment: Timestamp, role: String) {
    minutes[Minute(role: role, minute: moment.milliseconds / 60_000), default: 0] += count
  }

  /// Adds the changes to the stored counters, in a fixed order, and forgets them.
  mutating func write(to db: Database) throws {
    for (role, changes) in roles.sorted(by: { $0.key < $1.key }) {
      let values = RoleCounter.allCases.map { changes[$0] ?? 0 }
      try db.run(Self.roleUpsert, [role] + values)
    }
    for (pair, change) in models {
      try db.run(
        Self.modelUpsert, [pair.role, pair.name, change.done, change.failed, change.cost])
    }
    for (pair, change) in failures {
      try db.run(Self.failureUpsert, [pair.role, pair.name, change.count, change.remedy])
    }
    for (pair, count) in jobs { try db.run(Self.jobUpsert, [pair.role, pair.name, count]) }
    for (minute, count) in minutes {
      try db.run(Self.minuteUpsert, [minute.role, minute.minute, count])
    }
    self = Tallies()
  }

  private static let roleUpsert = """
    INSERT INTO tally_role(role, \(RoleCounter.columns))
    VALUES (?\(String(repeating: ", ?", count: RoleCounter.allCases.count)))
    ON CONFLICT (role) DO UPDATE SET
    \(RoleCounter.allCases.map { "\($0.rawValue) = \($0.rawValue) + excluded.\($0.rawValue)" }
      .joined(separator: ", "))
    """
  private static let modelUpsert = """
    INSERT INTO tally_model(role, model, done, failed, cost) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (role, model) DO UPDATE SET
    done = done + excluded.done, failed = failed + excluded.failed, cost = cost + excluded.cost
    """
  private static let failureUpsert = """
    INSERT INTO tally_failure(role, kind, count, remedy) VALUES (?1, ?2, ?3, coalesce(?4, ''))
    ON CONFLICT (role, kind) DO UPDATE SET
    count = count + excluded.count, remedy = coalesce(?4, remedy)
    """
  private static let jobUpsert = """
    INSERT INTO tally_job(role, digest, done) VALUES (?, ?, ?)
    ON CONFLICT (role, digest) DO UPDATE SET done = done + excluded.done
    """
  private static let minuteUpsert = """
    INSERT INTO tally_minute(role, minute, finished) VALUES (?, ?, ?)
    ON CONFLICT (role, minute) DO UPDATE SET finished = finished + excluded.finished
    """
}
