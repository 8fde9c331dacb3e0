import Foundation
import GRDB
import GRDBSQLite
import Testing

@testable import BatchSQLite

@Suite struct GatheredLogTests {
  /// Pages of a connection that keeps ten of them in memory: the others go to the log and come
  /// back from it before the transaction ends.
  static func small(_ scratch: Scratch) throws -> SQLiteTaskStore {
    let store = try scratch.store()
    try store.queue.inDatabase { db in
      try db.execute(
        sql: "PRAGMA cache_size = 10; CREATE TABLE filler(id INTEGER PRIMARY KEY, text TEXT)")
    }
    return store
  }

  static func fill(_ db: Database, _ range: Range<Int>, _ letter: String) throws {
    for id in range {
      try db.execute(
        sql: "INSERT OR REPLACE INTO filler VALUES (?, ?)",
        arguments: [id, String(repeating: letter, count: 1_000 + id % 7 * 3_000)])
    }
  }

  /// Rows whose text is of this letter alone, as another connection sees them.
  static func count(_ scratch: Scratch, of letter: String) throws -> Int {
    let other = try Connection.reader(path: scratch.path)
    defer { try? other.close() }
    return try other.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM filler WHERE trim(text, ?) = '' AND length(text) = 1000 + id % 7 * 3000
          """, arguments: [letter]) ?? -1
    }
  }

  /// Which methods SQLite calls for a connection's log.
  static func methods(_ db: Database) -> UnsafeRawPointer? {
    var file: UnsafeMutablePointer<sqlite3_file>?
    let code = sqlite3_file_control(
      db.sqliteConnection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file)
    return code == SQLITE_OK ? UnsafeRawPointer(file?.pointee.pMethods) : nil
  }

  @Test func `the writer's log is gathered, and no other`() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let reader = try Connection.reader(path: scratch.path)
    let another = try Connection.reader(path: scratch.path)
    func methods(_ queue: DatabaseQueue) throws -> UnsafeRawPointer? {
      try queue.read { db in
        _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM task")
        return Self.methods(db)
      }
    }
    let plain = try #require(try methods(reader))
    #expect(try methods(another) == plain)
    #expect(try methods(store.queue) != plain)
  }

  @Test func `what is read back before the end of a transaction is what was written`() throws {
    let scratch = try Scratch()
    let store = try Self.small(scratch)
    try store.queue.inDatabase { db in
      try db.transaction {
        try Self.fill(db, 0..<200, "a")
        try Self.fill(db, 50..<100, "b")
        #expect(
          try Int.fetchOne(db, sql: "SELECT count(*) FROM filler WHERE text LIKE 'b%'") == 50)
        try Self.fill(db, 0..<25, "b")
      }
    }
    #expect(try Self.count(scratch, of: "a") == 125)
    #expect(try Self.count(scratch, of: "b") == 75)
    let findings = try store.queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    #expect(findings == ["ok"])
  }

  @Test func `a transaction that is taken back leaves nothing for the next one`() throws {
    let scratch = try Scratch()
    let store = try Self.small(scratch)
    struct Broken: Error {}
    try store.queue.inDatabase { db in
      try db.transaction { try Self.fill(db, 0..<50, "a") }
      #expect(throws: Broken.self) {
        try db.transaction {
          try Self.fill(db, 0..<150, "b")
          throw Broken()
        }
      }
      try db.transaction { try Self.fill(db, 40..<60, "c") }
    }
    #expect(try Self.count(scratch, of: "a") == 40)
    #expect(try Self.count(scratch, of: "b") == 0)
    #expect(try Self.count(scratch, of: "c") == 20)
  }

  @Test func `a commit is in the files for who copies them at once`() throws {
    let scratch = try Scratch()
    let copy = try Scratch()
    let store = try Self.small(scratch)
    for round in 1...30 {
      try store.queue.inDatabase { db in
        try db.transaction { try Self.fill(db, 0..<round, "d") }
      }
      for end in ["", "-wal"] {
        try? FileManager.default.removeItem(atPath: copy.path + end)
        try FileManager.default.copyItem(atPath: scratch.path + end, toPath: copy.path + end)
      }
      try? FileManager.default.removeItem(atPath: copy.path + "-shm")
      #expect(try Self.count(copy, of: "d") == round)
    }
  }
}
