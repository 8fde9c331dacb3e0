import BatchCore
import BatchEngine
import Confinement
import Simulator
import Testing

/// What a reviewer does while a run is at work.
struct ReviewRunTests {
  private static let dear = "anthropic/claude-haiku-4.5"

  private static func answer(_ change: QueueChange, of run: Run) -> Errand.Answer {
    let rest = Rest<Errand.Answer>()
    run.take(Errand(change) { rest.wake($0) })
    return rest.wait()
  }

  private static func result(_ article: String, _ bench: RunBench) throws -> ReviewRow {
    try #require(try bench.reader.review(role: "rewrite", article: article))
  }

  @Test(arguments: [false, true])
  func `a result that is sent back is made anew by the run at work, on the model and with the note`(
    _ usesBatches: Bool
  ) async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 3)
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      let first = try Self.result("a2", bench)
      let run = try bench.run([RunBench.job()], usesBatches: usesBatches)
      let attempt = first.result.attempt
      let sendBack = SendBack(
        role: "rewrite", article: "a2", attempt: attempt, model: Self.dear, note: "Too dry.")
      #expect(Self.answer(.sendBack(sendBack), of: run) == .success(.sentBack))
      let refusal = StoreFailure.refusedReview(.beingMade, article: "a2")
      #expect(Self.answer(.sendBack(sendBack), of: run) == .failure(.store(refusal)))
      let accepted = Judging(
        role: "rewrite", article: "a2", attempt: attempt, verdict: .accepted)
      guard case .success(.judged(let judged)) = Self.answer(.judge(accepted), of: run) else {
        Issue.record("it was not judged")
        return
      }
      #expect(judged.now?.verdict == .accepted)
      #expect(try Self.result("a2", bench).result == first.result)
      #expect(run.work() == .finished)
      let second = try Self.result("a2", bench)
      #expect(second.result.attempt > attempt && second.result.model == Self.dear)
      #expect(second.wasAsked == "Too dry." && second.judgement == nil)
      #expect(try bench.figures().done == 3 && bench.figures().accepted == 0)
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `what was sent back is kept after all, and a model that is not used is told`()
    async throws
  {
    try await OwnThread.run {
      let bench = try RunBench(count: 2)
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      let first = try Self.result("a1", bench)
      let run = try bench.run([RunBench.job()])
      let attempt = first.result.attempt
      let sendBack = SendBack(role: "rewrite", article: "a1", attempt: attempt)
      #expect(Self.answer(.sendBack(sendBack), of: run) == .success(.sentBack))
      let unused = SendBack(role: "rewrite", article: "a2", attempt: attempt, model: "x/unused")
      guard case .failure(.unable(let sentence)) = Self.answer(.sendBack(unused), of: run) else {
        Issue.record("it was taken")
        return
      }
      #expect(sentence.contains("does not use x/unused for rewrite"))
      let keeping = Keeping(role: "rewrite", article: "a1")
      #expect(Self.answer(.keepResult(keeping), of: run) == .success(.keptResult))
      #expect(run.work() == .finished)
      #expect(try Self.result("a1", bench) == first)
      #expect(bench.provider.simulator.summary.requests == 2)
    }
  }
}
