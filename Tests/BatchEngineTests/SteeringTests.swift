import BatchCore
import BatchEngine
import Confinement
import Foundation
import Simulator
import Testing

/// Changes handed to a run in this process.
struct SteeringTests {
  private static func hand(_ change: QueueChange, to run: Run) -> (Errand, Rest<Errand.Answer>) {
    let rest = Rest<Errand.Answer>()
    let errand = Errand(change) { rest.wake($0) }
    run.take(errand)
    return (errand, rest)
  }

  @Test func `a change waits for the turn that is being written, and is not made if given up`()
    async throws
  {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(5)
      let bench = try RunBench(settings, count: 30)
      let run = try bench.run([RunBench.job()])
      let inTurn = Rest<Void>()
      let goOn = Rest<Void>()
      let isFirst = Switch()
      bench.store.before { turn in
        guard !turn.settlements.isEmpty, isFirst.flip() else { return }
        inTurn.wake(())
        goOn.wait()
      }
      let ended = Rest<RunEnding>()
      Thread.detachNewThread { ended.wake(run.work()) }
      inTurn.wait()
      let (late, lateAnswer) = Self.hand(.cancel(CancelSelection(role: "rewrite")), to: run)
      let (_, answer) = Self.hand(.concurrency(3), to: run)
      late.giveUp()
      goOn.wake(())
      #expect(lateAnswer.wait() == .failure(.notWriting(isOpen: false)))
      #expect(answer.wait() == .success(.concurrency(was: 5)))
      #expect(ended.wait() == .finished)
      #expect(try bench.figures().done == 30)
      let (_, after) = Self.hand(.resume(nil), to: run)
      #expect(after.wait() == .failure(.ending))
    }
  }

  @Test func `a change that the queue cannot take is refused and the run goes on`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 5)
      let run = try bench.run([RunBench.job()])
      let (_, unknown) = Self.hand(
        .cancel(CancelSelection(role: "rewrite", articles: ["a55"])), to: run)
      #expect(
        unknown.wait() == .failure(.store(.unknownArticle(id: "a55", nearest: ["a5"]))))
      let place = LadderPlace(rung: 0, model: "x/unused")
      let (_, unused) = Self.hand(.retry(RetrySelection(role: "rewrite", target: place)), to: run)
      guard case .failure(.unable(let sentence)) = unused.wait() else {
        Issue.record("it was taken")
        return
      }
      #expect(sentence.contains("does not use x/unused"))
      #expect(run.work() == .finished)
    }
  }

  @Test func `cancelling all that is left ends a run that waits`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.rateLimited(.retryAfter, seconds: 3600))]
    let bench = try RunBench(settings, count: 8)
    try await OwnThread.run {
      let run = try bench.run([RunBench.job(ladder: ["openai/gpt-4o-mini"])])
      let ended = Rest<RunEnding>()
      Thread.detachNewThread { ended.wake(run.work()) }
      while bench.count({ if case .paused = $0 { true } else { false } }) == 0 { usleep(1000) }
      let (_, answer) = Self.hand(.cancel(CancelSelection(role: "rewrite")), to: run)
      #expect(throws: Never.self) { try answer.wait().get() }
      #expect(ended.wait() == .finished)
      #expect(try bench.figures().cancelled == 8)
    }
  }

  @Test func `a run with nothing left ends although an operator's pause is in force`()
    async throws
  {
    try await OwnThread.run {
      let bench = try RunBench(count: 3)
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      let pause = Pause(
        scope: .queue, reason: .operator, since: Timestamp(Date()), message: "m", remedy: "r")
      try bench.store.change(begin: [pause], end: [], now: Timestamp(Date()))
      #expect(try bench.run([RunBench.job()]).work() == .finished)
    }
  }

  @Test func `what is cancelled in parts is not sent meanwhile, and told once`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 2500)
      let run = try bench.run([RunBench.job(), RunBench.job("deep")])
      var parts: [CancelledTasks] = []
      repeat {
        let (_, answer) = Self.hand(.cancel(CancelSelection(role: "rewrite")), to: run)
        guard case .success(.cancelled(let part)) = answer.wait() else { break }
        parts.append(part)
      } while parts.last?.isPartial == true
      #expect(parts.map(\.count) == [1000, 1000, 500])
      let told = bench.events.compactMap { event -> Int? in
        if case .cancelled(let tasks) = event { tasks.count } else { nil }
      }
      #expect(told == [2500])
    }
  }

  @Test func `cancelling another role's work takes its new articles out too`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 3)
      let deep = try RunBench.job("deep")
      #expect(try bench.run([deep]).work() == .finished)
      _ = try bench.store.enqueue([Article(id: "n", title: "t", body: "b")], update: false)
      let run = try bench.run([RunBench.job()])
      let (_, answer) = Self.hand(.cancel(CancelSelection(role: "deep")), to: run)
      #expect(answer.wait() == .success(.cancelled(CancelledTasks(count: 1, inFlight: 0))))
    }
  }
}
