import Foundation
import Loopback
import Synchronization

/// OpenRouter on loopback: answers that follow from the request, and every failure on demand.
package final class Simulator: Sendable {
  let settings: SimulatorSettings
  let state: Mutex<SimulatorState>
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private let serving = Mutex<LoopbackPort?>(nil)
  private let lastPort: Mutex<UInt16>

  package init(_ settings: SimulatorSettings = SimulatorSettings()) {
    self.settings = settings
    state = Mutex(SimulatorState(settings))
    lastPort = Mutex(settings.port)
    began = clock.now
  }

  /// Listens on 127.0.0.1 and returns the base URL, e.g. `http://127.0.0.1:40123/api/v1`.
  ///
  /// After `stop` it can be started again: the same port, ledger and balance, as after an outage.
  package func start() async throws -> String {
    guard serving.withLock({ $0 == nil }) else { throw SimulatorError.alreadyStarted }
    // A day: a slow answer is part of the play, never a 500 of the server's own.
    let port: LoopbackPort
    do {
      port = try await .listen(
        port: lastPort.withLock { $0 }, timeout: 86_400, handler: Reception(simulator: self))
    } catch let failure as LoopbackPort.Failure {
      throw SimulatorError.notListening(failure.description)
    }
    serving.withLock { $0 = port }
    lastPort.withLock { $0 = port.number }
    return "http://127.0.0.1:\(port.number)/api/v1"
  }

  /// Closes the port and every connection, in the middle of an answer or not.
  package func stop() async {
    guard let serving = serving.withLock({ $0.take() }) else { return }
    await serving.close()
  }

  /// The port it listens on, nil before `start` and after `stop`.
  package var port: UInt16? { serving.withLock { $0?.number } }

  /// Milliseconds since it was made, the clock of the ledger.
  package var milliseconds: Double {
    let (seconds, attoseconds) = began.duration(to: clock.now).components
    return Double(seconds) * 1000 + Double(attoseconds) / 1e15
  }
}
