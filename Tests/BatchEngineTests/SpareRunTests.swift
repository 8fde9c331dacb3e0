import BatchCore
import BatchEngine
import Confinement
import Foundation
import Simulator
import Synchronization
import Testing

/// Runs whose workers go on while their answers are written, with the real store and transport.
struct SpareRunTests {
  enum Interruption: CaseIterable {
    case pause, cancel, stop
  }

  private static func bench(
    _ count: Int, milliseconds: Int = 5, _ faults: [FaultRule] = []
  ) throws -> RunBench {
    var settings = SimulatorSettings()
    settings.latency = .fixed(milliseconds)
    settings.faults = faults
    return try RunBench(settings, count: count)
  }

  /// Every attempt in the ledger is a request that the provider has seen.
  private static func expectAttempts(_ bench: RunBench, _ comment: Comment? = nil) throws {
    let attempts = try bench.figures().attempts
    #expect(attempts == bench.provider.simulator.summary.requests, comment)
    #expect(try bench.reader.verify() == [], comment)
  }

  @Test(arguments: Interruption.allCases)
  func `what was claimed ahead and not sent is ready again when a run ends early`(
    _ interruption: Interruption
  ) async throws {
    try await OwnThread.run {
      let bench = try Self.bench(2_000)
      let run = try bench.run([RunBench.job()])
      let isAhead = Rest<Void>()
      let isFirst = Switch()
      bench.store.before { turn in
        // Fewer workers than that: some are to lie ready.
        if turn.wishes.count > 5, isFirst.flip() { isAhead.wake(()) }
      }
      let ended = Self.begin(run, waking: isAhead)
      isAhead.wait()
      switch interruption {
      case .pause:
        let pause = Pause(
          scope: .queue, reason: .operator, since: bench.now, message: "m", remedy: "r")
        #expect(Self.hand(.pause(pause), to: run) == .success(.paused))
        guard case .paused = ended.wait() else { throw Unexpected() }
      case .cancel:
        guard
          case .success(.cancelled(let tasks)) = Self.hand(
            .cancel(CancelSelection(role: "rewrite", limit: 10_000)), to: run)
        else { throw Unexpected() }
        #expect(tasks.inFlight <= 15)
        run.stop()
        _ = ended.wait()
      case .stop:
        run.stop()
        #expect(ended.wait() == .drained)
      }
      let figures = try bench.figures()
      #expect(figures.claimed == 0)
      #expect(figures.done > 0 && figures.done < 2_000)
      try Self.expectAttempts(bench)
    }
  }

  private struct Unexpected: Error {}

  /// Works on a thread of its own; whoever waits for something of the run does not wait longer than
  /// for its end.
  private static func begin(_ run: Run, waking rest: Rest<Void>) -> Rest<RunEnding> {
    let ended = Rest<RunEnding>()
    Thread.detachNewThread {
      let ending = run.work()
      rest.wake(())
      ended.wake(ending)
    }
    return ended
  }

  private static func hand(_ change: QueueChange, to run: Run) -> Errand.Answer {
    let rest = Rest<Errand.Answer>()
    run.take(Errand(change) { rest.wake($0) })
    return rest.wait()
  }

  @Test func `what was claimed ahead is put aside with the answers where the queue is full`()
    async throws
  {
    try await OwnThread.run {
      let bench = try Self.bench(600)
      let run = try bench.run([RunBench.job()])
      let (isFull, isFirst, isRefused) = (Switch(), Switch(), Rest<Void>())
      let store = bench.store
      store.fail { _ in
        if store.maxInFlight > 10 { _ = isFull.flip() }
        guard isFull.isFlipped else { return nil }
        if isFirst.flip() { isRefused.wake(()) }
        return .full(path: "q")
      }
      let ended = Self.begin(run, waking: isRefused)
      isRefused.wait()
      run.stop()
      #expect(ended.wait() == .unsaved(.full(path: "q")))
      bench.store.fail { _ in nil }
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      #expect(bench.count { if case .recovered = $0 { true } else { false } } == 0)
      #expect(try bench.done().count == 600)
      try Self.expectAttempts(bench)
    }
  }

  @Test func `answers that slow down are waited for again`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(60, milliseconds: 150)
      let most = Mutex(0)
      bench.store.before { turn in most.withLock { $0 = max($0, turn.wishes.count) } }
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      #expect(most.withLock { $0 } <= 5)
      #expect(bench.store.maxInFlight <= 5)
    }
  }

  @Test func `refusals and failures between good answers leave every attempt told once`()
    async throws
  {
    try await OwnThread.run {
      let faults: [FaultRule] = [
        FaultRule(.rateLimited(.retryAfterFraction, seconds: 0.2), requests: 560...562),
        FaultRule(.badGateway(.text), requests: 200...203), FaultRule(.prose, requests: 300...305),
      ]
      let bench = try Self.bench(600, faults)
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      #expect(try bench.done().count == 600)
      #expect(bench.provider.simulator.summary.maxInFlight <= 5)
      try Self.expectAttempts(bench)
    }
  }

  @Test func `nothing is claimed ahead where a crash would have it paid again`() async throws {
    try await OwnThread.run {
      let bench = try Self.bench(200)
      var job = try RunBench.job()
      job.request.cache = false
      #expect(try bench.run([job]).work() == .finished)
      #expect(bench.store.maxInFlight <= 5)
    }
  }
}
