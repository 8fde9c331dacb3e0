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
}
