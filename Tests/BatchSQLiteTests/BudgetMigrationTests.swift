import BatchCore
import Foundation
import GRDB
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct BudgetMigrationTests {
  @Test func `a queue of version 1 is brought up to date with a request in flight`() throws {
    let scratch = try Scratch()
    let queue = try Connection.writer(path: scratch.path)
    try Migrations(steps: [Schema.createVersion1]).apply(to: queue, from: 0, path: scratch.path)
    try queue.inDatabase { db in
      try db.execute(
        sql: """
          INSERT INTO article VALUES (1, 'a1', 1, 9);
          INSERT INTO content VALUES (1, 'T', 'B', '{}');
          INSERT INTO job VALUES (1, 'rewrite', 'digest-1', 'role: rewrite', 0);
          INSERT INTO role VALUES ('rewrite', 1, 1);
          INSERT INTO task(id, role, article, size, state, claim, attempts)
          VALUES (1, 'rewrite', 1, 9, 'claimed', 1, 1);
          INSERT INTO attempt(number, task, rung, job, model, route, max_tokens, format, parameters,
          stream, revision, builder, body_sha256, started_at)
          VALUES (1, 1, 0, 1, 'm', 'chat', 100, 'none', '[]', 1, 1, 1, 'sha', 0);
          INSERT INTO tally_role(role, claimed, attempts) VALUES ('rewrite', 1, 1);
          """)
    }
    try queue.close()
    let store = try scratch.store()
    #expect(FileSystem.exists("\(scratch.path).before-v\(Migrations.current.version)"))
    #expect(try store.recover(now: Make.at(1)) == 1)
    let reader = try scratch.reader()
    let figures = try reader.figures(now: Make.at(2))
    #expect(figures.budget == Budget())
    #expect(figures.roles.map(\.costUnknown) == [1] && figures.standing.reserved == .zero)
    #expect(try reader.verify() == [])
    try store.close()
  }

  @Test func `the prices of a request come back from their column`() throws {
    let ceiling = PriceCeiling(
      prompt: Money(picodollars: 1), completion: Money(picodollars: 2),
      request: Money(picodollars: 3), image: Money(picodollars: .max), longestAnswer: 5,
      isSent: true)
    #expect(try Column.ceiling(Column.ceiling(ceiling)) == ceiling)
    #expect(
      try Column.ceiling(nil as String?) == nil && Column.ceiling(nil as PriceCeiling?) == nil)
    #expect(throws: Column.Damage.self) { try Column.ceiling("1 2 3") }
  }
}
