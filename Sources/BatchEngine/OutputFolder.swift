import BatchCore
import Foundation
import Glibc

/// A folder of results, one file each: written beside their names and renamed, so that a reader
/// sees an old file or a new one, never a part. Other files in it are left alone.
///
/// Everything goes through the folder's own descriptor and plain names: nothing is written outside
/// it, and a link in a file's place is replaced, not followed.
package final class OutputFolder {
  /// As the user named it.
  package let path: String
  private let descriptor: Int32
  private let beside = ".batch-\(getpid()).part"

  /// Opens the folder; makes it, but not its parent, if it does not exist.
  package init(path: String) throws(OutputFile.Failure) {
    self.path = path
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw Self.failure(path) }
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { throw Self.failure(path) }
    if faccessat(descriptor, ".", W_OK | X_OK, 0) != 0 {
      let failure = Self.failure(path)
      close(descriptor)
      throw failure
    }
  }

  deinit { close(descriptor) }

  /// Writes a file; its name holds no separator.
  package func add(_ bytes: [UInt8], named name: String) throws(OutputFile.Failure) {
    // Of a process that had our number and was killed.
    unlinkat(descriptor, beside, 0)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = openat(descriptor, beside, flags, 0o600)
    guard file >= 0 else { throw Self.failure(path + "/" + name) }
    let isWritten =
      Self.write(bytes, to: file) && fsync(file) == 0
      && renameat(descriptor, beside, descriptor, name) == 0
    let reason = errno
    close(file)
    guard !isWritten else { return }
    unlinkat(descriptor, beside, 0)
    errno = reason
    throw Self.failure(path + "/" + name)
  }

  /// Removes a file, if it is there; its name holds no separator.
  package func remove(_ name: String) throws(OutputFile.Failure) {
    guard unlinkat(descriptor, name, 0) != 0, errno != ENOENT else { return }
    throw Self.failure(path + "/" + name)
  }

  /// Puts the names on disk.
  package func finish() throws(OutputFile.Failure) {
    guard fsync(descriptor) == 0 else { throw Self.failure(path) }
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func failure(_ path: String) -> OutputFile.Failure {
    OutputFile.Failure(path: path, reason: String(cString: strerror(errno)))
  }
}
