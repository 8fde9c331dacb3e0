import BatchCore
import BatchEngine
import Simulator
import TestSupport
import Testing

/// S6 and S8 over the whole way: what a balance or a key does not allow.
struct CrowdedTests {
  @Test func `too many in flight for the balance: fewer and with less room, also in the next run`()
    async throws
  {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(40)
      settings.faults = [FaultRule(.inFlightBudget(retryAfter: 1), requests: 9...9)]
      let bench = try RunBench(
        settings,
        articles: (1...30).map {
          Article(
            id: "a\($0)", title: SampleArticles.title($0),
            body: String(repeating: SampleArticles.body(1), count: 12))
        })
      let job = try AnswersBench.job("stream: false")
      let first = try bench.run([job], concurrency: 8) { $0.limit = 10 }
      #expect(RunBench.work(first, within: 40) == .limitReached)
      let told = bench.events.compactMap { event -> FlightCap.Level? in
        if case .pace(.flight(let level)) = event { level } else { nil }
      }
      #expect(told.map(\.cause) == [.balance])
      let status = try StatusReport(of: bench.reader, database: "q", now: bench.now)
      let sentence = try #require(told.first).sentence
      #expect(status.pacing.map(\.reason).contains(sentence))
      let text = StatusText(report: status, knownRoles: [], now: bench.now).lines()
      #expect(text.contains("Paced: \(sentence)"), "\(text)")
      let asked = bench.provider.simulator.summary.requests
      let second = try bench.run([job], concurrency: 8) { $0.limit = 8 }
      #expect(RunBench.work(second, within: 40) == .limitReached)
      let later = bench.provider.simulator.ledger.rows(after: asked)
      #expect(later.map(\.inFlight).max() ?? 0 <= 5, "half of eight, and one answer being read")
      let rooms = try (1...30).compactMap {
        try bench.reader.history(article: "a\($0)").tasks.first?.attempts.last?.shape.maxTokens
      }
      let most = try #require(rooms.max())
      #expect(Set(rooms).count == 2, "\(rooms)")
      #expect(abs(try #require(rooms.last) - most * 3 / 4) <= 1, "\(rooms)")
    }
  }

  @Test func `a key's used-up cap waits for the day on which it starts anew`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 20, FaultRule(.keyLimit)) {
        $0.keyLimit = Picodollars(usd: 5)
      }
      let job = try AnswersBench.job("stream: false")
      let work = try run.bench.run([job]) { $0.patience = .noWait }
      guard case .paused(let pause)? = RunBench.work(work, within: 40) else {
        Issue.record("not paused")
        return
      }
      #expect(pause.reason == .keyLimit)
      #expect(pause.until == KeyCard(limitReset: "monthly").nextReset(after: run.bench.now))
      #expect((1...5).contains(run.requests))
      #expect(run.bench.provider.simulator.keyQuestions == 1, "for all workers")
    }
  }

  @Test(arguments: [true, false])
  func `a refused key says whether it is the key that is refused`(isKey: Bool) async throws {
    try await OwnThread.run {
      let rules = isKey ? [] : [FaultRule(.badKey)]
      let run = try AnswersBench(count: 20) {
        $0.faults = rules
        if isKey { $0.validKeys = ["sk-or-other"] }
      }
      guard case .paused(let pause)? = try run.work() else {
        Issue.record("not paused")
        return
      }
      #expect(pause.reason == .badKey)
      #expect(pause.message.contains(isKey ? "refuses it too" : "accepts it"))
      #expect((1...5).contains(run.requests))
      #expect(run.bench.provider.simulator.keyQuestions == 1)
    }
  }
}
