import BatchCore
import GRDB

/// The queue's budget, in its one row; without it the usual one holds.
enum BudgetRow {
  static func read(_ db: Database) throws -> Budget {
    guard let row = try db.first("SELECT max_cost, warn_balance FROM budget WHERE number = 1")
    else { return Budget() }
    return try Budget(
      maxCost: (row[0] as Int64?).map(Money.init(picodollars:)),
      warnBalance: Money(picodollars: row[1]))
  }

  static func write(_ budget: Budget, _ db: Database) throws {
    try db.run(
      """
      INSERT INTO budget(number, max_cost, warn_balance) VALUES (1, ?, ?)
      ON CONFLICT (number) DO UPDATE SET
      max_cost = excluded.max_cost, warn_balance = excluded.warn_balance
      """, [budget.maxCost?.picodollars, budget.warnBalance.picodollars])
  }
}
