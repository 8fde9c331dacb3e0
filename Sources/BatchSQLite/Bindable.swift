import Foundation
import GRDB
import GRDBSQLite

/// A value for a statement's parameter.
protocol Bindable {
  /// Binds the value and runs the body, while whose run it stays bound.
  ///
  /// - Returns: what the body returns, or SQLite's code if the value cannot be bound.
  func bound(to statement: SQLiteStatement, at index: Int32, _ body: () -> Int32) -> Int32
}

extension Int64: Bindable {
  func bound(to statement: SQLiteStatement, at index: Int32, _ body: () -> Int32) -> Int32 {
    let code = sqlite3_bind_int64(statement, index, self)
    return code == SQLITE_OK ? body() : code
  }
}

extension Int: Bindable {
  func bound(to statement: SQLiteStatement, at index: Int32, _ body: () -> Int32) -> Int32 {
    Int64(self).bound(to: statement, at: index, body)
  }
}

extension Int32: Bindable {
  func bound(to statement: SQLiteStatement, at index: Int32, _ body: () -> Int32) -> Int32 {
    Int64(self).bound(to: statement, at: index, body)
  }
}

extension Bool: Bindable {
  func bound(to statement: SQLiteStatement, at index: Int32, _ body: () -> Int32) -> Int32 {
    Int64(self ? 1 : 0).bound(to: statement, at: index, body)
  }
}

/// Whole, even with a NUL in it.
extension String: Bindable {
  func bound(to statement: SQLiteStatement, at index: Int32, _ body: () -> Int32) -> Int32 {
    var text = self
    return text.withUTF8 { utf8 in
      let code = utf8.withMemoryRebound(to: CChar.self) { bytes in
        // An empty text may have no address, which would be null.
        bytes.isEmpty
          ? sqlite3_bind_text(statement, index, "", 0, nil)
          : sqlite3_bind_text64(
            statement, index, bytes.baseAddress, UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
      }
      return code == SQLITE_OK ? body() : code
    }
  }
}

/// As a blob.
extension Array: Bindable where Element == UInt8 {
  func bound(to statement: SQLiteStatement, at index: Int32, _ body: () -> Int32) -> Int32 {
    withUnsafeBytes { bytes in
      let code =
        bytes.isEmpty
        ? sqlite3_bind_zeroblob(statement, index, 0)
        : sqlite3_bind_blob64(statement, index, bytes.baseAddress, UInt64(bytes.count), nil)
      return code == SQLITE_OK ? body() : code
    }
  }
}
