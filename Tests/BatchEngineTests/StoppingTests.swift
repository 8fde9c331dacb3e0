import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

struct StoppingTests {
  private static func bench(_ milliseconds: Int, count: Int) throws -> RunBench {
    var settings = SimulatorSettings()
    settings.latency = .fixed(milliseconds)
    return try RunBench(settings, count: count)
  }

  /// Works, and calls `stop` when so many requests have arrived.
  private static func work(_ run: Run, _ bench: RunBench, after requests: Int, stops: Int) -> (
    ending: RunEnding?, seconds: Double
  ) {
    let began = Date()
    Thread.detachNewThread {
      while bench.provider.simulator.summary.requests < requests { usleep(2000) }
      for _ in 0..<stops { run.stop() }
    }
    let ending = RunBench.work(run, within: 30)
    return (ending, Date().timeIntervalSince(began))
  }

  @Test func `a drained run finishes what is in flight and starts nothing more`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(300, count: 40)
      let (ending, _) = Self.work(try bench.run([RunBench.job()]), bench, after: 8, stops: 1)
      #expect(ending == .drained)
      let requests = bench.provider.simulator.summary.requests
      #expect(requests <= 10)
      #expect(try bench.figures().done == requests)
      #expect(try bench.figures().claimed == 0)
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 30) == .finished)
      #expect(bench.provider.simulator.summary.requests == 40)
    }
  }

  @Test func `a second stop cuts off what is in flight and uses up no try`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(20_000, count: 10)
      let (ending, seconds) = Self.work(try bench.run([RunBench.job()]), bench, after: 5, stops: 2)
      #expect(ending == .aborted)
      #expect(seconds < 5, "aborted after \(seconds) s")
      #expect(try bench.figures().ready == 10)
      bench.provider.simulator.setLatency(.fixed(5))
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 30) == .finished)
      let history = try bench.reader.history(article: "a1")
      #expect(history.tasks.first?.attempts.map(\.outcome) == ["aborted", "done"])
      #expect(history.tasks.first?.attempts.first?.isTry == false)
      #expect(
        bench.provider.simulator.ledger.rows(about: "Article 1").map(\.bodyHash.description).count
          == 2)
      #expect(bench.provider.simulator.ledger.duplicates.count == 5, "the same bytes again")
    }
  }

  @Test func `an answer to a claim that is no longer in force changes nothing`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(50, count: 20)
      let wasLost = Switch()
      bench.store.before { turn in
        guard turn.settlements.count > 0, wasLost.flip() else { return }
        _ = try? bench.store.inner.recover(now: Timestamp(Date()))
      }
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 30) == .finished)
      #expect(try bench.done().map(\.id) == (1...20).map { "a\($0)" })
      #expect(try bench.reader.verify() == [])
      let settled = bench.count { if case .settled = $0 { true } else { false } }
      #expect(settled == 20, "a refused settlement is not told as one")
      #expect(bench.provider.simulator.summary.maxInFlight <= 5)
    }
  }
}
