import GRDB

extension Schema {
  /// The answers to the sections of articles that are not finished.
  static let addSections: Migrations.Step = { db in
    try db.execute(
      sql: """
        CREATE TABLE section (
          task INTEGER NOT NULL REFERENCES task(id),
          step INTEGER NOT NULL,
          attempt INTEGER NOT NULL,
          output TEXT NOT NULL,
          PRIMARY KEY (task, step)
        ) STRICT, WITHOUT ROWID;
        """)
  }
}
