import Simulator

/// Runs a test's body, which blocks on processes and on the simulator, on a thread of its own.
func blocking(_ body: @escaping @Sendable () throws -> Void) async throws {
  try await OwnThread.run(body)
}

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
