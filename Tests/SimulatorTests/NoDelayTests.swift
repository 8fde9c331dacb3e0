import Foundation
import Simulator
import Testing

struct NoDelayTests {
  /// Whether TCP_NODELAY is set on the descriptor of this process that ends at `peer`.
  private func noDelay(local: UInt16, peer: UInt16) -> Bool? {
    let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    for file in (files ?? []).compactMap({ Int32($0) })
    where port(file, getsockname) == local && port(file, getpeername) == peer {
      var value: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      guard getsockopt(file, Int32(IPPROTO_TCP), TCP_NODELAY, &value, &size) == 0 else {
        return nil
      }
      return value != 0
    }
    return nil
  }

  private func port(
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

  @Test func `accepted connections send at once, also the first one`() async throws {
    try await Probe.run { running in
      let connection = try running.connection
      connection.send("POST", "/api/v1/chat/completions", body: Probe.request())
      #expect(connection.receive().status == 200)
      let server = running.simulator.port ?? 0
      #expect(noDelay(local: server, peer: connection.localPort) == true)
      // The client's own end is an ordinary socket, so the option is not simply everywhere.
      #expect(noDelay(local: connection.localPort, peer: server) == false)
    }
  }
}
