import Simulator
import TestSupport
import Testing

/// How soon a run at work takes up what another terminal asks for, by the provider's ledger.
struct SteeringSpeedTests {
  /// Three workers are busy with these for long, two have nothing to do.
  private static let busy = (1...3).map {
    FaultRule(.slow(milliseconds: 3000), article: "<title>Article \($0)<")
  }

  private static func first(
    about article: String, after moment: Double, _ provider: RunningSimulator
  ) -> Double? {
    provider.simulator.ledger.rows(about: article).map(\.arrived).first { $0 >= moment }
  }

  @Test func `an article is asked about within a second of its enqueueing`() async throws {
    var settings = SimulatorSettings()
    settings.faults = Self.busy
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(3)
      let run = try batch.startRun(sending: 3, to: provider)
      try batch.folder.write(SampleArticles.lines(400), to: "more.jsonl")
      let asked = provider.simulator.milliseconds
      #expect(try batch.run("enqueue", "more.jsonl").status == 0)
      #expect(
        RunningProgram.wait(atMost: 5) {
          Self.first(about: "Article 4", after: asked, provider) != nil
        })
      let next = try #require(Self.first(about: "Article 4", after: asked, provider))
      #expect(next - asked < 1000, "\(next - asked) ms")
      #expect(
        provider.simulator.ledger.rows.prefix(3).allSatisfy { $0.answered ?? .infinity > next })
      #expect(run.wait().status == 0)
      try batch.expectRewritten(400)
    }
  }

  @Test func `a task is asked about within a second of its retry`() async throws {
    var settings = SimulatorSettings()
    settings.faults = Self.busy + [FaultRule(.moderated, article: "<title>Article 4<")]
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(4)
      let run = try batch.startRun(sending: 4, to: provider)
      #expect(try RunningProgram.wait(atMost: 5) { try batch.counts()["failed"] == 1 })
      provider.simulator.setFaults([])
      let asked = provider.simulator.milliseconds
      #expect(try batch.run("retry", "a4").status == 0)
      #expect(
        RunningProgram.wait(atMost: 5) {
          Self.first(about: "Article 4", after: asked, provider) != nil
        })
      let next = try #require(Self.first(about: "Article 4", after: asked, provider))
      #expect(next - asked < 1000, "\(next - asked) ms")
      #expect(run.isRunning)
      #expect(run.wait().status == 0)
      try batch.expectRewritten(4)
    }
  }

  @Test func `a lowered number of requests holds within a second`() async throws {
    var settings = SimulatorSettings()
    settings.latency = .fixed(100)
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(60)
      let run = try batch.startRun(sending: 5, to: provider)
      #expect(RunningProgram.wait(atMost: 5) { provider.simulator.ledger.rows.count >= 10 })
      let asked = provider.simulator.milliseconds
      #expect(try batch.run("set", "--concurrency", "1").status == 0)
      #expect(run.wait().status == 0)
      let later = provider.simulator.ledger.rows.filter { $0.arrived >= asked + 1000 }
      #expect(later.count >= 5, "\(later.count)")
      for (row, next) in zip(later, later.dropFirst()) {
        #expect(try #require(row.answered) <= next.arrived)
      }
      try batch.expectRewritten(60)
    }
  }
}
