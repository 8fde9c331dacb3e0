import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// Refusals that name a moment, on one fast clock for the simulator and the run.
struct TimedRefusalTests {
  private static let first = AnswersBench.first
  private static let second = AnswersBench.second
  private static let speed = 15

  /// - Parameter count: of articles.
  private static func bench(count: Int, _ rule: FaultRule) throws -> RunBench {
    // Ten seconds past the minute.
    let clock = FastClock(speed: speed, began: Timestamp(milliseconds: 1_795_262_410_000))
    var settings = SimulatorSettings()
    settings.latency = .fixed(3)
    settings.faults = [rule]
    settings.date = { Date(timeIntervalSince1970: Double(clock.now.milliseconds) / 1000) }
    return try RunBench(settings, count: count, clock: clock)
  }

  @Test func `a model's own limit holds only that model, to the moment, and is kept to`()
    async throws
  {
    try await OwnThread.run {
      let rule = FaultRule(.modelPerMinute, model: Self.first, times: 1)
      let bench = try Self.bench(count: 14, rule)
      let jobs = try [
        RunBench.job(ladder: [Self.first]), RunBench.job("deep", ladder: [Self.second]),
      ]
      // With one worker nothing is under way while a refusal is read.
      let run = try bench.run(jobs, concurrency: 1)
      #expect(RunBench.work(run, within: 40) == .finished)
      #expect(try bench.figures().done == 14)
      #expect(try bench.figures("deep").done == 14)

      let changes = bench.events.compactMap { event -> RateChange? in
        if case .pace(.rate(let change)) = event { change } else { nil }
      }
      #expect(changes.map(\.model) == [Self.first])
      #expect(changes.map(\.reason) == [.told])
      #expect(changes.map(\.new) == [8.0 / 60])
      let ends = bench.events.compactMap { event -> Timestamp? in
        if case .waiting(let until, _) = event { until } else { nil }
      }
      // Up to two seconds later, so that not everyone comes at the moment itself, and what it took
      // to read the refusal.
      let end = try #require(ends.first)
      #expect((0...10_000).contains(end.milliseconds % 60_000), "the named minute: \(end)")

      let rows = bench.provider.simulator.ledger.rows
      let refused = try #require(rows.first { $0.verdict == "modelPerMinute" })
      let told = try #require(refused.answered)
      let hint = try #require(changes.first?.hint).inSeconds * 1000 / Double(Self.speed)
      let held = rows.filter { $0.model == Self.first && $0.number > refused.number }
      let others = rows.filter { $0.model == Self.second }
      #expect(others.count == 14)
      #expect(others.last?.arrived ?? .infinity < held.first?.arrived ?? 0, "only that model waits")
      #expect(held.first?.arrived ?? 0 >= told + hint - 10)
      // Eight a minute; a start may be written down a little late.
      let minute = 60_000 / Double(Self.speed)
      #expect(held.count == 14)
      for (early, late) in zip(held, held.dropFirst(8)) {
        #expect(late.arrived - early.arrived > minute * 0.9)
      }
    }
  }

  @Test func `a budget that starts anew pauses until that day, and not longer`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(count: 10, FaultRule(.workspaceBudget))
      let leaving = try bench.run([RunBench.job()]) { $0.patience = .noWait }
      guard case .paused(let pause)? = RunBench.work(leaving, within: 20) else {
        Issue.record("it does not leave")
        return
      }
      #expect(pause.reason == .budgetExceeded)
      let until = try #require(pause.until)
      #expect((.seconds(13 * 86_400) ... .seconds(14 * 86_400)).contains(until - pause.since))
      // Each that was in flight is refused, and the last one is kept.
      let kept = try #require(try bench.reader.pauses().first)
      #expect(kept.key == pause.key && kept.until != nil)
      #expect(try bench.figures().ready == 10)
      bench.provider.simulator.setFaults([])
      bench.advance(by: until - bench.now + .seconds(60))
      let run = try bench.run([RunBench.job()])
      #expect(RunBench.work(run, within: 20) == .finished)
      #expect(try bench.reader.pauses().isEmpty)
    }
  }
}
