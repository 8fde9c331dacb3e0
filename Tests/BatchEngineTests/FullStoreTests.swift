import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// A queue that cannot be written for a while: nothing received is given up, nothing more is asked.
struct FullStoreTests {
  private static let full = StoreFailure.full(path: "batch.sqlite")

  private static func bench(_ milliseconds: Int = 20, count: Int) throws -> RunBench {
    var settings = SimulatorSettings()
    settings.latency = .fixed(milliseconds)
    return try RunBench(settings, count: count)
  }

  /// Full from the first turn for which `begins` holds, for so long.
  private static func fill(
    _ bench: RunBench, for seconds: Double, from begins: @escaping @Sendable (Turn) -> Bool
  ) {
    let moment = Moment()
    bench.store.fail { turn in
      if moment.seconds == nil, begins(turn) { moment.start() }
      guard let passed = moment.seconds, passed < seconds else { return nil }
      return full
    }
  }

  @Test func `a full disk keeps the answers and asks for nothing until they are written`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(count: 60)
      let arrived = Counter()
      bench.store.before { _ in arrived.add() }
      Self.fill(bench, for: 1.5) { _ in arrived.value > 8 }
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 30) == .finished)
      #expect(bench.provider.simulator.summary.requests == 60, "none paid twice")
      #expect(try bench.done().count == 60)
      #expect(bench.count { if case .storeFailed = $0 { true } else { false } } == 1)
      #expect(bench.count { if case .storeRecovered = $0 { true } else { false } } == 1)
      let failed = bench.store.calls.filter(\.failed)
      #expect(failed.count >= 2 && failed.count <= 8, "\(failed.count) tries in 1.5 s")
      #expect(failed.dropFirst().allSatisfy { $0.wishes == 0 }, "no claims meanwhile")
    }
  }

  @Test func `a disk that is full at the first claim is tried each second, not spun upon`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(count: 10)
      Self.fill(bench, for: 1.5) { _ in true }
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 15) == .finished)
      #expect(bench.store.calls.count { $0.failed } <= 5)
      #expect(bench.provider.simulator.summary.requests == 10)
    }
  }

  @Test func `an earlier alarm does not swallow the next try to write`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.faults = [
        FaultRule(.rateLimited(.retryAfter, seconds: 1), requests: 1...1),
        FaultRule(.slow(milliseconds: 600), requests: 2...2),
      ]
      let bench = try RunBench(settings, count: 2)
      Self.fill(bench, for: 0.7) { turn in
        turn.settlements.contains { if case .succeed = $0.decision { true } else { false } }
      }
      #expect(
        RunBench.work(try bench.run([RunBench.job()], concurrency: 2), within: 10) == .finished)
      #expect(try bench.done().count == 2)
    }
  }

  @Test func `stopped in trouble, the answers are put aside and the next run takes them in`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(count: 30)
      bench.store.fail { turn in
        turn.settlements.isEmpty ? nil : Self.full
      }
      let run = try bench.run([RunBench.job()])
      Thread.detachNewThread {
        while bench.count({ if case .storeFailed = $0 { true } else { false } }) == 0 {
          usleep(2000)
        }
        run.stop()
      }
      #expect(RunBench.work(run, within: 20) == .unsaved(Self.full))
      let asked = bench.provider.simulator.summary.requests
      #expect((1...5).contains(asked))
      #expect(try bench.figures().claimed == asked)
      bench.store.fail { _ in nil }
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 20) == .finished)
      #expect(
        bench.count { if case .tookIn(asked, copies: []) = $0 { true } else { false } } == 1)
      #expect(bench.provider.simulator.summary.requests == 30, "none paid twice")
      #expect(try bench.done().count == 30)
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test(arguments: [true, false])
  func `a damaged queue ends the run by itself, and what was answered is put aside`(
    isRead: Bool
  ) async throws {
    try await OwnThread.run {
      let damaged = StoreFailure.corrupt(path: "batch.sqlite", reason: "malformed")
      let bench = try Self.bench(count: 30)
      bench.store.fail { turn in turn.settlements.isEmpty == isRead ? damaged : nil }
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 20) == .unsaved(damaged))
      let asked = bench.provider.simulator.summary.requests
      #expect(isRead ? asked == 0 : (1...5).contains(asked), "\(asked)")
      bench.store.fail { _ in nil }
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 20) == .finished)
      #expect(bench.provider.simulator.summary.requests == 30, "none paid twice")
      #expect(try bench.done().count == 30)
    }
  }

  @Test
  func `answers that can be put nowhere are kept until the user leaves at any price`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(count: 10)
      bench.store.fail { turn in turn.settlements.isEmpty ? nil : Self.full }
      let run = try bench.run([RunBench.job()], spool: FullSpool())
      Thread.detachNewThread {
        while bench.count({ if case .storeFailed = $0 { true } else { false } }) == 0 {
          usleep(2000)
        }
        run.stop()
        while bench.count({ if case .spoolFailed = $0 { true } else { false } }) == 0 {
          usleep(2000)
        }
        run.stop()
      }
      #expect(RunBench.work(run, within: 20) == .unsaved(Self.full))
      let asked = bench.provider.simulator.summary.requests
      #expect(
        bench.count { if case .leftUnwritten(asked) = $0 { true } else { false } } == 1)
      bench.store.fail { _ in nil }
      #expect(RunBench.work(try bench.run([RunBench.job()]), within: 20) == .finished)
      #expect(bench.count { if case .recovered(asked) = $0 { true } else { false } } == 1)
      let rows = bench.provider.simulator.ledger.rows
      #expect(rows.count == 10 + asked)
      #expect(rows.count(where: \.isHit) == asked, "free, as they were finished")
      #expect(try bench.done().count == 10)
    }
  }
}
