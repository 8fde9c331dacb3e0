import BatchCore
import Foundation
import GRDB

/// A path that should hold a queue: what is there, found out before anything is changed.
struct DatabaseFile {
  /// As the user gave it, for messages.
  let given: String
  /// Absolute, without symbolic links.
  let path: String

  init(_ given: String) {
    self.given = given
    path = FileSystem.resolved(given)
  }

  /// Checks that a queue can live at the path.
  func refuseUnsuitable() throws(StoreFailure) {
    if FileSystem.isFolder(path) {
      throw .unsuitable(path: given, reason: "it is a folder; name a file in it")
    }
    if FileSystem.exists(path), access(path, R_OK) != 0, errno == EACCES {
      throw .inputOutput(
        path: given,
        reason: "it is another user's, and you may not read it; use the account that made it")
    }
    let folder = FileSystem.folder(of: path)
    if let name = FileSystem.refusal(folder: folder) {
      throw .unsuitable(
        path: given, reason: "\(name) cannot hold a queue: use a folder on a local disk")
    }
  }

  /// Makes the empty file if there is none and one is wanted.
  func prepare(create: Bool) throws(StoreFailure) {
    if FileSystem.exists(path) { return }
    guard create else { throw .missing(path: given) }
    // SQLite gives the log and its index the mode of the file.
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return }
      throw .cannotCreate(path: given, reason: SystemError.text(errno))
    }
    close(descriptor)
  }

  /// The schema's version, 0 if the file is empty; only reads.
  ///
  /// - Throws: `.notOurs` if another program made the file, `.newer` if a later version of ours
  ///   did.
  func version(through queue: DatabaseQueue) throws -> Int {
    let (identity, version, pages) = try queue.inDatabase { db in
      (
        try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      )
    }
    if identity == 0, version == 0, pages == 0 { return 0 }
    guard identity == Connection.applicationID else { throw StoreFailure.notOurs(path: given) }
    guard version <= Migrations.current.version else {
      throw StoreFailure.newer(path: given, version: version)
    }
    return version
  }

  /// The same for the one writer, before it writes, of a file that nobody in this process has open.
  func version() throws(StoreFailure) -> Int {
    do {
      do {
        return try readVersion()
      } catch let error as DatabaseError
        where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
      {
        guard mayBeOurs else { throw StoreFailure.notOurs(path: given) }
        try Connection.rollBack(path: path)
        return try readVersion()
      }
    } catch {
      throw StoreFailure(error, path: given)
    }
  }

  /// Looks at the file as it lies there: nothing is undone in another program's.
  private var mayBeOurs: Bool {
    guard let queue = try? Connection.reader(path: path, isImmutable: true) else { return true }
    defer { try? queue.close() }
    let identity = try? queue.inDatabase { db in
      try Int32.fetchOne(db, sql: "PRAGMA application_id")
    }
    // A maker that died may not have come to write it.
    return identity == nil || identity == 0 || identity == Connection.applicationID
  }

  private func readVersion() throws -> Int {
    let queue = try Connection.reader(path: path)
    defer { try? queue.close() }
    return try version(through: queue)
  }
}
