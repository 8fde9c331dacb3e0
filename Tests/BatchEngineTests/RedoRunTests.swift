import BatchCore
import BatchEngine
import Simulator
import Testing

/// Results of an earlier prompt, made anew by a run.
struct RedoRunTests {
  private static let rule = "Use short sentences."

  /// The bench's job, with one more sentence in its prompt.
  private static func changed() throws -> Job {
    let file = SampleJob.file().replacing("and nothing else.", with: "and nothing else. \(rule)")
    return try JobFile.read(file, file: "rewrite.yaml").job
  }

  private static func redone(_ bench: RunBench) -> [Int] {
    bench.events.compactMap { if case .redoing(_, let count) = $0 { count } else { nil } }
  }

  @Test func `only what an earlier prompt made is asked again, once`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 12)
      #expect(try bench.run([RunBench.job()]) { $0.limit = 5 }.work() == .limitReached)
      #expect(try bench.run([Self.changed()]).work() == .finished)
      #expect(bench.provider.simulator.summary.requests == 12)
      #expect(try bench.figures().stale == 5)
      for requests in [17, 17] {
        #expect(try bench.run([Self.changed()], redoesStale: true).work() == .finished)
        #expect(bench.provider.simulator.summary.requests == requests)
        #expect(try bench.figures().stale == 0)
      }
      #expect(Self.redone(bench) == [5, 0])
      let digest = try Self.changed().digest
      #expect(try bench.done().map(\.result?.job) == Array(repeating: digest, count: 12))
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `with a limit no more are put back than the run may finish`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 9)
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      let run = try bench.run([Self.changed()], redoesStale: true) { $0.limit = 4 }
      #expect(run.work() == .limitReached)
      let figures = try bench.figures()
      #expect([figures.done, figures.ready, figures.stale] == [9, 0, 5])
      #expect(bench.provider.simulator.summary.requests == 13)
    }
  }

  @Test func `back at the first prompt nothing is paid for what it made`() async throws {
    try await OwnThread.run {
      let bench = try RunBench(count: 9)
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      let digest = try RunBench.job().digest
      let job = try Self.changed()
      _ = try bench.store.beginRun(
        RunRecord(pid: 1, host: "h", startedAt: bench.now, concurrency: 1, jobs: [job]))
      #expect(try bench.store.redo(RedoSelection(role: "rewrite")).count == 9)
      #expect(try bench.run([job]) { $0.limit = 4 }.work() == .limitReached)
      #expect(bench.provider.simulator.summary.requests == 13)
      #expect(try bench.run([RunBench.job()], redoesStale: true).work() == .finished)
      #expect(bench.provider.simulator.summary.requests == 17, "only what the other prompt made")
      #expect(
        bench.count { if case .reinstated("rewrite", 5) = $0 { true } else { false } } == 1)
      #expect(try bench.done().map(\.result?.job) == Array(repeating: digest, count: 9))
      #expect(try bench.reader.verify() == [])
    }
  }

  @Test func `one that fails anew keeps its last result`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.faults = [FaultRule(.prose, sending: Self.rule)]
      let bench = try RunBench(settings, count: 3)
      #expect(try bench.run([RunBench.job()]).work() == .finished)
      let results = try bench.done().map(\.result?.output)
      #expect(try bench.run([Self.changed()], redoesStale: true).work() == .finished)
      #expect(try bench.figures().failed == 3)
      #expect(try bench.done().map(\.result?.output) == results)
      #expect(try bench.reader.verify() == [])
    }
  }
}
