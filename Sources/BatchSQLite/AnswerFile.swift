import BatchCore
import Foundation
import Glibc

/// Settlements and accepted batches that the queue could not take, beside it in
/// `<database>.unsaved`, or in a temporary folder where not even that can be written: `TMPDIR`,
/// `/tmp` or `/var/tmp`, whose files are found again whatever `TMPDIR` is by then.
///
/// One JSON document a line, so that a line torn by a second fault costs that line only.
package struct AnswerFile: AnswerSpool {
  private let database: String

  package init(database: String) { self.database = FileSystem.resolved(database) }

  package func keep(_ settlements: [Settlement]) throws(StoreFailure) -> String {
    try append(settlements)
  }

  package func keep(_ batch: AcceptedBatch) throws(StoreFailure) -> String {
    try append([batch])
  }

  private func append(_ lines: [some Encodable]) throws(StoreFailure) -> String {
    var bytes: [UInt8] = []
    do {
      for line in lines {
        bytes += try JSONEncoder().encode(line)
        bytes.append(0x0A)
      }
    } catch {
      throw .inputOutput(path: beside, reason: "\(error)")
    }
    var lastReason = ""
    for path in paths {
      if Self.append(bytes, to: path) { return path }
      lastReason = SystemError.text(errno)
    }
    throw .inputOutput(path: beside, reason: lastReason)
  }

  package func kept() throws(StoreFailure) -> [Settlement] { try all() }

  package func keptBatches() throws(StoreFailure) -> [AcceptedBatch] { try all() }

  private func all<Line: Decodable>() throws(StoreFailure) -> [Line] {
    var lines: [Line] = []
    for path in paths { lines += try Self.lines(of: path).compactMap { Self.read($0) } }
    return lines
  }

  package func discard(keepCopy: Bool) throws(StoreFailure) -> [String] {
    var copies: [String] = []
    for path in paths {
      let lines = try Self.lines(of: path)
      if lines.isEmpty { continue }
      let isReadable = lines.allSatisfy { line in
        Self.read(line) as Settlement? != nil || Self.read(line) as AcceptedBatch? != nil
      }
      let copy = "\(path).\(UUID().uuidString)"
      let isGone = isReadable && !keepCopy ? unlink(path) == 0 : rename(path, copy) == 0
      if !isGone { throw .inputOutput(path: path, reason: SystemError.text(errno)) }
      if !isReadable || keepCopy { copies.append(copy) }
    }
    return copies
  }

  private static func lines(of path: String) throws(StoreFailure) -> [ArraySlice<UInt8>] {
    try read(path).split(separator: 0x0A)
  }

  private static func read<Line: Decodable>(_ line: ArraySlice<UInt8>) -> Line? {
    try? JSONDecoder().decode(Line.self, from: Data(line))
  }

  private var beside: String { database + ".unsaved" }

  /// The queue is known by its file, not by the words it was named with.
  private var paths: [String] {
    var about = stat()
    guard stat(database, &about) == 0 else { return [beside] }
    let own = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    var folders: [String] = []
    for folder in [own, "/tmp", "/var/tmp"].compactMap({ $0 }).map(FileSystem.resolved)
    where !folders.contains(folder) { folders.append(folder) }
    return [beside] + folders.map { "\($0)/batch-\(about.st_dev)-\(about.st_ino).unsaved" }
  }

  private static func append(_ bytes: [UInt8], to path: String) -> Bool {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var about = stat()
    guard fstat(descriptor, &about) == 0, about.st_uid == geteuid() else {
      errno = EPERM
      return false
    }
    let start = lseek(descriptor, 0, SEEK_END)
    // A line that was torn by a power cut must not swallow this one.
    var rest = (start > 0 ? [0x0A] + bytes : bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = errno
        ftruncate(descriptor, start)
        errno = reason
        return false
      }
      rest = rest.dropFirst(count)
    }
    return fsync(descriptor) == 0 && FileSystem.syncFolder(of: path)
  }

  /// A file of another user is not ours to take in; a missing one is empty.
  private static func read(_ path: String) throws(StoreFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0 {
      var about = stat()
      // Nobody else's file in the temporary folder may stop a run.
      if lstat(path, &about) != 0 || about.st_uid != geteuid() { return [] }
      if errno == ENOENT || errno == ELOOP { return [] }
      throw .inputOutput(path: path, reason: SystemError.text(errno))
    }
    defer { close(descriptor) }
    var about = stat()
    guard fstat(descriptor, &about) == 0, about.st_uid == geteuid() else { return [] }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw .inputOutput(path: path, reason: SystemError.text(errno)) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
