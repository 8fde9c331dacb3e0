import Dispatch
import Simulator

/// Runs a test's body, which blocks on processes and on the simulator, on a thread of its own; two
/// at a time, because each keeps a program or two busy and others measure time meanwhile.
func blocking(_ body: @escaping @Sendable () throws -> Void) async throws {
  try await OwnThread.run {
    seats.wait()
    defer { seats.signal() }
    try body()
  }
}

private let seats = DispatchSemaphore(value: 2)

/// The same with a simulator of its own, stopped at the end, and a program that asks it.
func withProvider(
  _ settings: SimulatorSettings = SimulatorSettings(),
  _ body: @escaping @Sendable (RunningSimulator, BatchProgram) throws -> Void
) async throws {
  try await blocking {
    let provider = try Simulator.launch(settings)
    defer { provider.stop() }
    try body(provider, try BatchProgram(baseURL: provider.baseURL))
  }
}

/// The same with answers that take this many milliseconds.
func withProvider(
  milliseconds: Int,
  _ body: @escaping @Sendable (RunningSimulator, BatchProgram) throws -> Void
) async throws {
  var settings = SimulatorSettings()
  settings.latency = .fixed(milliseconds)
  try await withProvider(settings, body)
}
