import BatchCore
import BatchEngine
import Confinement
import Simulator
import Testing

/// A run begins with the first tasks of a long queue and makes the rest meanwhile.
struct MakingTests {
  private static func made(_ bench: RunBench) -> [Int] {
    bench.events.compactMap { event in
      if case .madeTasks(_, let count) = event { count } else { nil }
    }
  }

  @Test(arguments: [1, 7, 30, 31])
  func `all are done, whatever is made at once`(part: Int) async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 30)
      let run = try bench.run([RunBench.job(), RunBench.job("deep")], tasksAtOnce: part)
      #expect(try bench.figures().ready == min(part, 30), "only the first before it works")
      #expect(RunBench.work(run, within: 20) == .finished)
      #expect(try bench.done("rewrite").count == 30)
      #expect(try bench.done("deep").count == 30)
      #expect(Self.made(bench) == [30, 30])
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `a run that ends early leaves all tasks made`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 300)
      let run = try bench.run([RunBench.job()], tasksAtOnce: 5) { $0.limit = 1 }
      #expect(RunBench.work(run, within: 20) == .limitReached)
      #expect(try bench.figures().done == 1)
      #expect(try bench.figures().ready == 299)
      #expect(Self.made(bench) == [300])
    }
  }

  @Test func `what a crash left unmade the next run makes`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 20)
      #expect(try bench.store.makeTasks(role: "rewrite", limit: 3) == 3)
      let run = try bench.run([RunBench.job()], tasksAtOnce: 4)
      #expect(RunBench.work(run, within: 20) == .finished)
      #expect(try bench.done().map(\.id) == (1...20).map { "a\($0)" })
    }
  }

  @Test func `the shortest are known only when all are made`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 20)
      let run = try bench.run([RunBench.job()], tasksAtOnce: 2) { $0.order = .shortest }
      #expect(try bench.figures().ready == 20)
      #expect(RunBench.work(run, within: 20) == .finished)
    }
  }

  @Test func `a role that is cancelled part by part is made ready no further`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 40)
      let run = try bench.run([RunBench.job()], tasksAtOnce: 5)
      var counts: [Int] = []
      var isPartial = true
      while isPartial {
        let answer = Rest<CancelledTasks?>()
        let errand = Errand(.cancel(CancelSelection(role: "rewrite", limit: 10))) { result in
          guard case .success(.cancelled(let tasks)) = result else { return answer.wake(nil) }
          answer.wake(tasks)
        }
        run.take(errand)
        let part = try #require(answer.wait())
        counts.append(part.count)
        isPartial = part.isPartial
      }
      #expect(counts == [10, 10, 10, 10, 0])
      #expect(RunBench.work(run, within: 20) == .finished)
      #expect(try bench.figures().cancelled == 40)
      #expect(bench.provider.simulator.summary.requests == 0)
      #expect(Self.made(bench) == [5], "the others came in cancelled")
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `cancelling a role reaches the tasks that are not made yet`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 40)
      let run = try bench.run([RunBench.job()], tasksAtOnce: 5)
      let errand = Errand(.cancel(CancelSelection(role: "rewrite"))) { _ in }
      run.take(errand)
      _ = RunBench.work(run, within: 20)
      let figures = try bench.figures()
      #expect(figures.cancelled + figures.done == 40)
      #expect(figures.cancelled >= 35)
    }
  }
}
