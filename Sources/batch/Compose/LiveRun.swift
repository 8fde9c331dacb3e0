import BatchCore
import BatchCurl
import Foundation
import Glibc

/// A run at work, as its control socket lets others steer it.
///
/// The socket is opened as a path first: its address holds 107 bytes, and `/proc/self/fd/9` is
/// short. It is used on one thread.
final class LiveRun {
  /// O_PATH (open(2)), which Swift does not see.
  private static let pathOnly: Int32 = 0o10_000_000
  private static let limits = ExchangeLimits(
    connect: .seconds(2), firstByte: .seconds(20), idle: .seconds(20), total: .seconds(40))

  private let descriptor: Int32
  private let transport: CurlTransport

  /// - Returns: nil if there is no socket, or it is another user's.
  init?(database: String) {
    descriptor = open(ControlAddress.socket(of: database), Self.pathOnly | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    transport = CurlTransport(
      userAgent: ProductVersion.userAgent, socket: "/proc/self/fd/\(descriptor)")
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFSOCK,
      facts.st_uid == geteuid() || facts.st_uid == 0
    else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Hands a change to the run's writer.
  ///
  /// - Returns: nil if nobody answers there.
  func carryOut(_ change: QueueChange) -> ChangeAnswer? {
    guard let body = try? JSONEncoder().encode(change) else { return nil }
    let request = WireRequest(
      method: .post, url: "http://localhost" + ControlAddress.changes,
      headers: [HTTPHeader("Content-Type", "application/json")], body: Array(body))
    let exchange = transport.exchange(request, limits: Self.limits, abort: AbortFlag())
    // It was heard and not answered: whatever becomes of it, it must not be said again.
    if let failure = exchange.failure, failure.kind == .timedOut, failure.wasSent {
      return ChangeAnswer(.failure(.notWriting(isOpen: true)))
    }
    guard exchange.failure == nil, let response = exchange.response else { return nil }
    return try? JSONDecoder().decode(ChangeAnswer.self, from: Data(response.body))
  }
}
