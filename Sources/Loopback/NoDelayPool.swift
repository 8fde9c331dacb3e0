import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// The default socket pool with TCP_NODELAY on the listening socket, from which accepted ones have
/// it.
///
/// FlyingFox writes header and body apart: without this each answer on a kept connection takes
/// 44 ms (measured; Nagle's algorithm against the client's delayed acknowledgement). The first
/// socket that ever waits is the listening one, so this is also where its port is learnt.
final class NoDelayPool<Base: AsyncSocketPool>: AsyncSocketPool {
  private let base: Base
  private let listening: @Sendable (Socket) -> Void
  private let isFirst = Atomic(true)

  init(_ base: Base, listening: @escaping @Sendable (Socket) -> Void) {
    self.base = base
    self.listening = listening
  }

  func prepare() async throws {
    try await base.prepare()
  }

  func run() async throws {
    try await base.run()
  }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    if isFirst.exchange(false, ordering: .relaxed) {
      try socket.setValue(true, for: BoolSocketOption.noDelay)
      listening(socket)
    }
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}

extension BoolSocketOption {
  static var noDelay: BoolSocketOption {
    BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY)
  }
}
