import BatchCore
import Glibc

/// An open descriptor, closed with the value unless it is the process's own.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  private let isOwned: Bool

  /// How long a silent pipe is waited for before the caller gets its turn: short for a person who
  /// pressed Ctrl-C, long for a processor.
  private static let patience: Int32 = 100

  /// nil if it cannot be opened; `errno` says why.
  init?(path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    isOwned = true
    if descriptor < 0 { return nil }
  }

  init(standardInput: Int32) {
    descriptor = standardInput
    isOwned = false
  }

  deinit {
    if isOwned, descriptor >= 0 { close(descriptor) }
  }

  /// Reads what there is: 0 at the end, nil if nothing came for a while.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, name: String
  ) throws(SourceFailure) -> Int? {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // A signal ends the waiting too: to read then would wait for what may never come.
    if poll(&entry, 1, Self.patience) <= 0 { return nil }
    let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    if count >= 0 { return count }
    if errno == EINTR || errno == EAGAIN { return nil }
    throw .inputOutput(name: name, reason: String(cString: strerror(errno)))
  }
}
