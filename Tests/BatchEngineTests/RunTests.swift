import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// The way of tasks through a run, with the real store and the real transport.
struct RunTests {
  private static func settings(_ milliseconds: Int) -> SimulatorSettings {
    var settings = SimulatorSettings()
    settings.latency = .fixed(milliseconds)
    return settings
  }

  @Test func `settlements of several workers share a transaction`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(Self.settings(5), count: 200)
      bench.store.before { _ in usleep(20_000) }
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      let turns = bench.store.calls.filter { $0.settlements > 0 }
      #expect(turns.count <= 140, "\(turns.count) turns for 200 settlements")
      #expect(turns.contains { $0.settlements > 0 && $0.claims > 0 }, "claims ride along")
      #expect(bench.store.maxInFlight <= 15, "five and ten spares")
      #expect(bench.provider.simulator.summary.maxInFlight <= 5)
      #expect(try bench.done().count == 200)
    }
  }

  @Test func `no article is asked twice and each is done once`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(Self.settings(3), count: 300)
      #expect(try bench.run([RunBench.job()], concurrency: 16).work() == .finished)
      #expect(bench.provider.simulator.summary.requests == 300)
      #expect(try bench.done().map(\.id) == (1...300).map { "a\($0)" })
      #expect(bench.provider.simulator.summary.maxInFlight <= 16)
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `a limit ends the run after exactly so many`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(Self.settings(3), count: 30)
      let run = try bench.run([RunBench.job()]) { $0.limit = 7 }
      #expect(RunBench.work(run, within: 20) == .limitReached)
      #expect(bench.provider.simulator.summary.requests == 7)
      #expect(try bench.figures().done == 7)
      #expect(try bench.figures().claimed == 0)
    }
  }

  @Test func `several roles are worked in one run`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(Self.settings(3), count: 20)
      let run = try bench.run([
        RunBench.job(), RunBench.job("deep", ladder: ["google/gemini-2.5-flash"]),
      ])
      #expect(RunBench.work(run, within: 20) == .finished)
      #expect(try bench.done("rewrite").count == 20)
      #expect(try bench.done("deep").count == 20)
    }
  }

  @Test func `a role without a model does not keep the finished others waiting`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(Self.settings(3), count: 10)
      let run = try bench.run([
        RunBench.job(), RunBench.job("deep", ladder: ["nobody/nothing"]),
      ])
      let ending = RunBench.work(run, within: 20)
      guard case .paused(let pause) = ending else {
        Issue.record("\(String(describing: ending))")
        return
      }
      #expect(pause.scope == .role("deep"))
      #expect(try bench.done("rewrite").count == 10)
      #expect(try bench.figures("deep").ready == 10)
    }
  }

  @Test func `a last article too long for its model goes to the larger one`() async throws {
    try await OwnThread.run {
      var settings = Self.settings(3)
      var small = SimulatedModel.builtIn[0]
      small.contextLength = 4000
      settings.models[0] = small
      let long = Article(
        id: "long", title: "Long", body: String(repeating: "A sentence of words. ", count: 1500))
      let bench = try RunBench(settings, articles: [long])
      let run = try bench.run([RunBench.job()], concurrency: 1)
      #expect(RunBench.work(run, within: 20) == .finished)
      #expect(try bench.done().first?.result?.model == "anthropic/claude-haiku-4.5")
    }
  }

  @Test func `the last task waits out its backoff`() async throws {
    try await OwnThread.run {
      var settings = Self.settings(3)
      settings.faults = [FaultRule(.badGateway(.text), times: 1)]
      let bench = try RunBench(settings, count: 1)
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 20) == .finished)
      #expect(bench.provider.simulator.summary.requests == 2)
    }
  }

  @Test func `a provider that is not there is given up`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 10)
      bench.provider.stop()
      let ending = RunBench.work(
        try bench.run([RunBench.job()]) { $0.unreachableLimit = 3 }, within: 20)
      guard case .neverReached = ending else {
        Issue.record("\(String(describing: ending))")
        return
      }
      #expect(try bench.figures().ready == 10)
      #expect(bench.provider.simulator.summary.requests == 0)
      try bench.provider.restart()
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 30) == .finished)
      #expect(bench.provider.simulator.summary.requests == 10)
    }
  }
}
