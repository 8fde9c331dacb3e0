import BatchCore
import BatchEngine
import Simulator
import Testing

/// What a run has learned of a limit is the next run's to begin with.
struct KeptRateTests {
  private static let perSecond = 40.0

  /// How many of the first requests after row `number` were refused.
  private static func refused(of count: Int, after number: Int, _ bench: RunBench) -> Int {
    bench.provider.simulator.ledger.rows(after: number).prefix(count)
      .count { $0.verdict == "rateLimit" }
  }

  @Test func `the next run begins at the learned rate, without a burst of refusals`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(3)
      settings.rateLimit = RateLimit(rate: Self.perSecond, burst: 1)
      let bench = try RunBench(settings, count: 100)
      let job = try RunBench.job()
      let first = try bench.run([job]) { $0.limit = 60 }
      #expect(RunBench.work(first, within: 40) == .limitReached)
      let learned = Self.refused(of: 20, after: 0, bench)
      #expect(learned >= 3, "a limit that nobody told is found by running into it")
      let kept = try #require(
        PaceRecord(try bench.reader.document(named: PaceRecord.name)).rates.first)
      #expect((0.1...1.5).contains(kept.perSecond / Self.perSecond), "\(kept.perSecond) a second")
      let asked = bench.provider.simulator.summary.requests
      let began = bench.provider.simulator.milliseconds
      let second = try bench.run([job]) { $0.limit = 12 }
      #expect(RunBench.work(second, within: 40) == .limitReached)
      let again = Self.refused(of: 5, after: asked, bench)
      #expect(again <= 2, "\(again) refused")
      let rows = bench.provider.simulator.ledger.rows(after: asked)
      let tenth = try #require(rows.dropFirst(9).first).arrived - began
      // Nine intervals; a tenth faster where it probes for more.
      #expect(tenth >= 9000 / (kept.perSecond * 1.1), "\(tenth) ms at \(kept.perSecond) a second")
      #expect(try bench.figures().failed == 0)
    }
  }
}
