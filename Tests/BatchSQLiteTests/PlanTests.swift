import BatchCore
import Foundation
import GRDB
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct PlanTests {
  /// A queue of 50,000 tasks, a tenth of them on the second rung, a tenth waiting.
  static func scratch() throws -> (Scratch, SQLiteTaskStore) {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.queue.inDatabase { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
          INSERT INTO article(id, revision, size) SELECT 'a' || i, 1, i % 977 FROM n;
          INSERT INTO content SELECT number, '', '', '{}' FROM article;
          """)
    }
    _ = try store.makeTasks(role: Make.role)
    try store.queue.inDatabase { db in
      try db.execute(
        sql: """
          UPDATE task SET rung = 1, model = 'm' WHERE id % 10 = 1;
          UPDATE task SET not_before = id WHERE id % 10 = 2;
          """)
      try db.execute(sql: Schema.createShortestIndex)
      try db.execute(sql: Schema.createDoneIndex)
    }
    return (scratch, store)
  }

  static func plan(_ store: SQLiteTaskStore, _ sql: String) throws -> String {
    try store.queue.inDatabase { db in
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
      statement.setUncheckedArguments(StatementArguments())
      return try Row.fetchAll(statement).map { $0["detail"] as String }.joined(separator: "\n")
    }
  }

  @Test func `every hot query searches an index, with or without statistics`() throws {
    let (scratch, store) = try Self.scratch()
    let expected: [(String, String, String)] = [
      (
        "due", ClaimQuery.due,
        "SEARCH task USING COVERING INDEX task_ready (state=? AND role=? AND rung=? AND not_before<?)"
      ),
      (
        "new", ClaimQuery.new,
        "SEARCH task USING COVERING INDEX task_ready (state=? AND role=? AND rung=? AND not_before=?)"
      ),
      (
        "last", ClaimQuery.last,
        "SEARCH task USING COVERING INDEX task_ready (state=? AND role=? AND rung=? AND not_before=?)"
      ),
      (
        "shortest", ClaimQuery.shortest,
        "SEARCH task USING INDEX task_shortest (role=? AND rung=?)"
      ),
      (
        "open work", WorkReading.openTasks,
        "SEARCH task USING INDEX sqlite_autoindex_task_1 (role=? AND article>? AND article<?)"
      ),
      (
        "wait", ClaimQuery.wait,
        "SEARCH task USING COVERING INDEX task_ready (state=? AND role=? AND rung=? AND not_before>?)"
      ),
      (
        "rungs", FiguresReading.nextRung,
        "SEARCH task USING COVERING INDEX task_ready (state=? AND role=? AND rung>?)"
      ),
      (
        "waiting", FiguresReading.waitingOnRung,
        "SEARCH task USING COVERING INDEX task_ready (state=? AND role=? AND rung=? AND not_before>?)"
      ),
      (
        "placed", FiguresReading.countOnRung,
        "SEARCH task USING COVERING INDEX task_ready (state=? AND role=? AND rung=?)"
      ),
      (
        "place", FiguresReading.modelOnRung,
        "SEARCH task USING INDEX task_ready (state=? AND role=? AND rung=?)"
      ),
      ("recover", WriteTransaction.orphans, "SCAN t USING INDEX task_claimed"),
      (
        "page", PageReading.query(.done),
        "SEARCH t USING INDEX sqlite_autoindex_task_1 (role=? AND article>? AND article<?)"
      ),
      (
        "page", PageReading.query(.all),
        "SEARCH t USING INDEX sqlite_autoindex_task_1 (role=? AND article>? AND article<?)"
      ),
      (
        "cancel", WriteTransaction.readyOfRole,
        "SEARCH t USING INDEX task_ready (state=? AND role=?)"
      ),
      ("cancel claimed", WriteTransaction.claimedOfRole, "SCAN t USING INDEX task_claimed"),
      (
        "put cancelled back", WriteTransaction.cancelledOfRole,
        "SEARCH t USING INDEX task_cancelled (role=? AND id>?)"
      ),
      (
        "on their way", BatchRows.unaccepted,
        "SEARCH batch USING INDEX batch_settled (settled_at=?)"
      ),
      (
        "gatherable", WriteTransaction.gatherable,
        "SEARCH t USING INDEX task_ready (state=? AND role=? AND rung=? AND not_before=? AND rowid>?)"
      ),
      (
        "what waits", FailureReading.waiting,
        "SEARCH t USING INDEX task_ready (state=? AND role=? AND rung=? AND not_before>?)"
      ),
      (
        "unknown costs", UnknownCostReading.query,
        "SCAN attempt USING INDEX attempt_unknown"
      ),
      (
        "anything in flight", WriteTransaction.anyClaimed,
        "SCAN task USING INDEX task_claimed"
      ),
      (
        "results of an earlier prompt", WriteTransaction.madeWith,
        "SEARCH a USING INDEX attempt_done (job=? AND rowid>?)"
      ),
      (
        "results of a prompt in force again", WriteTransaction.keptFrom,
        "SEARCH a USING INDEX attempt_done (job=? AND rowid>?)"
      ),
      (
        "accepted page", PageReading.query(.accepted),
        "SEARCH t USING INDEX sqlite_autoindex_task_1 (role=? AND article>? AND article<?)"
      ),
      (
        "results to review", ReviewReading.page,
        "SEARCH t USING INDEX sqlite_autoindex_task_1 (role=? AND article>? AND article<?)"
      ),
      ("ledger", LedgerReading.after, "SEARCH a USING INTEGER PRIMARY KEY (rowid>?)"),
      ("attempt", LedgerReading.one, "SEARCH a USING INTEGER PRIMARY KEY (rowid=?)"),
      ("costs", LedgerReading.costs, "SEARCH task USING INTEGER PRIMARY KEY (rowid>?)"),
      (
        "ids", ArticleReading.anyWithPrefix,
        "SEARCH article USING COVERING INDEX sqlite_autoindex_article_1 (id>? AND id<?)"
      ),
      (
        "ids", ArticleReading.idsFrom,
        "SEARCH article USING COVERING INDEX sqlite_autoindex_article_1 (id>? AND id<?)"
      ),
      (
        "ids", ArticleReading.idsAfter,
        "SEARCH article USING COVERING INDEX sqlite_autoindex_article_1 (id>? AND id<?)"
      ),
      (
        "ids", ArticleReading.idsBefore,
        "SEARCH article USING COVERING INDEX sqlite_autoindex_article_1 (id>? AND id<?)"
      ),
      ("articles", ArticleReading.articlesAfter, "SEARCH article USING INTEGER PRIMARY KEY"),
      ("articles", ArticleReading.articlesBefore, "SEARCH article USING INTEGER PRIMARY KEY"),
      (
        "failed", ArticleReading.failedAfter,
        "SEARCH task USING INDEX task_failed (role=? AND article>?)"
      ),
      (
        "failed", ArticleReading.failedBefore,
        "SEARCH task USING INDEX task_failed (role=? AND article<?)"
      ),
      (
        "of a role", ArticleReading.tasksAfter,
        "SEARCH task USING COVERING INDEX sqlite_autoindex_task_1 (role=? AND article>?)"
      ),
      (
        "of a role", ArticleReading.tasksBefore,
        "SEARCH task USING COVERING INDEX sqlite_autoindex_task_1 (role=? AND article<?)"
      ),
      ("an article", ArticleReading.article, "SEARCH x USING INTEGER PRIMARY KEY (rowid=?)"),
      ("failed page", PageReading.query(.failed), "SEARCH t USING INDEX"),
      (
        "passed on", PassReading.query(.all),
        "SEARCH t USING INDEX sqlite_autoindex_task_1 (role=? AND article>? AND article<?)"
      ),
      (
        "passed on if done", PassReading.query(.done),
        "SEARCH t USING INDEX sqlite_autoindex_task_1 (role=? AND article>? AND article<?)"
      ),
      ("passed on if failed", PassReading.query(.failed), "SEARCH t USING INDEX"),
      (
        "its failure", PassReading.failure,
        "SEARCH t USING COVERING INDEX sqlite_autoindex_task_1 (role=? AND article=?)"
      ),
    ]
    for analyze in [false, true] {
      if analyze { try store.queue.inDatabase { try $0.execute(sql: "ANALYZE") } }
      for (name, sql, start) in expected {
        let plan = try Self.plan(store, sql)
        #expect(plan.hasPrefix(start), "\(name): \(plan)")
        #expect(!plan.contains("TEMP B-TREE"), "\(name): \(plan)")
        #expect(!plan.dropFirst(start.count).contains("SCAN"), "\(name): \(plan)")
      }
    }
    try store.close()
    _ = scratch
  }

  @Test func `no statement of a turn or of the figures reads all tasks`() throws {
    let (scratch, store) = try Self.scratch()
    _ = try store.beginRun(Make.run())
    let steps = Steps()
    store.queue.inDatabase { db in
      db.trace(options: .profile) { event in steps.note(event) }
    }
    let lanes = [0, 1].map { ClaimWish.Lane(role: Make.role, rung: $0) }
    for order in [ClaimWish.Order.input, .shortest, .unasked, .soonest] {
      let turn = Turn(now: Make.at(0), wishes: [ClaimWish(lanes: lanes, order: order)])
      let claim = try #require(try store.turn(turn, prepare: Make.send).claims[0])
      let settlement = Make.settlement(claim, Make.answer())
      _ = try store.turn(Turn(now: Make.at(1), settlements: [settlement]), prepare: Make.send)
    }
    _ = try store.recover(now: Make.at(2))
    let statements = steps.statements
    #expect(statements.count > 12)
    // A transaction that begins by reading fails at once where another has written meanwhile.
    #expect(statements.filter { $0.hasPrefix("BEGIN") } == ["BEGIN IMMEDIATE"])
    for sql in statements where sql.hasPrefix("SELECT") || sql.hasPrefix("UPDATE") {
      let plan = try Self.plan(store, sql)
      let scans = plan.split(separator: "\n").filter {
        $0.hasPrefix("SCAN") && !$0.contains("task_claimed")
      }
      #expect(scans.isEmpty, "\(sql)\n\(plan)")
    }
    try store.close()
    _ = scratch
  }
}
