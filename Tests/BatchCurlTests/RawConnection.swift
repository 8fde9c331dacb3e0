import Foundation
import Synchronization
import TestSupport

/// One accepted connection, as a script sees it.
final class RawConnection: Sendable {
  /// Counted from 1.
  let number: Int
  private let socket: RawSocket
  private let read = Mutex<[RawRequest]>([])

  init(_ socket: RawSocket, number: Int) {
    self.socket = socket
    self.number = number
  }

  var requests: [RawRequest] { read.withLock { $0 } }

  /// Reads one request to the end of its body.
  @discardableResult
  func readRequest() throws -> RawRequest {
    var bytes: [UInt8] = []
    while true {
      if let request = RawRequest(bytes) {
        read.withLock { $0.append(request) }
        return request
      }
      guard let more = socket.read() else { throw RawEnd.closed }
      bytes += more
    }
  }

  /// Reads one request without keeping its body; returns the number of its body's bytes.
  func readLargeRequest() throws -> Int {
    var bytes: [UInt8] = []
    while true {
      guard let more = socket.read() else { throw RawEnd.closed }
      bytes += more
      let head = String(decoding: bytes.prefix(1 << 12), as: UTF8.self)
      guard let end = head.range(of: "\r\n\r\n"),
        let size = RawRequest.value("Content-Length", in: head).flatMap({ Int($0) })
      else { continue }
      let headSize = head[..<end.upperBound].utf8.count
      var received = bytes.count - headSize
      while received < size {
        guard let rest = socket.read() else { throw RawEnd.closed }
        received += rest.count
      }
      return received
    }
  }

  func send(_ text: String) throws { try socket.write(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws { try socket.write(bytes) }

  /// A whole answer with its length.
  func answer(_ body: String, status: String = "200 OK", type: String = "application/json") throws {
    try send(
      "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        + body)
  }

  /// Returns when the peer has gone.
  func waitForEnd() { while socket.read() != nil {} }

  func close() { socket.shutDown() }

  func reset() { socket.resetAtClose() }
}
