import BatchCore
import CSQLite
import Foundation
import GRDB

/// How the file is opened, by the one writer and by readers.
enum Connection {
  /// "btch", so that no other program's file is taken for a queue.
  static let applicationID: Int32 = 0x6274_6368

  /// Opens the one connection that writes and checkpoints.
  static func writer(path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      // SQLite empties the log by itself until `LogLength` does: while the file is brought up to date.
      try db.execute(
        sql: """
          PRAGMA foreign_keys = ON;
          PRAGMA wal_autocheckpoint = \(LogLength.limit);
          PRAGMA journal_size_limit = 67108864;
          PRAGMA cache_size = -8192;
          PRAGMA temp_store = MEMORY;
          PRAGMA mmap_size = 0;
          PRAGMA trusted_schema = OFF;
          PRAGMA cell_size_check = ON;
          PRAGMA secure_delete = OFF;
          """)
    }
    let queue = try open(path, configuration)
    // GRDB sets NORMAL after `prepareDatabase`, under which a power cut can take answers back that
    // were paid for.
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
      GatheredLog.begin(db)
    }
    return queue
  }

  /// Opens a connection that cannot write.
  ///
  /// - Parameter isImmutable: nobody writes the file and nothing can be made beside it.
  static func reader(path: String, isImmutable: Bool = false) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(
        sql: """
          PRAGMA cache_size = -8192;
          PRAGMA temp_store = MEMORY;
          PRAGMA mmap_size = 0;
          PRAGMA trusted_schema = OFF;
          PRAGMA cell_size_check = ON;
          """)
    }
    return try open(isImmutable ? immutableURI(path) : path, configuration)
  }

  /// Undoes what a process left half done that died before the file had its log: as it made the
  /// file, or as it began to write into a copy. Only for the one writer.
  static func rollBack(path: String) throws {
    let queue = try open(path, Configuration())
    defer { try? queue.close() }
    // The first look at the file undoes it.
    _ = try queue.inDatabase { db in try Int.fetchOne(db, sql: "PRAGMA user_version") }
  }

  private static func open(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
    _ = withoutStatistics
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Once a process, before its first connection; later it would be refused and do nothing.
  private static let withoutStatistics = batch_sqlite_without_statistics()

  private static func immutableURI(_ path: String) -> String {
    let plain = CharacterSet(charactersIn: "/-._~").union(.alphanumerics)
    let escaped = path.addingPercentEncoding(withAllowedCharacters: plain) ?? path
    return "file:\(escaped)?immutable=1"
  }
}
