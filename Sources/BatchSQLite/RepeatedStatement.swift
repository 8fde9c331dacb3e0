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

  func bind(_ number: Int64, at index: Int32) throws {
    try check(sqlite3_bind_int64(statement, index, number), is: SQLITE_OK)
  }

  /// Binds a text that must stay where it is while the statement is carried out.
  func bind(_ text: UnsafeBufferPointer<UInt8>, at index: Int32) throws {
    let code = text.withMemoryRebound(to: CChar.self) { text in
      // An empty text may have no address, which would be null.
      text.isEmpty
        ? sqlite3_bind_text(statement, index, "", 0, nil)
        : sqlite3_bind_text64(
          statement, index, text.baseAddress, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
    }
    try check(code, is: SQLITE_OK)
  }

  /// Carries it out; it gives no rows.
  func run() throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    try check(code, is: SQLITE_DONE)
  }

  private func check(_ code: Int32, is wanted: Int32) throws {
    guard code != wanted else { return }
    throw DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: sqlite3_errmsg(sqlite3_db_handle(statement)).map { String(cString: $0) },
      sql: cached.sql)
  }

  /// Lets go of what was bound last.
  func clear() { sqlite3_clear_bindings(statement) }
}
