import FlyingSocks
import Synchronization

/// One result that is announced once and awaited once, in either order.
final class Doorbell: Sendable {
  private enum State {
    case silent
    case waiting(CheckedContinuation<Socket, any Error>)
    case rung(Result<Socket, any Error>)
  }

  private let state = Mutex(State.silent)

  func ring(_ result: Result<Socket, any Error>) {
    let waiter = state.withLock { state -> CheckedContinuation<Socket, any Error>? in
      defer { state = .rung(result) }
      if case .waiting(let continuation) = state { return continuation }
      return nil
    }
    waiter?.resume(with: result)
  }

  func wait() async throws -> Socket {
    try await withCheckedThrowingContinuation { continuation in
      let result = state.withLock { state -> Result<Socket, any Error>? in
        if case .rung(let result) = state { return result }
        state = .waiting(continuation)
        return nil
      }
      if let result { continuation.resume(with: result) }
    }
  }
}
