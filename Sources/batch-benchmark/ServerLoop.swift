import Glibc

/// The latency server's reading side: connections and their requests, on one thread.
struct ServerLoop {
  private let listener: Listener
  private let server: LatencyServer
  private var connections: [Int32: RequestWatch] = [:]
  private var polled: [pollfd] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  init(_ listener: Listener, server: LatencyServer) {
    self.listener = listener
    self.server = server
    polled = [pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)]
  }

  mutating func work() {
    while !server.isStopping {
      guard poll(&polled, nfds_t(polled.count), 50) > 0 else { continue }
      if polled[0].revents != 0 { accept() }
      for entry in polled.dropFirst() where entry.revents != 0 {
        if !read(entry.fd) { end(entry.fd) }
      }
    }
    for entry in polled { close(entry.fd) }
  }

  private mutating func accept() {
    let descriptor = Glibc.accept(listener.descriptor, nil, nil)
    guard descriptor >= 0 else { return }
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    connections[descriptor] = RequestWatch()
    polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
  }

  /// - Returns: false if the other side has closed.
  private mutating func read(_ descriptor: Int32) -> Bool {
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    guard count > 0 else { return count < 0 && errno == EAGAIN }
    switch connections[descriptor]?.take(buffer[..<count]) {
    case nil: break
    case .other: Self.write(Self.notFound, to: descriptor)
    case .post: server.answer(descriptor, at: monotonicSeconds())
    }
    return true
  }

  private mutating func end(_ descriptor: Int32) {
    close(descriptor)
    connections[descriptor] = nil
    polled.removeAll { $0.fd == descriptor }
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        send(
          descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private static let notFound = Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8)
}
