import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// A model that fails for everyone, over a real socket, on a clock that goes ten times as fast: few
/// requests, no try, told, and over by itself.
struct OutageRunTests {
  private static func refused(_ simulator: Simulator) -> [LedgerRow] {
    simulator.ledger.rows.filter { $0.verdict == "outage" }
  }

  @Test func `an outage takes few requests, no task, and is told`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(20)
      let bench = try RunBench(settings, count: 120, clock: FastClock(speed: 10))
      let simulator = bench.provider.simulator
      let run = try bench.run([RunBench.job(attempts: 2)])
      Thread.detachNewThread {
        while simulator.summary.requests < 30 { usleep(1000) }
        simulator.beginOutage(.overloaded(retryAfter: nil))
        // Those of five workers, and then one probe after another.
        while Self.refused(simulator).count < 11 { usleep(1000) }
        simulator.endOutage()
      }
      #expect(RunBench.work(run, within: 60) == .finished)
      let refused = Self.refused(simulator)
      #expect(refused.count == 11)
      let last = try #require(refused.last)
      #expect(last.arrived - refused[5].arrived > 2000, "one request each 5 s finds out")
      let next = try #require(simulator.ledger.rows.first { $0.number > last.number })
      #expect(next.arrived - last.arrived < 2000)
      #expect(try bench.done().count == 120)
      #expect(try bench.figures().failed == 0)
      #expect(try bench.figures().escalated == 0)
      #expect(bench.count { if case .pace(.fails) = $0 { true } else { false } } == 1)
      #expect(bench.count { if case .pace(.worksAgain) = $0 { true } else { false } } == 1)
    }
  }

  @Test func `the next run goes on with one request where the last one left a model failing`()
    async throws
  {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(20)
      let bench = try RunBench(settings, count: 40, clock: FastClock(speed: 10))
      let simulator = bench.provider.simulator
      simulator.beginOutage(.internalError)
      let first = try bench.run([RunBench.job()]) { $0.patience = .noWait }
      guard case .paused(let pause) = RunBench.work(first, within: 30) else {
        Issue.record("it does not leave")
        return
      }
      #expect(pause.reason == .modelFails)
      #expect(pause.message.contains("server errors in a row"))
      let sent = simulator.summary.requests
      let second = try bench.run([RunBench.job()]) { $0.patience = .noWait }
      guard case .paused = RunBench.work(second, within: 30) else {
        Issue.record("it does not leave again")
        return
      }
      #expect(simulator.summary.requests == sent + 1)
      simulator.endOutage()
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 60) == .finished)
      #expect(try bench.done().count == 40)
    }
  }

  @Test
  func `a model that answers prose too often is not where new tasks start, nor in the next run`()
    async throws
  {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.faults = [FaultRule(.prose, model: "openai/gpt-4o-mini")]
      let bench = try RunBench(settings, count: 100)
      let job = try RunBench.job()
      let first = try bench.run([job]) { $0.limit = 60 }
      #expect(RunBench.work(first, within: 60) == .limitReached)
      #expect(bench.count { if case .pace(.startMoved) = $0 { true } else { false } } == 1)
      let asked = bench.provider.simulator.ledger.rows.count { $0.model == "openai/gpt-4o-mini" }
      #expect((20...29).contains(asked), "\(asked)")
      #expect(RunBench.work(try bench.run([job]), within: 60) == .finished)
      let later = bench.provider.simulator.ledger.rows.count { $0.model == "openai/gpt-4o-mini" }
      #expect(later <= asked + 4, "kept for the next run, but for one in twenty")
      #expect(bench.count { if case .pace(.startMoved) = $0 { true } else { false } } == 2)
      #expect(try bench.done().count == 100)
    }
  }
}
