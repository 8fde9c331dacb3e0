import Foundation
import Glibc

/// A file written beside its final name and renamed when it is whole and on disk: a reader sees the
/// old one or the new one, never a part.
final class ReplacedFile {
  struct Failure: Error {
    var sentence: String
    /// The file could not be created at all.
    var isCreation: Bool
  }

  private let path: String
  private let beside: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isReplaced = false

  init(path: String) throws(Failure) {
    self.path = path
    beside = "\(path).part-\(getpid())"
    descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    if descriptor < 0 {
      throw Failure(
        sentence: "\(path) cannot be written: \(Self.reason()). Choose another file with -o.",
        isCreation: true)
    }
  }

  deinit {
    close(descriptor)
    if !isReplaced { unlink(beside) }
  }

  func append(_ bytes: [UInt8]) throws(Failure) {
    buffer += bytes
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Flushes, syncs and renames.
  func replace() throws(Failure) {
    try flush()
    guard fsync(descriptor) == 0, rename(beside, path) == 0 else { throw failure() }
    isReplaced = true
  }

  private func flush() throws(Failure) {
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw failure() }
      rest = rest.dropFirst(count)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure() -> Failure {
    Failure(sentence: "\(path) could not be written: \(Self.reason()).", isCreation: false)
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
