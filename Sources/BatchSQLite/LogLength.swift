import GRDB
import GRDBSQLite
import Synchronization

/// How long a connection's log is, so that it is written into the file when nobody waits: SQLite by
/// itself (`wal_autocheckpoint`) does it before the commit returns that made the log long.
final class LogLength: Sendable {
  /// Pages from which on it is written into the file.
  static let limit: Int32 = 4000
  /// Pages from which on somebody has to wait for that.
  static let most: Int32 = 12_000

  private let pages = Atomic<Int32>(0)

  /// Counts from now on, instead of SQLite; for as long as the connection is open, this must be
  /// kept.
  func watch(_ db: Database) {
    _ = sqlite3_wal_hook(
      db.sqliteConnection,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<LogLength>.fromOpaque(context).takeUnretainedValue()
          .pages.store(pages, ordering: .relaxed)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Writes the log into the file if it is this long; what fails there is done again after a later
  /// commit.
  func empty(_ db: Database, from limit: Int32 = limit) {
    guard pages.load(ordering: .relaxed) >= limit, let connection = db.sqliteConnection else {
      return
    }
    pages.store(0, ordering: .relaxed)
    sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
  }

  /// It is time for `empty`.
  var isLong: Bool { pages.load(ordering: .relaxed) >= Self.limit }
}
