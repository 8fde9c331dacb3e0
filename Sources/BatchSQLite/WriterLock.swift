import BatchCore
import Foundation
import Synchronization

/// The right to write a queue: an exclusive `flock` on `<database>.lock`, freed by the kernel when
/// its process dies; the file itself is never deleted.
package final class WriterLock: Sendable {
  /// How long one waits for a lock that others hold.
  package struct Patience: Sendable {
    /// How long for a holder that is not a run, which holds it until its work is done.
    package var limit: Duration
    /// Between two tries.
    package var pause: Duration
    package var sleep: @Sendable (Duration) -> Void
    /// The user does not want to wait any longer.
    package var stop: AbortFlag

    package init(
      limit: Duration, pause: Duration = .milliseconds(10), stop: AbortFlag = AbortFlag(),
      sleep: @escaping @Sendable (Duration) -> Void = Patience.block
    ) {
      self.limit = limit
      self.pause = pause
      self.stop = stop
      self.sleep = sleep
    }

    /// Blocks the calling thread: nothing tells when another process frees a lock or opens a
    /// socket.
    package static let block: @Sendable (Duration) -> Void = { span in
      usleep(UInt32(clamping: span.wholeMilliseconds * 1000))
    }
  }

  /// A reader's look at the lock holds it, shared, for some microseconds, which must not make a
  /// starting run fail; and a holder writes its name just after it has the lock.
  private static let grace = Duration.milliseconds(100)

  private let descriptor: Mutex<Int32?>

  private init(descriptor: Int32) { self.descriptor = Mutex(descriptor) }

  deinit { release() }

  /// The lock file of a database.
  package static func path(of database: String) -> String { database + ".lock" }

  /// Takes the lock, at once or when its holder has finished.
  ///
  /// - Parameters:
  ///   - database: the resolved path, so that every way to a queue leads to one lock.
  ///   - name: the path as the user gave it, for messages.
  /// - Throws: `StoreFailure.busy` at once if a run holds it, else when patience ends.
  package static func acquire(
    database: String, named name: String? = nil, holder: LockHolder, patience: Patience
  ) throws(StoreFailure) -> WriterLock {
    let file = path(of: database)
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotCreate(path: file, reason: SystemError.text(errno))
    }
    do throws(StoreFailure) {
      try wait(descriptor, database: name ?? database, patience: patience)
      try write(holder, to: descriptor, file: file)
    } catch {
      // Only closed: the text in the file is the holder's.
      close(descriptor)
      throw error
    }
    return WriterLock(descriptor: descriptor)
  }

  private static func wait(
    _ descriptor: Int32, database: String, patience: Patience
  ) throws(StoreFailure) {
    var waited = Duration.zero
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw .inputOutput(path: path(of: database), reason: SystemError.text(errno))
      }
      if waited >= grace {
        let other = read(descriptor)
        let isRun = other?.purpose == .run
        if isRun || waited >= patience.limit || patience.stop.isRaised {
          throw .busy(
            path: database, holder: other?.sentence() ?? "another process", isRun: isRun)
        }
      }
      patience.sleep(patience.pause)
      waited += patience.pause
    }
  }

  /// Who holds the lock of a database now; nil if nobody does.
  package static func holder(of database: String) -> LockHolder? {
    let descriptor = open(path(of: database), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 {
      flock(descriptor, LOCK_UN)
      return nil
    }
    return read(descriptor)
  }

  /// Gives the lock back; without effect the second time.
  package func release() {
    descriptor.withLock { held in
      guard let open = held.take() else { return }
      ftruncate(open, 0)
      close(open)
    }
  }

  private static func read(_ descriptor: Int32) -> LockHolder? {
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return try? JSONDecoder().decode(LockHolder.self, from: Data(bytes.prefix(count)))
  }

  private static func write(
    _ holder: LockHolder, to descriptor: Int32, file: String
  ) throws(StoreFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var text = (try? encoder.encode(holder)) ?? Data()
    text.append(UInt8(ascii: "\n"))
    let count = text.count
    let written = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, count, 0) }
    guard ftruncate(descriptor, off_t(max(written, 0))) == 0, written == count else {
      let code = errno
      // A full disk must not keep a queue from being worked off: the lock holds without its text.
      if code == ENOSPC || written >= 0 { return }
      throw .inputOutput(path: file, reason: SystemError.text(code))
    }
  }
}
