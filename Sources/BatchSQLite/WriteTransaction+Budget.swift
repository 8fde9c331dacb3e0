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
    tallies.add(cost: known.cost.picodollars, model: found[TaskRow.width], role: role)
  }

  /// A request is on its way, or may be; batches of other roles are, but no run of these waits for
  /// them.
  func isAnyInFlight(of roles: Set<String>) throws -> Bool {
    try db.first(Self.claimedAtAll, [try Column.json(roles.sorted())]) != nil
  }

  static let claimedAtAll = """
    SELECT 1 FROM task AS t INDEXED BY task_claimed WHERE t.state = 'claimed' AND NOT EXISTS (
    SELECT 1 FROM batch_attempt e JOIN batch b ON b.number = e.batch
    WHERE e.attempt = t.claim AND b.settled_at IS NULL
    AND b.role NOT IN (SELECT value FROM json_each(?))) LIMIT 1
    """
}
