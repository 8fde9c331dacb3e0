import Foundation
import Glibc
import Synchronization

/// A blocking socket, closed once when nobody holds it any more.
package final class RawSocket: Sendable {
  private let descriptor: Int32

  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { Glibc.close(descriptor) }

  /// A socket that listens on a free port of 127.0.0.1.
  package static func listening(backlog: Int32) throws -> RawSocket {
    let socket = RawSocket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = loopback(port: 0)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket.descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0, listen(socket.descriptor, backlog) == 0 else { throw RawEnd.failed }
    return socket
  }

  /// A connection that is being made to a port of 127.0.0.1, without waiting for it.
  package static func connecting(to port: UInt16) -> RawSocket {
    let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let socket = RawSocket(Glibc.socket(AF_INET, flags, 0))
    _ = socket.connect(to: port)
    return socket
  }

  /// A connection to a port of 127.0.0.1.
  package static func connected(to port: UInt16) throws -> RawSocket {
    let socket = RawSocket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    guard socket.connect(to: port) else { throw RawEnd.failed }
    return socket
  }

  private func connect(to port: UInt16) -> Bool {
    var address = Self.loopback(port: port)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// Every write leaves at once, in a segment of its own.
  package func sendAtOnce() {
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  package var port: UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &size)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  package func accept() -> RawSocket? {
    let accepted = Glibc.accept(descriptor, nil, nil)
    return accepted >= 0 ? RawSocket(accepted) : nil
  }

  /// nil at the end.
  package func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  package func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw RawEnd.failed }
      rest = rest.dropFirst(count)
    }
  }

  package func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Makes the end a reset (RST) instead of an orderly one.
  package func resetAtClose() {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    sockaddr_in(
      sin_family: sa_family_t(AF_INET), sin_port: port.bigEndian,
      sin_addr: in_addr(s_addr: UInt32(0x7F00_0001).bigEndian), sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
  }
}

package enum RawEnd: Error { case closed, failed }
