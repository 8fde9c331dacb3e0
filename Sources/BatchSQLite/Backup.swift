import BatchCore
import Foundation
import GRDB
import Glibc

/// A consistent copy of a queue in a file of its own.
enum Backup {
  /// Copies the database, 0600, beside its name, and gives it that name when it is whole and on
  /// disk, so that a copy is never a part of one, whenever its maker dies.
  ///
  /// - Parameter replacing: an older copy of this name is given up; else it is refused.
  static func copy(_ queue: DatabaseQueue, to path: String, replacing: Bool = false) throws {
    if !replacing, FileSystem.exists(path) {
      // An empty one is no copy: an earlier try may have kept the place with it.
      guard isEmpty(path), unlink(path) == 0 else { throw exists(path) }
    }
    let beside = "\(path).part-\(getpid())"
    // Of a process that had our number and was killed.
    unlink(beside)
    let descriptor = open(beside, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreFailure.cannotCreate(path: path, reason: SystemError.text(errno))
    }
    close(descriptor)
    do {
      // VACUUM INTO accepts an empty file, and so keeps its mode.
      try queue.inDatabase { db in try db.execute(sql: "VACUUM INTO ?", arguments: [beside]) }
      try sync(beside, O_RDWR)
      try name(beside, path, replacing: replacing)
    } catch {
      unlink(beside)
      throw error
    }
    do {
      try sync(FileSystem.folder(of: path), O_RDONLY | O_DIRECTORY)
    } catch {
      unlink(path)
      throw error
    }
  }

  private static func name(_ beside: String, _ path: String, replacing: Bool) throws {
    if !replacing {
      // A second link, unlike a new name, never takes a file's place.
      if link(beside, path) == 0 {
        unlink(beside)
        return
      }
      guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else { throw unnamed(path, errno) }
      // A file system without links: an empty file keeps the place free.
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw unnamed(path, errno) }
      close(descriptor)
    }
    guard rename(beside, path) == 0 else {
      let code = errno
      if !replacing { unlink(path) }
      throw unnamed(path, code)
    }
  }

  private static func isEmpty(_ path: String) -> Bool {
    var about = stat()
    return lstat(path, &about) == 0 && about.st_mode & S_IFMT == S_IFREG && about.st_size == 0
  }

  private static func unnamed(_ path: String, _ code: Int32) -> StoreFailure {
    switch code {
    case EEXIST: exists(path)
    case ENOSPC: .full(path: path)
    default: .inputOutput(path: path, reason: SystemError.text(code))
    }
  }

  private static func exists(_ path: String) -> StoreFailure {
    .cannotCreate(path: path, reason: "it exists already")
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
