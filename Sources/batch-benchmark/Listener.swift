import Glibc

/// A socket on loopback that waits for connections.
struct Listener {
  let descriptor: Int32
  let port: UInt16

  /// - Parameter port: 0: any that is free.
  init(port: UInt16) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.descriptor = descriptor
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = Self.address(port: port)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, Self.size) == 0 && listen(descriptor, 1024) == 0
      }
    }
    guard isBound else { throw Child.Failed(description: "no port on loopback: \(errno)") }
    var bound = sockaddr_in()
    var length = Self.size
    withUnsafeMutablePointer(to: &bound) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = getsockname(descriptor, $0, &length)
      }
    }
    self.port = UInt16(bigEndian: bound.sin_port)
  }

  func close() { Glibc.close(descriptor) }

  /// Somebody listens at a port.
  static func isReached(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(descriptor) }
    var address = address(port: port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, size) == 0
      }
    }
  }

  private static let size = socklen_t(MemoryLayout<sockaddr_in>.size)

  private static func address(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
