import GRDB
import GRDBSQLite

/// One row of a result, read once and kept.
struct Row {
  enum Value {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    fileprivate var noun: String {
      switch self {
      case .null: "nothing"
      case .integer: "a number"
      case .text: "a text"
      case .blob: "bytes"
      }
    }
  }

  private let values: [Value]

  /// Reads the row that a statement stands at.
  init(_ statement: SQLiteStatement) {
    values = (0..<sqlite3_column_count(statement)).map { column in
      switch sqlite3_column_type(statement, column) {
      case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
      case SQLITE_TEXT:
        let start = sqlite3_column_text(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return .text(
          String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
      case SQLITE_BLOB:
        let start = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
      default: return .null
      }
    }
  }

  /// A column that may be null.
  subscript<Read: Readable>(_ column: Int) -> Read? { Read(values[column]) }

  /// A column that the tables' own rules keep from being null or of another type.
  ///
  /// - Throws: `Column.Damage` where it is so all the same: the file is damaged.
  subscript<Read: Readable>(_ column: Int) -> Read {
    get throws {
      guard let value = Read(values[column]) else {
        throw Column.Damage(
          description: "a row holds \(values[column].noun) where \(Read.noun) should be")
      }
      return value
    }
  }
}

/// What a column can be read as.
protocol Readable {
  /// nil if the value is null or of another type.
  init?(_ value: Row.Value)

  /// What it is, in a sentence about damage.
  static var noun: String { get }
}

extension Int64: Readable {
  static var noun: String { "a number" }

  init?(_ value: Row.Value) {
    guard case .integer(let number) = value else { return nil }
    self = number
  }
}

extension Int: Readable {
  static var noun: String { "a number" }

  init?(_ value: Row.Value) {
    guard case .integer(let number) = value else { return nil }
    self.init(number)
  }
}

extension Bool: Readable {
  static var noun: String { "a number" }

  init?(_ value: Row.Value) {
    guard case .integer(let number) = value else { return nil }
    self = number != 0
  }
}

extension String: Readable {
  static var noun: String { "a text" }

  init?(_ value: Row.Value) {
    guard case .text(let text) = value else { return nil }
    self = text
  }
}

extension Array: Readable where Element == UInt8 {
  static var noun: String { "bytes" }

  init?(_ value: Row.Value) {
    guard case .blob(let bytes) = value else { return nil }
    self = bytes
  }
}
