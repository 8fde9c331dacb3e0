import GRDB
import GRDBSQLite

/// Statements that are prepared once per connection, bound and read without a copy between: GRDB's
/// own binding and rows took half of a turn (perf, 5 settlements and 5 claims).
extension Database {
  /// Runs the body in a transaction of the one writer; when it throws, nothing of it is kept.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try transaction("BEGIN IMMEDIATE", body)
  }

  /// Runs a body that only reads with one look at the locks.
  func reading<Result>(_ body: () throws -> Result) throws -> Result {
    try transaction("BEGIN", body)
  }

  private func transaction<Result>(
    _ begin: String, _ body: () throws -> Result
  ) throws -> Result {
    try run(begin)
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // A full disk, for one, has SQLite undo it by itself.
      if isInsideTransaction { try? run("ROLLBACK") }
      throw error
    }
  }

  /// Runs a statement to its end.
  func run(_ sql: String, _ arguments: [(any Bindable)?] = []) throws {
    try step(sql, arguments) { _ in true }
  }

  /// Rows that the last statement has inserted, updated or deleted.
  var changed: Int { Int(sqlite3_changes(sqliteConnection)) }

  /// The rowid that was inserted last.
  var lastRowID: Int64 { sqlite3_last_insert_rowid(sqliteConnection) }

  /// The first row of a statement.
  func first(_ sql: String, _ arguments: [(any Bindable)?] = []) throws -> Row? {
    var row: Row?
    try step(sql, arguments) { statement in
      row = Row(statement)
      return false
    }
    return row
  }

  /// All rows of a statement.
  func all(_ sql: String, _ arguments: [(any Bindable)?] = []) throws -> [Row] {
    var rows: [Row] = []
    try step(sql, arguments) { statement in
      rows.append(Row(statement))
      return true
    }
    return rows
  }

  /// Goes through the rows of a statement where SQLite holds them, as long as the body wants more.
  func each(
    _ sql: String, _ arguments: [(any Bindable)?] = [], _ body: (StandingRow) throws -> Bool
  ) throws {
    var failure: (any Error)?
    try step(sql, arguments) { statement in
      do {
        return try body(StandingRow(statement))
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
  }

  /// The first column of the first row, nil if there is no row or it is null.
  func number(_ sql: String, _ arguments: [(any Bindable)?] = []) throws -> Int64? {
    try first(sql, arguments)?[0]
  }

  /// Binds the arguments, and steps through the rows as long as `take` wants more.
  private func step(
    _ sql: String, _ arguments: [(any Bindable)?], take: (SQLiteStatement) -> Bool
  ) throws {
    let statement = try cachedStatement(sql: sql).sqliteStatement
    guard sqlite3_bind_parameter_count(statement) == arguments.count else {
      throw Column.Damage(description: "\(arguments.count) arguments for: \(sql)")
    }
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    let code = Self.bind(arguments[...], to: statement) { () -> Int32 in
      var code = sqlite3_step(statement)
      while code == SQLITE_ROW, take(statement) { code = sqlite3_step(statement) }
      return code
    }
    guard code == SQLITE_DONE || code == SQLITE_ROW else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: sqlite3_errmsg(sqlite3_db_handle(statement)).map { String(cString: $0) }, sql: sql)
    }
  }

  /// Runs the body while all arguments are bound: texts stay where they are meanwhile.
  private static func bind(
    _ arguments: ArraySlice<(any Bindable)?>, to statement: SQLiteStatement, _ body: () -> Int32
  ) -> Int32 {
    guard let argument = arguments.first else { return body() }
    let index = Int32(arguments.startIndex + 1)
    let rest = arguments.dropFirst()
    guard let argument else {
      sqlite3_bind_null(statement, index)
      return bind(rest, to: statement, body)
    }
    return argument.bound(to: statement, at: index) { bind(rest, to: statement, body) }
  }
}
