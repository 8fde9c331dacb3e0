import Foundation
import Glibc
import Synchronization
import TestSupport

/// A TCP server on loopback that plays a script of bytes on every connection it accepts.
final class RawServer: Sendable {
  typealias Script = @Sendable (RawConnection) throws -> Void

  let port: UInt16
  private let listener: RawSocket
  private let connections = Mutex<[RawConnection]>([])

  init(_ script: @escaping Script) throws {
    listener = try RawSocket.listening(backlog: 16)
    port = listener.port
    Thread.detachNewThread { [self] in accept(script) }
  }

  var url: String { "http://127.0.0.1:\(port)/v1" }

  /// How many connections were accepted so far.
  var accepted: Int { connections.withLock { $0.count } }

  /// Every request read so far, in the order of connections.
  var requests: [RawRequest] { connections.withLock { $0 }.flatMap(\.requests) }

  func stop() {
    listener.shutDown()
    for connection in connections.withLock({ $0 }) { connection.close() }
  }

  private func accept(_ script: @escaping Script) {
    while let socket = listener.accept() {
      let connection = connections.withLock {
        let connection = RawConnection(socket, number: $0.count + 1)
        $0.append(connection)
        return connection
      }
      Thread.detachNewThread {
        try? script(connection)
        connection.close()
      }
    }
  }
}
