import BatchCore
import GRDB
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct FullDiskTests {
  static func limit(_ store: SQLiteTaskStore, to pages: Int) throws {
    try store.queue.inDatabase { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
  }

  @Test func `a turn that finds the disk full can be written when there is room again`() throws {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    try queue.fill(3)
    let store = try #require(queue.store as? SQLiteTaskStore)
    let claim = try #require(try queue.claim())
    let before = try queue.figures()
    let large = "\"" + String(repeating: "x", count: 200_000) + "\""
    let wish = ClaimWish(lanes: [.init(role: Make.role, rung: 0)])
    let turn = Turn(
      now: Make.at(9), settlements: [Make.settlement(claim, Make.answer(large))], wishes: [wish])
    try Self.limit(store, to: 1)
    for _ in 1...2 {
      #expect(throws: StoreFailure.full(path: scratch.path)) {
        try store.turn(turn, prepare: Make.send)
      }
      #expect(try queue.figures() == before)
      try queue.verify()
    }
    try Self.limit(store, to: 1_000_000)
    let result = try store.turn(turn, prepare: Make.send)
    #expect(result.refused == [])
    #expect(result.claims[0]?.articleID == "a2")
    #expect(try queue.task(1).result?.output == large)
    #expect(try queue.figures().attempts == 2)
    try queue.verify()
  }

  @Test func `an enqueueing that finds the disk full adds nothing`() throws {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    let store = try #require(queue.store as? SQLiteTaskStore)
    try Self.limit(store, to: 1)
    let articles = (1...50).map { Make.article($0, body: String(repeating: "x", count: 5_000)) }
    #expect(throws: StoreFailure.full(path: scratch.path)) {
      try store.enqueue(articles, update: false)
    }
    #expect(try queue.reader.figures(now: Make.at(0)).articles == 0)
    try Self.limit(store, to: 1_000_000)
    #expect(try store.enqueue(articles, update: false).count == 50)
  }

  @Test(arguments: [
    (ResultCode.SQLITE_FULL, StoreFailure.full(path: "p")),
    (.SQLITE_NOTADB, .notOurs(path: "p")),
    (.SQLITE_BUSY, .busy(path: "p", holder: "another process", isRun: false)),
    (
      .SQLITE_IOERR_FSYNC,
      .inputOutput(path: "p", reason: "m (SQLite 1034). Check the disk and its file system")
    ),
    (.SQLITE_READONLY, .inputOutput(path: "p", reason: "m (SQLite 8)")),
    (.SQLITE_CORRUPT, .corrupt(path: "p", reason: "m (SQLite 11)")),
    (.SQLITE_CONSTRAINT_FOREIGNKEY, .inputOutput(path: "p", reason: "m (SQLite 787)")),
  ])
  func `an error of SQLite's has a name of ours`(_ code: ResultCode, _ failure: StoreFailure) {
    #expect(StoreFailure(DatabaseError(resultCode: code, message: "m"), path: "p") == failure)
  }

  @Test func `a store that was closed says so instead of crashing`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.close()
    try store.close()
    #expect(throws: StoreFailure.self) { try store.recover(now: Make.at(0)) }
  }
}
