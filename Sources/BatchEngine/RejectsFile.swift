import BatchCore
import Foundation
import Glibc

/// The lines that were not queued, each with its own bytes, ready to be repaired and enqueued.
///
/// Written beside its name and renamed at the end, stopped or not, so that the name always holds
/// whole lines of one enqueue; where the name is no plain file (`/dev/stdout`), written straight.
package final class RejectsFile {
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
    // A link's target is replaced, not the link.
    target =
      realpath(path, nil).map { pointer in
        defer { free(pointer) }
        return String(cString: pointer)
      } ?? path
    var status = stat()
    let isPlain = stat(target, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    beside = isPlain ? "\(target).part-\(getpid())" : nil
    let flags = O_WRONLY | O_CLOEXEC | (isPlain ? O_CREAT | O_TRUNC : 0)
    descriptor = open(beside ?? target, flags, 0o600)
    if descriptor < 0 { throw Failure(path: path, reason: Self.reason()) }
  }

  deinit {
    close(descriptor)
    if let beside, !isFinished { unlink(beside) }
  }

  /// Adds a record as one line.
  func keep(_ record: [UInt8]) {
    buffer += compactElement(record)
    buffer.append(0x0A)
  }

  /// Hands what was kept to the system.
  func flush() throws(Failure) {
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw failure() }
      rest = rest.dropFirst(count)
    }
    buffer.removeAll()
  }

  /// Flushes, syncs and renames.
  func finish() throws(Failure) {
    try flush()
    guard let beside else { return }
    guard fsync(descriptor) == 0, rename(beside, target) == 0 else { throw failure() }
    isFinished = true
  }

  private func failure() -> Failure { Failure(path: path, reason: Self.reason()) }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
