import GRDB

extension Schema {
  /// What reviewers say of results; a result that is replaced takes its verdict with it.
  static let addReview: Migrations.Step = { db in
    try db.execute(
      sql: """
        CREATE TABLE verdict (
          task INTEGER PRIMARY KEY REFERENCES result(task) ON DELETE CASCADE,
          attempt INTEGER NOT NULL,
          verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
          note TEXT NOT NULL,
          judged_at INTEGER NOT NULL
        ) STRICT;

        ALTER TABLE tally_role ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE tally_role ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
        """)
  }
}
