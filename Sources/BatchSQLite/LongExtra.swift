import BatchCore
import GRDB
import GRDBSQLite

/// The other fields of articles whose row goes on over further pages, behind the body: nearly all
/// have none, which is told from the row's beginning, without its body.
struct LongExtra: ~Copyable {
  /// Of title and body, in bytes: with fewer they are on one page.
  static let size = 3_000

  private let connection: SQLiteConnection?
  private var blob: OpaquePointer?

  init(_ db: Database) { connection = db.sqliteConnection }

  deinit { sqlite3_blob_close(blob) }

  /// Hands an article's other fields to the body.
  mutating func read<Result>(
    article: Int64, _ body: (StoredRow.Text) throws -> Result
  ) throws -> Result {
    try check(
      blob == nil
        ? sqlite3_blob_open(connection, "main", "content", "extra", article, 0, &blob)
        : sqlite3_blob_reopen(blob, article))
    let count = sqlite3_blob_bytes(blob)
    let none: StaticString = "{}"
    if count == none.utf8CodeUnitCount {
      return try body(UnsafeBufferPointer(start: none.utf8Start, count: Int(count)))
    }
    var bytes = [UInt8](repeating: 0, count: Int(count))
    try check(sqlite3_blob_read(blob, &bytes, count, 0))
    return try bytes.withUnsafeBufferPointer(body)
  }

  private func check(_ code: Int32) throws {
    guard code != SQLITE_OK else { return }
    throw DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: sqlite3_errmsg(connection).map { String(cString: $0) })
  }
}
