import Foundation
import Simulator
import TestSupport
import Testing

/// A long run with everything going wrong now and then: memory, descriptors and the log stay as
/// they are. Some hundred tasks in an ordinary run; `BATCH_SOAK_TASKS=N` in the environment asks
/// for more, and `BATCH_SOAK_PROGRAM=PATH` for another build of the program.
struct SoakTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let asked = environment["BATCH_SOAK_TASKS"].flatMap { Int($0) }
  private static let count = asked ?? 500
  private static let program = environment["BATCH_SOAK_PROGRAM"] ?? BatchProgram.path
  private static let workers = 20
  private static let first = "openai/gpt-4o-mini"

  private static let faults: [Fault] = [
    .upstreamKey, .moderated, .noEndpoints, .unsupportedParameters, .contextLength,
    .rateLimited(.retryAfterFraction, seconds: 0.05), .internalError, .badGateway(.json),
    .requestTimeout, .htmlError(status: 502), .emptyError(status: 502), .errorInside(code: 502),
    .finishError, .streamError, .cut(afterBytes: 100), .whitespaceOnly, .halfDocument,
    .reasoningAteBudget, .reasoningOnly, .noChoices, .truncated, .prose, .fencedJSON, .json5,
    .missingField, .emptyField, .usageMissing, .slow(milliseconds: 100),
  ]

  @Test func `a long run takes no more at its end than at its beginning`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .range(1...20)
      settings.faults = Self.faults.map { FaultRule($0, share: 0.002, model: Self.first) }
      let bench = try NetworkBench(
        settings, timeout: "10s",
        plan: NetworkFault.plan(NetworkFault.allCases, share: 0.02, seed: 3))
      defer { bench.stop() }
      try bench.batch.enqueueSamples(Self.count)
      let began = Date()
      let run = try RunningProgram(
        Self.program, ["run", "--role", "rewrite", "--concurrency", "\(Self.workers)"],
        in: bench.batch.folder, bench.batch.environment)
      let samples = Self.watch(run, bench)
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk.suffix(2000))")
      Self.tell(samples, bench, seconds: Date().timeIntervalSince(began))
      try Self.expectSteady(samples)
      try bench.batch.expectRewritten(Self.count)
      #expect(bench.provider.simulator.summary.maxInFlight <= Self.workers)
      #expect(try bench.batch.run("verify").status == 0)
    }
  }

  /// Looks at the program twenty times, each time that so many more requests have come.
  private static func watch(_ run: RunningProgram, _ bench: NetworkBench) -> [ProcessSample] {
    var samples: [ProcessSample] = []
    for step in 1...20 {
      let wanted = count * step / 21
      // On demand it may take a day; else it hangs.
      let isThere = RunningProgram.wait(atMost: asked == nil ? 300 : 86_400) {
        bench.proxy.exchanges >= wanted || !run.isRunning
      }
      if !isThere { run.signal(SIGKILL) }
      guard isThere, run.isRunning,
        let sample = ProcessSample(
          run.pid, log: bench.batch.folder.file("batch.sqlite-wal"), answers: wanted)
      else { break }
      samples.append(sample)
    }
    return samples
  }

  private static func tell(_ samples: [ProcessSample], _ bench: NetworkBench, seconds: Double) {
    for sample in samples { print("soak: \(sample)") }
    let requests = bench.provider.simulator.summary.requests
    let faults = bench.proxy.faults.values.reduce(0, +)
    print(
      "soak: \(count) tasks, \(bench.proxy.exchanges) exchanges, \(requests) requests that arrived, "
        + "\(faults) faults of the network, \(Int(seconds)) s")
  }

  /// The last tenth against the first. Memory may grow by SQLite's page cache, 8 MB, and a little;
  /// the log is emptied at 16 MB, and never left larger than 64.
  private static func expectSteady(_ samples: [ProcessSample]) throws {
    #expect(samples.count >= 18, "\(samples.count) samples")
    let first = try #require(samples.prefix(3).map(\.memory).max())
    let last = try #require(samples.suffix(2).map(\.memory).min())
    #expect(last <= first + 12_288, "memory \(first) to \(last) kB")
    let open = try #require(samples.prefix(3).map(\.descriptors).max())
    let openAtEnd = try #require(samples.suffix(2).map(\.descriptors).min())
    #expect(openAtEnd <= open + workers, "descriptors \(open) to \(openAtEnd)")
    #expect(samples.allSatisfy { $0.log <= 64 << 20 }, "log")
    let log = try #require(samples.suffix(2).map(\.log).min())
    #expect(log <= 24 << 20, "log \(log) bytes at the end")
  }
}
