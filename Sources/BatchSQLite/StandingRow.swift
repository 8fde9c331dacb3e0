import GRDB
import GRDBSQLite

/// The row that a statement stands at, read where SQLite holds it: what is read of it is valid until
/// the statement goes on.
///
/// Each read throws `Column.Damage` where a column is of another type than is asked for, or null
/// where it must not be: the tables' own rules keep it from that, so the file is damaged.
struct StandingRow {
  private let statement: SQLiteStatement

  init(_ statement: SQLiteStatement) { self.statement = statement }

  /// A number that may be null.
  func number(at column: Int32) throws -> Int64? {
    guard try isThere(column, as: SQLITE_INTEGER, "a number") else { return nil }
    return sqlite3_column_int64(statement, column)
  }

  /// A text that may be null, as UTF-8.
  func text(at column: Int32) throws -> UnsafeBufferPointer<UInt8>? {
    guard try isThere(column, as: SQLITE_TEXT, "a text") else { return nil }
    // As a text SQLite would copy a long one once more, to put a zero behind it.
    let start = sqlite3_column_blob(statement, column)
    return UnsafeBufferPointer(
      start: start?.assumingMemoryBound(to: UInt8.self),
      count: Int(sqlite3_column_bytes(statement, column)))
  }

  func number(at column: Int32) throws -> Int64 {
    guard let number = try number(at: column) as Int64? else {
      throw Self.damage("nothing", "a number")
    }
    return number
  }

  func text(at column: Int32) throws -> UnsafeBufferPointer<UInt8> {
    guard let text = try text(at: column) as UnsafeBufferPointer<UInt8>? else {
      throw Self.damage("nothing", "a text")
    }
    return text
  }

  private func isThere(_ column: Int32, as type: Int32, _ noun: String) throws -> Bool {
    let found = sqlite3_column_type(statement, column)
    guard found == type || found == SQLITE_NULL else {
      throw Self.damage("something else", noun)
    }
    return found == type
  }

  private static func damage(_ found: String, _ noun: String) -> Column.Damage {
    Column.Damage(description: "a row holds \(found) where \(noun) should be")
  }
}
