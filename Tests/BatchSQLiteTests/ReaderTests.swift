import BatchCore
import Foundation
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct ReaderTests {
  @Test func `a reader sees a live writer's work, and all of it after its kill -9`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    _ = try store.enqueue([Make.article(1)], update: false)
    try store.close()
    let child = try Child(python: Child.writeArticle, scratch.path)
    let early = try scratch.reader()
    #expect(try early.figures(now: Make.at(0)).articles == 2)
    #expect((FileSystem.size(scratch.path + "-wal") ?? 0) > 0)
    child.kill()
    #expect(try early.figures(now: Make.at(0)).articles == 2)
    #expect(try scratch.reader().history(article: "child").article.body == "b")
    let next = try scratch.store(create: false)
    #expect(try next.enqueue([Make.article(2)], update: false) == [.queued])
    #expect(try early.figures(now: Make.at(0)).articles == 3)
    #expect(try early.verify() == [])
    try next.close()
  }

  @Test func `a reader makes the log's index it needs`() throws {
    let scratch = try Scratch()
    try scratch.store().close()
    for suffix in ["-wal", "-shm"] { unlink(scratch.path + suffix) }
    #expect(try scratch.reader().figures(now: Make.at(0)).articles == 0)
  }

  @Test func `a state that was never written is damage, and no line is made of it`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    _ = try store.enqueue([Make.article(1)], update: false)
    _ = try store.makeTasks(role: Make.role, limit: 10)
    try store.close()
    let queue = try Connection.writer(path: scratch.path)
    try queue.inDatabase { db in
      try db.execute(
        sql: "PRAGMA ignore_check_constraints = ON; UPDATE task SET state = '\"odd\"'")
    }
    try queue.close()
    #expect {
      _ = try scratch.reader().pass(role: Make.role, after: 0, filter: .all) { _ in true }
    } throws: { error in
      if case StoreFailure.corrupt = error { true } else { false }
    }
  }

  @Test func `a reader cannot write`() throws {
    let scratch = try Scratch()
    try scratch.store().close()
    let queue = try Connection.reader(path: scratch.path)
    #expect(throws: (any Error).self) {
      try queue.inDatabase { try $0.execute(sql: "DELETE FROM article") }
    }
  }

  // Root may write everywhere, so only others can see this.
  @Test(.enabled(if: geteuid() != 0))
  func `in a folder that cannot be written a whole file is read, one with a log is not`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    _ = try store.enqueue([Make.article(1)], update: false)
    let log = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "-wal"))
    try store.close()
    for suffix in ["-wal", "-shm", ".lock"] { unlink(scratch.path + suffix) }
    chmod(scratch.folder, 0o500)
    defer { chmod(scratch.folder, 0o700) }
    #expect(try scratch.reader().figures(now: Make.at(0)).articles == 1)
    chmod(scratch.folder, 0o700)
    try log.write(to: URL(fileURLWithPath: scratch.path + "-wal"))
    chmod(scratch.folder, 0o500)
    #expect {
      try scratch.reader()
    } throws: { error in
      guard case .unsuitable(_, let reason) = error as? StoreFailure else { return false }
      return reason.contains("copy it and \(scratch.path)-wal together")
    }
    #expect {
      try SQLiteTaskStore.open(
        path: scratch.folder + "/new.sqlite", purpose: .enqueue, create: true)
    } throws: { error in
      guard case .cannotCreate = error as? StoreFailure else { return false }
      return true
    }
  }

  @Test func `a page over many articles that do not match is put together from short reads`() throws
  {
    let scratch = try Scratch()
    let store = try scratch.store()
    let count = Int(PageReading.reach) * 2 + 10
    _ = try store.enqueue((1...count).map { Make.article($0, body: "") }, update: false)
    _ = try store.makeTasks(role: Make.role)
    try store.queue.inDatabase {
      try $0.execute(sql: "UPDATE task SET size = -1 WHERE article IN (5, \(count))")
    }
    let lanes = [ClaimWish.Lane(role: Make.role, rung: 0)]
    for _ in 1...2 {
      let turn = Turn(now: Make.at(0), wishes: [ClaimWish(lanes: lanes, order: .cheapest)])
      let claim = try #require(try store.turn(turn, prepare: Make.send).claims[0])
      let settlement = Make.settlement(claim, Make.answer())
      _ = try store.turn(Turn(now: Make.at(1), settlements: [settlement]), prepare: Make.send)
    }
    let rows = try scratch.reader().page(role: Make.role, after: 0, filter: .done, limit: 10)
    #expect(rows.map(\.number) == [5, Int64(count)])
    #expect(rows.allSatisfy { $0.result != nil })
    var numbers: [Int64] = []
    var reads = 0
    var next: Int64? = 0
    while let last = next {
      reads += 1
      next = try scratch.reader().pass(role: Make.role, after: last, filter: .done) { row in
        numbers.append(row.number)
        return true
      }
    }
    #expect(numbers == [5, Int64(count)])
    #expect(reads == 3)
    try store.close()
  }

  @Test(arguments: [
    ("a1", ["a1", "a10", "b1", "x"], ["a1", "a10", "b1"]),
    (
      "artikel-17", ["artikel-71", "artikel-170", "artikel-1", "zzz"],
      ["artikel-1", "artikel-170", "artikel-71"]
    ),
    ("", ["a", "b"], ["a", "b"]),
    ("nothing like these", ["a", "b"], []),
  ])
  func `nearest ids share a prefix or differ by little`(
    _ id: String, _ ids: [String], _ nearest: [String]
  ) {
    #expect(NearestIDs.rank(ids, near: id) == nearest)
  }
}
