import Foundation
import GRDB
import Testing

@testable import BatchSQLite

/// A program that brings a queue to a version after this program's, which changes every table's
/// texts: this process once more, started by `Scenario.migrate` with the queue's path in its
/// environment.
struct MigratingProgram {
  static let variable = "BATCH_TEST_MIGRATED"
  private static let path = ProcessInfo.processInfo.environment[variable]

  static let next: Migrations.Step = { db in
    try db.execute(
      sql: """
        ALTER TABLE task ADD COLUMN note TEXT;
        CREATE TABLE moved (article INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL);
        INSERT INTO moved SELECT article, title, body FROM content;
        UPDATE content SET extra = extra || ' ';
        UPDATE task SET note = state;
        """)
  }

  @Test(.enabled(if: path != nil)) func `migrates the queue that its environment names`() throws {
    let path = try #require(Self.path)
    let lock = try WriterLock.acquire(
      database: path, holder: .current(.run), patience: WriterLock.Patience(limit: .zero))
    defer { lock.release() }
    let queue = try Connection.writer(path: path)
    let version = try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    try Migrations(steps: Migrations.current.steps + [Self.next]).apply(
      to: queue, from: try #require(version), path: path)
    try queue.close()
  }
}
