import BatchCore
import Foundation
import Glibc

/// A file of results, or of lines that were not queued: written beside its name and renamed when it
/// is whole and on disk, so that a reader sees the old one or the new one, never a part; where the
/// name is no plain file (`/dev/stdout`, a pipe), written straight.
package final class OutputFile {
  /// Why it could not be written.
  package struct Failure: Error, Sendable, Equatable {
    package var path: String
    package var reason: String
  }

  /// As the user named it.
  package let path: String
  private let target: String
  private let beside: String?
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isFinished = false

  package init(path: String) throws(Failure) {
    self.path = path
    target = Self.target(of: path)
    let isPlain = Self.isPlain(target)
    beside = isPlain ? "\(target).part-\(getpid())" : nil
    let flags = O_WRONLY | O_CLOEXEC | (isPlain ? O_CREAT | O_TRUNC : 0)
    descriptor = open(beside ?? target, flags, 0o600)
    if descriptor < 0 { throw Failure(path: path, reason: Self.reason()) }
  }

  /// What a path stands for: a link's target is replaced, not the link.
  package static func target(of path: String) -> String {
    realpath(path, nil).map { pointer in
      defer { free(pointer) }
      return String(cString: pointer)
    } ?? path
  }

  /// Whether a path names a plain file, or nothing yet.
  package static func isPlain(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  deinit {
    close(descriptor)
    if let beside, !isFinished { unlink(beside) }
  }

  /// Handed to the system at once: a quarter of a megabyte.
  private static let portion = 1 << 18

  /// Adds bytes, handed to the system a portion at a time.
  package func append(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count < Self.portion else {
      try flush()
      return try hand(bytes)
    }
    buffer += bytes
    if buffer.count >= Self.portion { try flush() }
  }

  /// Adds a record as one line.
  func keep(_ record: [UInt8]) {
    buffer += compactElement(record)
    buffer.append(0x0A)
  }

  /// Hands what was added to the system.
  func flush() throws(Failure) {
    try hand(buffer)
    buffer.removeAll()
  }

  private func hand(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw failure() }
      rest = rest.dropFirst(count)
    }
  }

  /// Flushes, syncs and renames.
  package func finish() throws(Failure) {
    try flush()
    guard let beside else { return }
    guard fsync(descriptor) == 0, rename(beside, target) == 0 else { throw failure() }
    isFinished = true
    Self.syncFolder(of: target)
  }

  /// A new name is on disk only when its folder is; a folder that cannot be synced has no say.
  private static func syncFolder(of path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private func failure() -> Failure { Failure(path: path, reason: Self.reason()) }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
