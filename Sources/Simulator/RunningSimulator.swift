import Foundation
import Synchronization

/// A simulator for callers without async, on a thread of their own.
package final class RunningSimulator: Sendable {
  package let simulator: Simulator
  /// e.g. `http://127.0.0.1:40123/api/v1`
  package let baseURL: String

  fileprivate init(_ simulator: Simulator, baseURL: String) {
    self.simulator = simulator
    self.baseURL = baseURL
  }

  /// Stops it and waits until it has stopped. Blocks: never call it from async code.
  package func stop() {
    let stopped = DispatchSemaphore(value: 0)
    let simulator = simulator
    Task.detached {
      await simulator.stop()
      stopped.signal()
    }
    stopped.wait()
  }

  /// Starts it again after `stop`, on the same port and with its ledger. Blocks like `stop`.
  package func restart() throws {
    _ = try simulator.startBlocking()
  }
}

extension Simulator {
  /// Starts a simulator and waits until it listens.
  ///
  /// Blocks: never call it from async code, nor from a thread of Swift's own pool, on which the
  /// server itself has to run. A test's body is on that pool; `OwnThread.run` leads out of it.
  package static func launch(_ settings: SimulatorSettings = SimulatorSettings()) throws
    -> RunningSimulator
  {
    let simulator = Simulator(settings)
    return RunningSimulator(simulator, baseURL: try simulator.startBlocking())
  }

  fileprivate func startBlocking() throws -> String {
    let started = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    Task.detached {
      do {
        let baseURL = try await self.start()
        outcome.result.withLock { $0 = .success(baseURL) }
      } catch {
        outcome.result.withLock { $0 = .failure(error) }
      }
      started.signal()
    }
    // Starting takes milliseconds; only a starved pool can need longer.
    guard started.wait(timeout: .now() + 30) == .success,
      let result = outcome.result.withLock({ $0 })
    else { throw SimulatorError.startTimedOut }
    return try result.get()
  }

  private final class Outcome: Sendable {
    let result = Mutex<Result<String, any Error>?>(nil)
  }
}
