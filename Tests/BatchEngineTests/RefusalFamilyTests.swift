import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// Refusals as they arrive over a socket, a family at a time: what becomes of the articles.
struct RefusalFamilyTests {
  private static let first = AnswersBench.first
  private static let second = AnswersBench.second

  @Test(
    arguments: [
      (.badKey, .badKey), (.insufficientCredits, .insufficientCredits),
      (.nestedError, .insufficientCredits), (.promptTooDear, .insufficientCredits),
      (.keyLimit, .keyLimit), (.keyLimitPayment, .keyLimit), (.badRequest, .badRequest),
    ] as [(Fault, Pause.Reason)])
  func `key, account and balance stop the job after the requests in flight`(
    fault: Fault, reason: Pause.Reason
  ) async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 30, FaultRule(fault))
      #expect(AnswersBench.pause(try run.work()) == reason)
      #expect((1...5).contains(run.requests))
      #expect(try run.bench.figures().ready == 30)
      run.bench.provider.simulator.setFaults([])
      #expect(try run.work() == .finished)
      #expect(run.done == 30)
    }
  }

  @Test func `a provider's own 401 is passed over, found out once`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 40, FaultRule(.upstreamKey, lacking: "[\"together\"]"))
      #expect(try run.work() == .finished)
      #expect(run.done == 40)
      let found = run.rows("upstreamKey")
      #expect((1...5).contains(found), "\(found)")
      #expect(try run.bench.figures().escalated == 0)
      let more = (41...60).map { Article(id: "a\($0)", title: "T\($0)", body: "Body \($0).") }
      _ = try run.bench.store.enqueue(more, update: false)
      #expect(try run.work() == .finished)
      #expect(run.done == 60)
      #expect(run.rows("upstreamKey") == found, "the next run passes it over at once")
    }
  }

  @Test func `a request that costs more than is left is made smaller, or is alone in failing`()
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 5, .article(1, .cannotAfford(tokens: 450), times: 1),
        .article(2, .inFlightBudget(retryAfter: 1), times: 1),
        .article(3, .weightExceedsBudget, times: 1), .article(4, .weightExceedsBudget))
      #expect(try run.work() == .finished)
      #expect(run.done == 4)
      for number in [1, 3] {
        #expect(try run.outcomes(number) == ["unaffordable", "done"])
        let sizes = try run.attempts(number).map(\.shape.maxTokens)
        #expect(sizes[1] < sizes[0], "\(sizes)")
      }
      #expect(try run.outcomes(2) == ["inFlightBudget", "done"])
      #expect(try run.attempts(2).map(\.isTry) == [false, true])
      #expect(try run.failure(4)?.kind == .unaffordable)
      #expect(try run.bench.reader.pauses().isEmpty)
    }
  }

  @Test
  func `what is moderated or declined is asked of one more model, a guardrail's of none`()
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 5, .article(1, .moderated, model: Self.first), .article(2, .guardrail),
        .article(3, .providerPolicy, model: Self.first), .article(4, .contentFilter))
      let ladder = [Self.first, Self.second, "google/gemini-2.5-flash"]
      #expect(try run.work(AnswersBench.job("stream: false", ladder: ladder)) == .finished)
      #expect(run.done == 3)
      #expect(try run.outcomes(1) == ["moderated", "done"])
      #expect(try run.outcomes(2) == ["moderated"])
      #expect(try run.failure(2)?.remedy.contains("guardrail") == true)
      #expect(try run.outcomes(3) == ["declined", "done"])
      #expect(try run.outcomes(4) == ["declined", "declined"], "not of a third")
      #expect(try run.failure(4)?.kind == .declined)
    }
  }

  /// S10: which models are moderated is read in the provider's list.
  @Test func `what is moderated passes over the models that are moderated too`() async throws {
    try await OwnThread.run {
      let others = ["moderated/one", "moderated/two"]
      let run = try AnswersBench(count: 3, .article(1, .moderated)) { settings in
        settings.models += others.map { id in
          SimulatedModel(
            id: id, name: id, provider: "Example", contextLength: 128_000,
            maxCompletionTokens: nil, promptPrice: Picodollars(count: 10),
            completionPrice: Picodollars(count: 10), supportedParameters: ["max_tokens"],
            isModerated: true)
        }
      }
      let ladder = [Self.first] + others + [Self.second]
      #expect(try run.work(AnswersBench.job("stream: false", ladder: ladder)) == .finished)
      #expect(run.done == 2)
      #expect(try run.attempts(1).map(\.shape.model) == [Self.first, Self.second])
      #expect(try run.failure(1)?.kind == .moderated)
    }
  }

  @Test(arguments: [(Fault.unknownModel, 5), (.noEndpoints, 8)])
  func `a model that is not there is found out once, not once an article`(
    fault: Fault, most: Int
  ) async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 60, FaultRule(fault, model: Self.first))
      #expect(try run.work() == .finished)
      #expect(run.done == 60)
      #expect((1...most).contains(run.rows(fault.name)), "\(run.rows(fault.name))")
      #expect(try run.bench.figures().escalated == 60)
    }
  }

  @Test func `a misspelt model stops its role and names the one that was meant`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 20)
      let job = try AnswersBench.job("stream: false", ladder: ["openai/gpt-4o-minni"])
      guard case .paused(let pause)? = try run.work(job) else {
        Issue.record("not paused")
        return
      }
      #expect(pause.scope == .role("rewrite"))
      #expect(pause.remedy.hasPrefix("Did you mean openai/gpt-4o-mini"), "\(pause.remedy)")
      #expect((1...5).contains(run.requests))
      #expect(try run.bench.figures().ready == 20)
    }
  }

  @Test(
    arguments: [
      (.privacy, "\"strict\":true", "\"strict\":false"),
      (.unsupportedParameters, "\"json_schema\"", "fit this JSON Schema"),
      (.schemaDialect, "\"json_schema\"", "\"json_object\""),
      (.temperatureRefused, "\"temperature\"", "\"json_schema\""),
      (.reasoningAteBudget, "\"max_tokens\":512,", "\"max_tokens\":1536,"),
    ] as [(Fault, String, String)])
  func `what leaves no provider is dropped, found out once and known to the next run`(
    fault: Fault, refused: String, instead: String
  ) async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 40, FaultRule(fault, sending: refused)) {
        $0.keepsBodies = true
      }
      let job = try AnswersBench.job("stream: false, temperature: 0.4")
      #expect(try run.work(job) == .finished)
      #expect(run.done == 40)
      let found = run.rows(fault.name)
      #expect((1...5).contains(found), "\(found)")
      #expect(try run.bench.figures().escalated == 0)
      let told = run.bench.count { if case .learned = $0 { true } else { false } }
      #expect(told == 1)
      let more = (41...60).map { Article(id: "a\($0)", title: "T\($0)", body: "Body \($0).") }
      _ = try run.bench.store.enqueue(more, update: false)
      #expect(try run.work(job) == .finished)
      #expect(run.done == 60)
      #expect(run.rows(fault.name) == found, "the next run asks nobody again")
      let last = run.bench.provider.simulator.ledger.body(of: run.requests)
      #expect(last.map { String(decoding: $0, as: UTF8.self).contains(instead) } == true)
    }
  }

  @Test func `a request too large for one model goes to another, and fails alone`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 4, .article(1, .contextLength, model: Self.first),
        .article(2, .bodyTooLarge, model: Self.first), .article(3, .unprocessable))
      #expect(try run.work() == .finished)
      #expect(try run.outcomes(1) == ["tooLong", "done"])
      #expect(try run.outcomes(2) == ["tooLarge", "done"])
      #expect(try run.outcomes(3) == ["tooLarge", "tooLarge"])
      #expect(run.done == 3)
    }
  }

  @Test(arguments: [Fault.freePerMinute, .freeDaily])
  func `a limit of the free models holds back no paid one`(fault: Fault) async throws {
    try await OwnThread.run {
      let free = "meta-llama/llama-3.3-70b-instruct:free"
      let run = try AnswersBench(count: 20, FaultRule(fault, model: free))
      let jobs = try [RunBench.job(), RunBench.job("deep", ladder: [free])]
      let began = Date()
      _ = RunBench.work(try run.bench.run(jobs), within: 5)
      #expect(run.done == 20)
      #expect(try run.bench.figures("deep").done == 0)
      #expect(try run.bench.figures("deep").failed == 0)
      let last = run.bench.provider.simulator.ledger.rows.last { $0.model != free }
      #expect(last?.arrived ?? .infinity < 4000, "\(Date().timeIntervalSince(began))")
      if fault == .freeDaily {
        let pause = try #require(try run.bench.reader.pauses().first)
        #expect(pause.scope == .freeModels)
        #expect(pause.until.map { $0.milliseconds % 86_400_000 } == 0, "00:00 UTC")
        #expect((1...5).contains(run.rows("freeDaily")))
      }
    }
  }

  @Test func `an article that the edge refuses holds up no other, and fails alone`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 40, .article(1, .cloudflare(status: 403)), .article(2, .cloudflare(status: 403)))
      let job = try AnswersBench.job("stream: false", ladder: [Self.first])
      _ = try run.work(job, within: 4)
      #expect(run.done == 38)
      #expect(try run.outcomes(1).allSatisfy { $0 == "edgeBlocked" })
      #expect(run.bench.count { if case .pace(.rate) = $0 { true } else { false } } == 0)
    }
  }

  @Test func `a block of the edge for everyone fails no article at once`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 20, FaultRule(.cloudflare(status: 403)))
      #expect(try run.work(within: 1) == nil)
      #expect((1...10).contains(run.requests))
      #expect(try run.bench.figures().ready == 20)
      #expect(try run.bench.figures().failed == 0)
    }
  }

  @Test(arguments: [429, 503]) func `a block of the edge closes the way for a minute`(
    status: Int
  ) async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 20, FaultRule(.cloudflare(status: status)))
      #expect(try run.work(within: 1) == nil)
      #expect((1...5).contains(run.requests))
      let ends = run.bench.events.compactMap { event -> Timestamp? in
        if case .waiting(let until, _) = event { until } else { nil }
      }
      #expect(ends.first.map { $0 - Timestamp(Date()) > .seconds(50) } == true)
      let caps = run.bench.events.compactMap { event -> FlightCap.Level? in
        if case .pace(.flight(let level)) = event { level } else { nil }
      }
      #expect(caps == [FlightCap.Level(most: 2, tooMany: 5, cause: .edge)])
      #expect(try run.bench.figures().ready == 20)
    }
  }
}
