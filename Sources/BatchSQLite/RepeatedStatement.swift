import GRDB
import GRDBSQLite

/// A statement that is carried out again and again, with nothing looked up, copied or boxed between,
/// which took a quarter of the writer's time (perf, a million short articles).
struct RepeatedStatement {
  private let cached: Statement
  private let statement: SQLiteStatement

  init(_ sql: String, _ db: Database) throws {
    cached = try db.cachedStatement(sql: sql)
    statement = cached.sqliteStatement
  }

  func bind(_ number: Int64, at index: Int32) { sqlite3_bind_int64(statement, index, number) }

  /// Binds a text that must stay where it is while the statement is carried out.
  func bind(_ text: UnsafeBufferPointer<UInt8>, at index: Int32) {
    // An empty text may have no address, which would be null.
    guard !text.isEmpty else { return _ = sqlite3_bind_text(statement, index, "", 0, nil) }
    _ = text.withMemoryRebound(to: CChar.self) { text in
      sqlite3_bind_text64(
        statement, index, text.baseAddress, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
    }
  }

  /// Carries it out; it gives no rows.
  func run() throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: sqlite3_errmsg(sqlite3_db_handle(statement)).map { String(cString: $0) },
        sql: cached.sql)
    }
  }

  /// Lets go of what was bound last.
  func clear() { sqlite3_clear_bindings(statement) }
}
