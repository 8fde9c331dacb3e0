import BatchCore
import BatchEngine
import Foundation
import Simulator
import TestSupport
import Testing

/// What the batch lane finds out about models and the key, as the live lane does.
struct BatchFindingsTests {
  private static let first = AnswersBench.first

  private static func work(
    _ run: AnswersBench, _ patience: DispatchSettings.Patience = .ordinary
  ) throws -> RunEnding? {
    let work = try run.bench.run([RunBench.job()], usesBatches: true) { $0.patience = patience }
    return RunBench.work(work, within: 60)
  }

  private static func bench(
    count: Int, _ rules: FaultRule..., adjust: (inout SimulatorSettings) -> Void = { _ in }
  ) throws -> AnswersBench {
    try AnswersBench(count: count, speed: 100) {
      $0.faults = rules
      $0.batches.asks = 1
      adjust(&$0)
    }
  }

  /// S38.
  @Test func `what a batch's rows teach of a model is told once and kept`() async throws {
    try await OwnThread.run {
      let run = try Self.bench(
        count: 40, FaultRule(.reasoningAteBudget, model: Self.first, times: 40))
      #expect(try Self.work(run) == .finished)
      #expect(run.done == 40)
      #expect(run.bench.provider.simulator.batches.map(\.rows.count) == [40])
      let told = run.bench.events.compactMap { event -> ModelLesson? in
        if case .learned(Self.first, let lesson) = event { lesson } else { nil }
      }
      #expect(told.map(\.reasoningRoom) == [Adjustment.reasoningFactor])
      let status = try StatusReport(of: run.bench.reader, database: "q", now: run.bench.now)
      #expect(status.lessons.map(\.model) == [Self.first])
    }
  }

  /// S43.
  @Test func `too many rows without JSON move the start, also that of the next run`() async throws {
    try await OwnThread.run {
      let run = try Self.bench(count: 40, FaultRule(.prose, model: Self.first))
      func moves() -> Int {
        run.bench.count { if case .pace(.startMoved) = $0 { true } else { false } }
      }
      let simulator = run.bench.provider.simulator
      func asked() -> Int { simulator.ledger.rows.count { $0.model == Self.first } }
      #expect(try Self.work(run) == .finished)
      #expect(run.done == 40 && moves() == 1)
      let before = asked()
      let more = (41...59).map {
        Article(id: "a\($0)", title: SampleArticles.title($0), body: SampleArticles.body($0))
      }
      _ = try run.bench.store.enqueue(more, update: false)
      #expect(try Self.work(run) == .finished)
      #expect(run.done == 59 && moves() == 2)
      #expect(asked() == before, "the next model answers them")
      #expect(simulator.batches.count == 1)
    }
  }

  /// S8.
  @Test func `a key's used-up cap that a batch runs into waits for the day it starts anew`()
    async throws
  {
    try await OwnThread.run {
      let run = try Self.bench(count: 8) {
        $0.keyLimit = Picodollars(usd: 5)
        $0.batches.isOverKeyLimit = true
      }
      guard case .paused(let pause)? = try Self.work(run, .noWait) else {
        Issue.record("not paused")
        return
      }
      #expect(pause.reason == .keyLimit)
      #expect(pause.until == KeyCard(limitReset: "monthly").nextReset(after: run.bench.now))
      #expect(try run.bench.reader.pauses().map(\.until) == [pause.until])
      #expect(run.bench.provider.simulator.keyQuestions == 1)
      #expect(try run.bench.figures().ready == 8)
    }
  }

  /// S15.
  @Test func `rows that say that nobody serves the model move the start`() async throws {
    try await OwnThread.run {
      let run = try Self.bench(count: 30, FaultRule(.noEndpoints, model: Self.first))
      #expect(try Self.work(run) == .finished)
      #expect(run.done == 30)
      let moved = run.bench.events.compactMap { event -> String? in
        if case .pace(.startMoved(Self.first, let sentence)) = event { sentence } else { nil }
      }
      #expect(moved.count == 1 && moved[0].contains("is not there"), "\(moved)")
      let rows = run.bench.provider.simulator.ledger.rows
      #expect(rows.count { $0.model == Self.first && !$0.verdict.hasPrefix("batch") } == 0)
    }
  }

  /// S1.
  @Test func `a key refused when a batch is asked for pauses, and the batch is taken in later`()
    async throws
  {
    try await OwnThread.run {
      let run = try Self.bench(count: 8) { ($0.batches.asks, $0.batches.askRefusal) = (nil, 401) }
      guard case .paused(let pause)? = try Self.work(run) else {
        Issue.record("not paused")
        return
      }
      #expect(pause.reason == .badKey)
      #expect(pause.message.contains("accepts it"), "\(pause.message)")
      #expect(run.bench.provider.simulator.keyQuestions == 1)
      #expect(try run.bench.figures().claimed == 8, "it is at the provider still")
      let batch = try #require(try run.bench.reader.figures(now: run.bench.now).batches.first)
      #expect(batch.unknowns == 0)
      run.bench.provider.simulator.setBatches(BatchRule())
      #expect(try Self.work(run) == .finished)
      #expect(run.done == 8)
      #expect(run.bench.provider.simulator.batches.count == 1)
    }
  }

  /// S1.
  @Test(arguments: [true, false])
  func `a key refused for a batch says whether it is the key that is refused`(isKey: Bool)
    async throws
  {
    try await OwnThread.run {
      let run = try Self.bench(count: 8) {
        if isKey { $0.validKeys = ["sk-or-other"] } else { $0.batches.refusal = 401 }
      }
      guard case .paused(let pause)? = try Self.work(run, .noWait) else {
        Issue.record("not paused")
        return
      }
      #expect(pause.reason == .badKey)
      #expect(pause.message.contains(isKey ? "refuses it too" : "accepts it"))
      #expect(run.bench.provider.simulator.keyQuestions == 1)
    }
  }
}
