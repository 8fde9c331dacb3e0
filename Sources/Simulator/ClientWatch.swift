import FlyingFox
import Foundation

/// Notices that a client left while its answer was still awaited; FlyingFox does not read
/// meanwhile.
struct ClientWatch: Sendable {
  private let clientPort: UInt16?
  private let serverPort: UInt16?

  init(_ request: HTTPRequest, serverPort: UInt16?) {
    if case .ip4(_, let port) = request.remoteAddress {
      clientPort = port
    } else {
      clientPort = nil
    }
    self.serverPort = serverPort
  }

  /// Waits, and returns false as soon as the client is seen to have left.
  func rest(milliseconds: Int) async throws -> Bool {
    // Short waits are not worth a look: whether the client is there shows when we write.
    let interval = 100
    guard milliseconds > 0 else { return true }
    guard milliseconds > 2 * interval, let file = connection() else {
      try await Task.sleep(for: .milliseconds(milliseconds))
      return true
    }
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(milliseconds)
    while clock.now < end {
      try await Task.sleep(until: min(end, clock.now + .milliseconds(interval)), clock: clock)
      if hasLeft(file) { return false }
    }
    return true
  }

  /// The descriptor that ends at the client's port.
  private func connection() -> Int32? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.lazy.compactMap { Int32($0) }.first { isOurs($0) }
  }

  private func isOurs(_ file: Int32) -> Bool {
    clientPort != nil && Self.port(file, getpeername) == clientPort
      && Self.port(file, getsockname) == serverPort
  }

  private func hasLeft(_ file: Int32) -> Bool {
    guard isOurs(file) else { return true }
    var byte: UInt8 = 0
    return recv(file, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
  }

  private static func port(
    _ file: Int32,
    _ name: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> UInt16? {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { name(file, $0, &size) }
    }
    guard result == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
    return UInt16(bigEndian: address.sin_port)
  }
}
