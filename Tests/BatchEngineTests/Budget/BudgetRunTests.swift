import BatchCore
import BatchEngine
import Confinement
import Foundation
import Simulator
import Testing

/// A run under a bound, over the real transport and the simulator's account.
struct BudgetRunTests {
  private static func cents(_ count: Int64) -> Money { Money(picodollars: count * 10_000_000_000) }

  private static func bench(
    _ faults: FaultRule..., count: Int = 30, adjust: (inout SimulatorSettings) -> Void = { _ in }
  ) throws -> RunBench {
    var settings = SimulatorSettings()
    settings.latency = .fixed(3)
    settings.honoursMaxTokens = true
    settings.faults = faults
    settings.keepsBodies = true
    adjust(&settings)
    return try RunBench(settings, count: count, clock: FastClock(speed: 20))
  }

  private static func job() throws -> Job { try AnswersBench.job("stream: false") }

  private static func isBudget(_ ending: RunEnding?) -> Bool {
    AnswersBench.pause(ending) == .budget
  }

  @Test func `a bound stops the run before it is passed, and a larger one lets it go on`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench()
      let most = Money(picodollars: 1_500_000_000)
      _ = try bench.store.change(BudgetChange(maxCost: .amount(most)))
      #expect(Self.isBudget(RunBench.work(try bench.run([Self.job()]), within: 30)))
      let simulator = bench.provider.simulator
      #expect(Int64(simulator.spent.count) <= most.picodollars)
      let done = try bench.figures().done
      #expect(done > 3 && done < 30, "\(done)")
      #expect(try bench.figures().reserved == .zero)
      let body = try #require(simulator.ledger.body(of: 1))
      #expect(
        String(decoding: body, as: UTF8.self)
          .contains(#""max_price":{"prompt":0.15,"completion":0.6,"request":0}"#))
      let sent = simulator.summary.requests
      #expect(Self.isBudget(RunBench.work(try bench.run([Self.job()]), within: 30)))
      #expect(simulator.summary.requests == sent, "nothing is sent to find out")
      _ = try bench.store.change(BudgetChange(maxCost: .lifted))
      #expect(try bench.reader.pauses() == [])
      #expect(RunBench.work(try bench.run([Self.job()]), within: 30) == .finished)
      #expect(try bench.figures().done == 30)
    }
  }

  @Test func `a waiting run goes on as soon as its bound is raised`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(count: 20)
      _ = try bench.store.change(BudgetChange(maxCost: .amount(.zero)))
      let run = try bench.run([Self.job()]) { $0.patience = .wait }
      let answer = Rest<Errand.Answer>()
      Thread.detachNewThread {
        while (try? bench.reader.pauses())?.isEmpty != false { usleep(2000) }
        run.take(
          Errand(.budget(BudgetChange(maxCost: .amount(Self.cents(900))))) { answer.wake($0) })
      }
      #expect(RunBench.work(run, within: 30) == .finished)
      guard case .success(.budget(let changed)) = answer.wait() else {
        Issue.record("not changed")
        return
      }
      #expect(changed.was.maxCost == .zero && changed.now.maxCost == Self.cents(900))
      #expect(try bench.figures().done == 20)
      #expect(try bench.reader.pauses() == [])
      #expect(bench.count { if case .budget = $0 { true } else { false } } == 1)
    }
  }

  @Test func `a model without a price is passed by under a bound, a free one is not`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(count: 5)
      _ = try bench.store.change(BudgetChange(maxCost: .amount(.zero)))
      let unknown = try AnswersBench.job(ladder: ["nobody/knows"])
      let ending = RunBench.work(try bench.run([unknown]), within: 30)
      #expect(Self.isBudget(ending))
      #expect(try bench.reader.pauses().map(\.scope) == [.model("nobody/knows")])
      #expect(bench.provider.simulator.summary.requests == 0)
      let free = try AnswersBench.job(ladder: ["meta-llama/llama-3.3-70b-instruct:free"])
      #expect(RunBench.work(try bench.run([free]), within: 30) == .finished)
      #expect(try bench.figures().done == 5)
    }
  }

  @Test(arguments: [Fault.usageMissing, .cut(afterBytes: 100)])
  func `S36 S49 what an answer did not tell is asked for, until it is known`(_ fault: Fault)
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(FaultRule(fault, requests: 1...3), count: 60) {
        $0.latency = .fixed(20)
        $0.generationDelayMilliseconds = 100
      }
      #expect(RunBench.work(try bench.run([Self.job()]), within: 30) == .finished)
      let figures = try bench.figures()
      #expect(figures.costUnknown == 0)
      #expect(figures.cost.picodollars == Int64(bench.provider.simulator.spent.count))
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `where only unknown costs are in the way, it waits until they are told`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(FaultRule(.usageMissing), count: 10) {
        $0.generationDelayMilliseconds = 20
      }
      // Room for one request or two at their most.
      _ = try bench.store.change(
        BudgetChange(maxCost: .amount(Money(picodollars: 1_300_000_000))))
      #expect(RunBench.work(try bench.run([Self.job()]), within: 30) == .finished)
      #expect(try bench.figures().done == 10)
      #expect(try bench.figures().cost.picodollars == Int64(bench.provider.simulator.spent.count))
      #expect(bench.count { if case .paused = $0 { true } else { false } } == 0)
    }
  }

  @Test func `a run that finds only unknown costs in its way asks before it pauses`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(FaultRule(.usageMissing, requests: 1...4), count: 10) {
        $0.generationDelayMilliseconds = 2_000
      }
      let first = try bench.run([Self.job()]) { $0.limit = 4 }
      #expect(RunBench.work(first, within: 30) == .limitReached)
      let left = try bench.figures().reserved.picodollars
      #expect(try bench.figures().costUnknown == 4)
      _ = try bench.store.change(BudgetChange(maxCost: .amount(Money(picodollars: left + 1))))
      while bench.provider.simulator.milliseconds < 5_000 { usleep(10_000) }
      #expect(RunBench.work(try bench.run([Self.job()]), within: 30) == .finished)
      #expect(try bench.figures().done == 10)
      #expect(bench.count { if case .paused = $0 { true } else { false } } == 0)
    }
  }

  @Test func `what stays unknown counts in full, and the next run asks again`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(FaultRule(.usageMissing, requests: 1...2), count: 12) {
        $0.generationDelayMilliseconds = 1_000
      }
      _ = try bench.store.change(BudgetChange(maxCost: .amount(Self.cents(900))))
      let first = try bench.run([Self.job()]) { $0.limit = 6 }
      #expect(RunBench.work(first, within: 30) == .limitReached)
      let figures = try bench.figures()
      #expect(figures.costUnknown == 2)
      #expect(figures.reserved > .zero)
      while bench.provider.simulator.milliseconds < 3_000 { usleep(10_000) }
      #expect(RunBench.work(try bench.run([Self.job()]), within: 30) == .finished)
      let last = try bench.figures()
      #expect(last.costUnknown == 0 && last.reserved == .zero)
      #expect(last.cost.picodollars == Int64(bench.provider.simulator.spent.count))
    }
  }
}
