import GRDB

extension Schema {
  /// What attempts may cost at most, and what the whole queue may.
  ///
  /// A queue of version 1 knows of no attempt how much that was: what it lost then counts as
  /// nothing.
  static let addBudget: Migrations.Step = { db in
    try db.execute(
      sql: """
        ALTER TABLE attempt ADD COLUMN ceiling TEXT;
        ALTER TABLE attempt ADD COLUMN reserve INTEGER;
        CREATE INDEX attempt_unknown ON attempt(number)
        WHERE cost_unknown AND generation_id IS NOT NULL;

        ALTER TABLE tally_role ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE budget (
          number INTEGER PRIMARY KEY CHECK (number = 1),
          max_cost INTEGER CHECK (max_cost >= 0),
          warn_balance INTEGER NOT NULL CHECK (warn_balance >= 0)
        ) STRICT;
        """)
  }
}
