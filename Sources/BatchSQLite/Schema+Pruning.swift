import GRDB

extension Schema {
  /// What is left of attempts that were taken out: their sums, by task and model.
  static let addPruning: Migrations.Step = { db in
    try db.execute(
      sql: """
        CREATE TABLE pruned (
          task INTEGER NOT NULL REFERENCES task(id),
          model TEXT NOT NULL,
          attempts INTEGER NOT NULL,
          throttled INTEGER NOT NULL,
          cost INTEGER,
          prompt_tokens INTEGER NOT NULL,
          completion_tokens INTEGER NOT NULL,
          PRIMARY KEY (task, model)
        ) STRICT, WITHOUT ROWID;
        """)
  }
}
