import GRDB
import GRDBSQLite

/// The row that a statement stands at, read where SQLite holds it: what is read of it is valid until
/// the statement goes on. The tables' own rules keep a column from being of another type than is
/// asked for.
struct StandingRow {
  private let statement: SQLiteStatement

  init(_ statement: SQLiteStatement) { self.statement = statement }

  /// A number that may be null.
  func number(at column: Int32) -> Int64? {
    let number = sqlite3_column_int64(statement, column)
    return number == 0 && isNull(column) ? nil : number
  }

  /// A text that may be null, as UTF-8.
  func text(at column: Int32) -> UnsafeBufferPointer<UInt8>? {
    // As a text SQLite would copy a long one once more, to put a zero behind it.
    guard let start = sqlite3_column_blob(statement, column) else {
      return isNull(column) ? nil : UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(
      start: start.assumingMemoryBound(to: UInt8.self),
      count: Int(sqlite3_column_bytes(statement, column)))
  }

  /// - Throws: `Column.Damage` where it is null all the same: the file is damaged.
  func number(at column: Int32) throws -> Int64 {
    guard let number = number(at: column) as Int64? else { throw Self.damage("a number") }
    return number
  }

  /// - Throws: `Column.Damage` where it is null all the same: the file is damaged.
  func text(at column: Int32) throws -> UnsafeBufferPointer<UInt8> {
    guard let text = text(at: column) as UnsafeBufferPointer<UInt8>? else {
      throw Self.damage("a text")
    }
    return text
  }

  private func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL
  }

  private static func damage(_ noun: String) -> Column.Damage {
    Column.Damage(description: "a row holds nothing where \(noun) should be")
  }
}
