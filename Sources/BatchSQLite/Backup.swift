import BatchCore
import Foundation
import GRDB

/// A consistent copy of a queue in a file of its own.
enum Backup {
  /// Copies the database, 0600, and syncs the copy and its folder; a copy that failed is removed.
  ///
  /// - Parameter replacing: an older copy of this name is given up; else it is refused.
  static func copy(_ queue: DatabaseQueue, to path: String, replacing: Bool = false) throws {
    if replacing { unlink(path) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = errno == EEXIST ? "it exists already" : SystemError.text(errno)
      throw StoreFailure.cannotCreate(path: path, reason: reason)
    }
    close(descriptor)
    do {
      // VACUUM INTO accepts an empty file, and so keeps its mode.
      try queue.inDatabase { db in try db.execute(sql: "VACUUM INTO ?", arguments: [path]) }
      try sync(path, O_RDWR)
      try sync(FileSystem.folder(of: path), O_RDONLY | O_DIRECTORY)
    } catch {
      unlink(path)
      throw error
    }
  }

  private static func sync(_ path: String, _ flags: Int32) throws {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StoreFailure.inputOutput(path: path, reason: SystemError.text(errno))
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw StoreFailure.inputOutput(path: path, reason: SystemError.text(errno))
    }
  }
}
