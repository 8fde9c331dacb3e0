import BatchCore
import BatchEngine
import BatchSQLite
import Foundation
import Simulator
import Synchronization
import TestSupport
import Testing

/// The batch lane beside the live one, with the real store and the real transport; a second lasts
/// ten milliseconds.
@Suite struct BatchLaneTests {
  static func bench(
    _ count: Int, _ rule: (inout BatchRule) -> Void = { _ in }, faults: [FaultRule] = [],
    balance: Picodollars? = nil
  ) throws -> RunBench {
    var settings = SimulatorSettings()
    rule(&settings.batches)
    settings.faults = faults
    settings.balance = balance
    return try RunBench(settings, count: count, clock: FastClock(speed: 100))
  }

  static func work(
    _ bench: RunBench, within seconds: Double = 60,
    _ adjust: (inout DispatchSettings) -> Void = { _ in }
  ) throws -> RunEnding? {
    RunBench.work(
      try bench.run([RunBench.job()], usesBatches: true, adjust: adjust), within: seconds)
  }

  /// Room for some ten requests at once, and in the end for many times as many.
  private static func bound(_ bench: RunBench) throws {
    _ = try bench.store.change(
      BudgetChange(maxCost: .amount(Money(picodollars: 3_200_000_000))))
  }

  static func live(_ bench: RunBench) -> [LedgerRow] {
    bench.provider.simulator.ledger.rows.filter { !$0.verdict.hasPrefix("batch") }
  }

  @Test func `a batch does all the work at half the price`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(30) { $0.asks = 3 }
      #expect(try Self.work(bench) == .finished)
      let simulator = bench.provider.simulator
      #expect(simulator.batches.map(\.rows.count) == [30])
      #expect(Self.live(bench).isEmpty)
      #expect(try bench.done().map(\.id) == (1...30).map { "a\($0)" })
      #expect(try bench.figures().cost.picodollars == Int64(simulator.spent.count))
      #expect(try bench.figures().costUnknown == 0)
      #expect(try bench.reader.verify() == [])
      #expect(
        bench.count { if case .batchAccepted("rewrite", 30) = $0 { true } else { false } } == 1)
      #expect(
        bench.count { if case .batchReturned("rewrite", 30, 30) = $0 { true } else { false } } == 1)
    }
  }

  /// S53.
  @Test func `what a batch leaves unanswered goes through the live lane, once`() async throws {
    try await OwnThread.run {
      let titles = [3, 9].map(SampleArticles.title)
      let bench = try Self.bench(
        20, { $0.rowErrors = titles },
        faults: [
          FaultRule(.internalError, article: SampleArticles.title(5), times: 1),
          FaultRule(.prose, article: SampleArticles.title(6), times: 1),
        ])
      #expect(try Self.work(bench) == .finished)
      #expect(try bench.done().count == 20)
      let asked = Self.live(bench)
      #expect(Set(asked.map(\.article)) == Set(titles + [5, 6].map(SampleArticles.title)))
      #expect(asked.count == 4)
      #expect(bench.provider.simulator.batches.count == 1)
      let escalated = asked.first { $0.article == SampleArticles.title(6) }
      #expect(escalated?.model == "anthropic/claude-haiku-4.5")
      #expect(try bench.figures().cost.picodollars == Int64(bench.provider.simulator.spent.count))
      #expect(try bench.figures().costUnknown == 0, "what a batch did not answer is not billed")
    }
  }

  @Test(arguments: [BatchRule.Ending.failed, .expired, .cancelled])
  func `a batch that fails as a whole is done by the live lane`(_ ending: BatchRule.Ending)
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(12) { $0.ending = ending }
      #expect(try Self.work(bench) == .finished)
      #expect(try bench.done().count == 12)
      #expect(Self.live(bench).count == 12 && bench.provider.simulator.batches.count == 1)
      #expect(try bench.figures().attempts == 24)
      #expect(try bench.figures().costUnknown == 0)
      #expect(try bench.reader.verify() == [])
    }
  }

  /// S53: 404 on /beta/batches.
  @Test func `without a batch endpoint the live lane does it all, and it is said once`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(12) { $0.isAbsent = true }
      #expect(try Self.work(bench) == .finished)
      #expect(try bench.done().count == 12)
      #expect(try bench.figures().attempts == 12, "what was not accepted was no attempt")
      let told = bench.count { if case .batchLaneClosed(role: nil, _) = $0 { true } else { false } }
      #expect(told == 1)
    }
  }

  @Test func `a provider that takes no batch now is offered it again`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(5) { $0.refusal = 503 }
      let run = try bench.run([RunBench.job()], usesBatches: true)
      let ending = Mutex<RunEnding?>(nil)
      let thread = Thread { ending.withLock { $0 = run.work() } }
      thread.start()
      #expect(
        Wait.until { bench.count { if case .batchPutOff = $0 { true } else { false } } >= 2 })
      #expect(Self.live(bench).isEmpty)
      bench.provider.simulator.setBatches(BatchRule())
      #expect(Wait.until { ending.withLock { $0 } == .finished })
      #expect(Self.live(bench).isEmpty && bench.provider.simulator.batches.count == 1)
    }
  }

  @Test(arguments: [429, 503])
  func `a batch is offered again when the provider said, and not before`(_ status: Int)
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(5) { ($0.refusal, $0.retryAfter) = (status, 400) }
      let run = try bench.run([RunBench.job()], usesBatches: true)
      let ending = Mutex<RunEnding?>(nil)
      let before = bench.now
      let thread = Thread { ending.withLock { $0 = run.work() } }
      thread.start()
      func moments() -> [Timestamp] {
        bench.events.compactMap { if case .batchPutOff(_, let moment) = $0 { moment } else { nil } }
      }
      #expect(Wait.until { !moments().isEmpty })
      bench.provider.simulator.setBatches(BatchRule())
      let moment = try #require(moments().first)
      #expect(moment - before >= .seconds(400))
      #expect(Wait.until { !bench.provider.simulator.batches.isEmpty })
      #expect(bench.now >= moment)
      #expect(Wait.until { ending.withLock { $0 } == .finished })
      #expect(moments().count == 1 && Self.live(bench).isEmpty)
    }
  }

  @Test func `a provider that never takes a batch leaves the work to the live lane`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(5) { $0.refusal = 500 }
      #expect(try Self.work(bench) == .finished)
      #expect(Self.live(bench).count == 5)
      #expect(bench.count { if case .batchPutOff = $0 { true } else { false } } == 5)
    }
  }

  @Test func `an empty balance pauses before anything is sent, and the next run goes on`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(8, balance: .zero)
      guard case .paused(let pause) = try Self.work(bench) else {
        Issue.record("not paused")
        return
      }
      #expect(pause.reason == .insufficientCredits)
      #expect(try bench.figures().ready == 8)
      #expect(Self.live(bench).isEmpty)
      bench.provider.simulator.topUp(usd: 1)
      #expect(try Self.work(bench) == .finished)
      #expect(try bench.done().count == 8)
      #expect(Self.live(bench).count == 1, "the probe")
      #expect(bench.provider.simulator.batches.map(\.rows.count) == [7])
    }
  }

  @Test func `told not to wait it leaves a batch to the next run, whatever its lane`() async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(6)
      #expect(try Self.work(bench) { $0.patience = .noWait } == .inBatches(6))
      #expect(try bench.figures().claimed == 6)
      let next = try bench.run([RunBench.job()]) { $0.patience = .noWait }
      #expect(RunBench.work(next, within: 30) == .finished)
      #expect(try bench.done().count == 6)
      #expect(Self.live(bench).isEmpty)
    }
  }

  @Test func `told to stop it leaves the batch at the provider, and the next run takes it in`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(6) { $0.asks = nil }
      let run = try bench.run([RunBench.job()], usesBatches: true)
      let ending = Mutex<RunEnding?>(nil)
      let thread = Thread { ending.withLock { $0 = run.work() } }
      thread.start()
      #expect(Wait.until { bench.provider.simulator.batches.first?.asks ?? 0 >= 2 })
      run.stop()
      #expect(Wait.until { ending.withLock { $0 } == .drained })
      let batch = try #require(try bench.reader.figures(now: bench.now).batches.first)
      #expect(batch.tasks == 6 && batch.asks >= 1 && batch.asksAgainAt > batch.since)
      bench.provider.simulator.endBatches()
      #expect(try Self.work(bench) == .finished)
      #expect(try bench.done().count == 6 && Self.live(bench).isEmpty)
      #expect(bench.provider.simulator.batches.count == 1)
    }
  }

  @Test func `a batch that the provider knows no more is given up in the end`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(4) { $0.forgets = true }
      #expect(try Self.work(bench) == .finished)
      #expect(try bench.done().count == 4)
      #expect(Self.live(bench).count == 4)
      #expect(try bench.figures().costUnknown == 4)
      let asks = try #require(bench.provider.simulator.batches.first?.asks)
      #expect((BatchPolling.enoughUnknown...8).contains(asks), "\(asks)")
      let told = bench.count { if case .batchForgotten = $0 { true } else { false } }
      #expect(told == 1)
      #expect(bench.count { if case .batchReturned = $0 { true } else { false } } == 0)
    }
  }

  @Test func `how long a batch is not known counts over several runs`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(4) { $0.forgets = true }
      var runs = 0
      while try bench.figures().done < 4, runs < 20 {
        let run = try bench.run([RunBench.job()], usesBatches: true) { $0.patience = .noWait }
        #expect(RunBench.work(run, within: 30) != nil)
        bench.advance(by: .seconds(180))
        runs += 1
      }
      #expect(runs == BatchPolling.enoughUnknown + 1)
      #expect(Self.live(bench).count == 4)
      #expect(try bench.figures().costUnknown == 4)
    }
  }

  /// S52.
  @Test func `under a bound one batch after the other is filled, and nothing goes live`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(30)
      try Self.bound(bench)
      #expect(try Self.work(bench) == .finished)
      #expect(try bench.done().count == 30)
      let sizes = bench.provider.simulator.batches.map(\.rows.count)
      #expect(sizes.count > 1 && sizes.reduce(0, +) == 30, "\(sizes)")
      #expect(Self.live(bench).isEmpty)
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `under a bound what a batch returned goes live, and the rest waits for the next`()
    async throws
  {
    try await OwnThread.run {
      let titles = [4, 5].map(SampleArticles.title)
      let bench = try Self.bench(30) { $0.rowErrors = titles }
      try Self.bound(bench)
      #expect(try Self.work(bench) == .finished)
      #expect(try bench.done().count == 30)
      let sizes = bench.provider.simulator.batches.map(\.rows.count)
      #expect(sizes.count > 1, "\(sizes)")
      #expect(Set(Self.live(bench).map(\.article)) == Set(titles))
    }
  }

  @Test func `a limit counts what is in batches`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(30)
      #expect(try Self.work(bench) { $0.limit = 7 } == .limitReached)
      #expect(try bench.done().count == 7)
      #expect(bench.provider.simulator.batches.map(\.rows.count) == [7])
      #expect(Self.live(bench).isEmpty)
    }
  }

  @Test func `more than a batch holds goes into several`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(BatchChunk.rows + 20)
      #expect(try Self.work(bench) == .finished)
      #expect(bench.provider.simulator.batches.map(\.rows.count) == [BatchChunk.rows, 20])
      #expect(try bench.done().count == BatchChunk.rows + 20)
      #expect(Self.live(bench).isEmpty)
    }
  }
}

/// Waits for what another thread does.
enum Wait {
  static func until(_ condition: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 60)
    while !condition() {
      if Date() > deadline { return false }
      usleep(2000)
    }
    return true
  }
}
