import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// `--wait`: the run stays at a pause that needs a person, and probes.
struct WaitingTests {
  @Test func `out of credits it stays, probes one request at a time and wakes after a top-up`()
    async throws
  {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(20)
      settings.balance = Picodollars(usd: 100)
      let bench = try RunBench(settings, count: 60)
      let simulator = bench.provider.simulator
      let run = try bench.run([RunBench.job()]) {
        $0.patience = .wait
        $0.probing = Gate.Delays(base: .milliseconds(500), longest: .seconds(5))
      }
      Thread.detachNewThread {
        while simulator.summary.requests < 20 { usleep(1000) }
        simulator.setBalance(usd: 0)
        while Self.refused(simulator).probes.count < 3 { usleep(1000) }
        simulator.topUp(usd: 100)
      }
      #expect(RunBench.work(run, within: 30) == .finished)
      #expect(try bench.done().count == 60)
      let (burst, probes) = Self.refused(simulator)
      #expect((1...5).contains(burst.count))
      #expect(probes.allSatisfy { $0.inFlight == 1 }, "one at a time")
      let first = try #require(burst.first).arrived
      #expect(try #require(probes.first).arrived - first < 3000, "the first after half a second")
      for (earlier, later) in zip(probes, probes.dropFirst()) {
        #expect(later.arrived - earlier.arrived >= 350)
      }
      let paused = bench.count { if case .paused = $0 { true } else { false } }
      #expect(paused == 1, "told once")
      #expect(bench.count { if case .resumed = $0 { true } else { false } } == 1)
      #expect(try bench.reader.pauses().isEmpty)
    }
  }

  /// What was in flight when the credits ran out, and the probes after it.
  private static func refused(_ simulator: Simulator) -> (burst: [LedgerRow], probes: [LedgerRow]) {
    let rows = simulator.ledger.rows.filter { $0.verdict == "balance" }
    guard let first = rows.first?.arrived else { return ([], []) }
    return (rows.filter { $0.arrived < first + 400 }, rows.filter { $0.arrived >= first + 400 })
  }

  @Test func `waiting for the pace is told once a wait`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.faults = [FaultRule(.rateLimited(.retryAfter, seconds: 1), requests: 1...5)]
      let bench = try RunBench(settings, count: 20)
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 30) == .finished)
      #expect(bench.count { if case .waiting = $0 { true } else { false } } <= 6)
    }
  }
}
