import Foundation
import Simulator
import TestSupport
import Testing

/// The built program, a bad network, and the simulator behind it.
struct NetworkBench {
  let provider: RunningSimulator
  let proxy: FaultyProxy
  let batch: BatchProgram

  /// - Parameters:
  ///   - timeout: of the job, as its file says it.
  ///   - plan: what the network does to which exchange.
  init(
    _ settings: SimulatorSettings, timeout: String, plan: @escaping FaultyProxy.Plan
  ) throws {
    provider = try Simulator.launch(settings)
    guard let port = URLComponents(string: provider.baseURL)?.port else {
      throw BatchProgram.Unexpected(provider.baseURL)
    }
    proxy = try FaultyProxy(to: UInt16(port), plan: plan)
    batch = try BatchProgram(
      baseURL: provider.baseURL.replacing(":\(port)/", with: ":\(proxy.port)/"))
    try batch.writeJob(timeout: timeout)
  }

  func stop() {
    proxy.stop()
    provider.stop()
  }

  /// How the attempts ended, and how many each way.
  func outcomes() throws -> [String: Int] {
    try batch.query("SELECT outcome, count(*) FROM attempt GROUP BY outcome").reduce(into: [:]) {
      let words = $1.split(separator: "|")
      $0[String(words[0])] = Int(words[1])
    }
  }
}
