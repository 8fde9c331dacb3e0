import BatchCore
import GRDB

extension WriteTransaction {
  /// - Returns: what it was, and what it is.
  func change(_ change: BudgetChange) throws -> ChangedBudget {
    let was = try BudgetRow.read(db)
    let budget = was.after(change)
    try BudgetRow.write(budget, db)
    try db.run("DELETE FROM pause WHERE reason = ?", [Pause.Reason.budget.rawValue])
    return ChangedBudget(was: was, now: budget)
  }

  /// What there is and what was set aside by now, this transaction's own changes included.
  mutating func standing() throws -> CostStanding {
    var standing = try stored ?? storedStanding()
    stored = standing
    standing.cost = standing.cost + Money(picodollars: tallies.sum(.cost))
    standing.reserved = standing.reserved + Money(picodollars: tallies.sum(.reserved))
    return standing
  }

  /// Without a bound nobody looks at the sums.
  private func storedStanding() throws -> CostStanding {
    let maxCost = try BudgetRow.read(db).maxCost
    let sums = try maxCost.flatMap { _ in
      try db.first("SELECT sum(cost), sum(reserved) FROM tally_role")
    }
    return CostStanding(
      maxCost: maxCost, cost: Money(picodollars: sums?[0] as Int64? ?? 0),
      reserved: Money(picodollars: sums?[1] as Int64? ?? 0))
  }

  /// Writes down what an attempt has cost of which that was not known; once.
  mutating func write(_ known: KnownCost) throws {
    guard
      let found = try db.first(
        """
        SELECT \(TaskRow.columns), a.model, a.reserve FROM attempt a JOIN task t ON t.id = a.task
        WHERE a.number = ? AND a.cost_unknown
        """, [known.attempt.number])
    else { return }
    try db.run(
      "UPDATE attempt SET cost = ?, cost_unknown = 0 WHERE number = ?",
      [known.cost.picodollars, known.attempt.number])
    var row = try TaskRow(found, db)
    row.cost = (row.cost ?? .zero) + known.cost
    try update(row)
    let role = row.record.role
    tallies.add(-1, to: .costUnknown, role: role)
    tallies.add(-(found[TaskRow.width + 1] as Int64? ?? 0), to: .reserved, role: role)
    tallies.add(known.cost.picodollars, to: .cost, role: role)
    try tallies.add(cost: known.cost.picodollars, model: found[TaskRow.width], role: role)
  }

  /// A request of these roles is on its way, or may be. What batches of other roles hold, no run of
  /// these waits for.
  func isAnyInFlight(of roles: Set<String>) throws -> Bool {
    try roles.contains { try db.first(Self.anyClaimed, [$0]) != nil }
  }

  static let anyClaimed = """
    SELECT 1 FROM task INDEXED BY task_claimed WHERE state = 'claimed' AND role = ? LIMIT 1
    """
}
