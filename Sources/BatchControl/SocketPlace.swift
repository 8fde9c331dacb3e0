import Foundation
import Glibc

/// Where a control socket stands: a name in a folder, reached through the folder's descriptor,
/// since a socket's address holds 107 bytes (unix(7)) and a path may be longer.
final class SocketPlace: Sendable {
  private static let longest = 107
  /// O_PATH (open(2)), which Swift does not see.
  private static let pathOnly: Int32 = 0o10_000_000

  private let folder: Int32
  private let name: String
  /// Short enough to bind to, whatever the path.
  let address: String

  init(path: String) throws(ControlFailure) {
    let url = URL(fileURLWithPath: path)
    name = url.lastPathComponent
    folder = open(
      url.deletingLastPathComponent().path, Self.pathOnly | O_DIRECTORY | O_CLOEXEC)
    address = "/proc/self/fd/\(folder)/\(name)"
    guard folder >= 0 else { throw ControlFailure(reason: Self.reason()) }
    guard address.utf8.count <= Self.longest else {
      throw ControlFailure(reason: "the queue's name is too long for a socket beside it")
    }
  }

  deinit { if folder >= 0 { close(folder) } }

  /// Takes a dead run's socket away, on which nobody could listen again; the caller has the
  /// writer's lock.
  func clear() throws(ControlFailure) {
    var facts = stat()
    guard fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    guard facts.st_mode & S_IFMT == S_IFSOCK else {
      throw ControlFailure(reason: "\(name) is there and is no socket")
    }
    guard unlinkat(folder, name, 0) == 0 else { throw ControlFailure(reason: Self.reason()) }
  }

  /// The socket that stands there now; nil if none does.
  func socket() -> (number: UInt, isPrivate: Bool)? {
    var facts = stat()
    guard fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return (UInt(facts.st_ino), facts.st_mode & 0o777 == 0o600)
  }

  /// Takes a socket away, unless another stands there by now.
  func remove(_ number: UInt) {
    if socket()?.number == number { unlinkat(folder, name, 0) }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
