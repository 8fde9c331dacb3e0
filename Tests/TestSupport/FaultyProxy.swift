import Foundation
import Synchronization

/// A network between two programs on this machine: takes connections on a port of loopback, hands
/// every request on to another port, and does to the answers what it is told to.
///
/// An answer is taken whole before a byte of it goes on, so that the other side has always finished
/// what the client may not get to see.
package final class FaultyProxy: Sendable {
  /// What happens to the exchange with this number, counted from 1; nil: nothing.
  package typealias Plan = @Sendable (Int) -> NetworkFault?

  package let port: UInt16
  private let listener: RawSocket
  private let target: UInt16
  private let plan: Plan
  private let state = Mutex(State())

  private struct State {
    var exchanges = 0
    var faults: [NetworkFault: Int] = [:]
    var connections: [WeakSocket] = []
    var isStopped = false
  }

  private struct WeakSocket { weak var socket: RawSocket? }

  /// - Parameter plan: asked once for every request that begins with `POST`.
  package init(to target: UInt16, plan: @escaping Plan) throws {
    listener = try RawSocket.listening(backlog: 128)
    port = listener.port
    self.target = target
    self.plan = plan
    Thread.detachNewThread { [self] in
      while let socket = listener.accept() {
        guard keep(socket) else { return }
        Thread.detachNewThread { ProxiedConnection(socket, proxy: self).serve() }
      }
    }
  }

  /// Exchanges that had begun.
  package var exchanges: Int { state.withLock { $0.exchanges } }

  /// How often each fault happened.
  package var faults: [NetworkFault: Int] { state.withLock { $0.faults } }

  package func stop() {
    listener.shutDown()
    let open = state.withLock { state in
      state.isStopped = true
      return state.connections
    }
    for connection in open { connection.socket?.shutDown() }
  }

  func connect() throws -> RawSocket { try RawSocket.connected(to: target) }

  /// What happens to the exchange that begins now.
  ///
  /// - Parameter pending: it was settled before.
  func nextFault(pending: NetworkFault?) -> NetworkFault? {
    let number = state.withLock { state in
      state.exchanges += 1
      return state.exchanges
    }
    guard pending == nil else { return pending }
    guard let fault = plan(number) else { return nil }
    state.withLock { $0.faults[fault, default: 0] += 1 }
    return fault
  }

  private func keep(_ socket: RawSocket) -> Bool {
    state.withLock { state in
      state.connections.removeAll { $0.socket == nil }
      state.connections.append(WeakSocket(socket: socket))
      return !state.isStopped
    }
  }
}
