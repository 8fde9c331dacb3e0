import GRDB

extension Schema {
  /// Batches at the provider, and the attempts in them.
  static let addBatches: Migrations.Step = { db in
    try db.execute(
      sql: """
        CREATE TABLE batch (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          role TEXT NOT NULL,
          model TEXT NOT NULL,
          tasks INTEGER NOT NULL DEFAULT 0,
          gathered_at INTEGER NOT NULL,
          provider_id TEXT,
          accepted_at INTEGER,
          asked_at INTEGER,
          asks INTEGER NOT NULL DEFAULT 0,
          settled_at INTEGER,
          CHECK ((provider_id IS NULL) = (accepted_at IS NULL))
        ) STRICT;
        CREATE INDEX batch_settled ON batch(settled_at);

        CREATE TABLE batch_attempt (
          attempt INTEGER PRIMARY KEY REFERENCES attempt(number) ON DELETE CASCADE,
          batch INTEGER NOT NULL REFERENCES batch(number)
        ) STRICT;
        CREATE INDEX batch_attempt_batch ON batch_attempt(batch);
        """)
  }

  /// How often in a row the provider did not know a batch, and since when.
  static let addForgottenBatches: Migrations.Step = { db in
    try db.execute(
      sql: """
        ALTER TABLE batch ADD unknowns INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE batch ADD unknown_since INTEGER;
        """)
  }
}
