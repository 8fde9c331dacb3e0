import GRDB

extension Database {
  /// Runs a statement that is prepared once per connection.
  func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// The first row of a statement that is prepared once per connection.
  func first(
    _ sql: String, _ arguments: StatementArguments = StatementArguments()
  ) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  /// All rows of a statement that is prepared once per connection.
  func all(
    _ sql: String, _ arguments: StatementArguments = StatementArguments()
  ) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  /// The first column of the first row, nil if there is no row or it is null.
  func number(
    _ sql: String, _ arguments: StatementArguments = StatementArguments()
  ) throws -> Int64? {
    try first(sql, arguments)?[0]
  }
}
