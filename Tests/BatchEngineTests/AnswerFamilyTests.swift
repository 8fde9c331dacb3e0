import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// Faults, bad answers and no answers as they arrive over a socket, a family at a time.
struct AnswerFamilyTests {
  private static let first = AnswersBench.first
  private static let second = AnswersBench.second

  /// One article a fault, each spoilt once on the first model; how its attempts ended.
  private static func spoil(
    _ faults: [Fault], _ request: String = "stream: false", times: Int? = 1
  ) throws -> (run: AnswersBench, outcomes: [[String]]) {
    var rules: [FaultRule] = []
    for (index, fault) in faults.enumerated() {
      rules.append(.article(index + 1, fault, model: first, times: times))
    }
    let run = try AnswersBench(count: faults.count) { $0.faults = rules }
    let ending = try run.work(AnswersBench.job(request))
    #expect(ending == .finished)
    return (run, try (1...faults.count).map { try run.outcomes($0) })
  }

  @Test func `a fault of a server is tried again on the same model`() async throws {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil([
        .internalError, .badGateway(.object), .overloaded(retryAfter: nil), .requestTimeout,
        .gatewayTimeout, .edgeTimeout, .providerOverloaded, .htmlError(status: 502),
        .plainError(status: 520), .emptyError(status: 500),
      ])
      let kinds = [
        "serverError", "providerError", "overloaded", "timedOut", "timedOut", "timedOut",
        "overloaded", "serverError", "serverError", "serverError",
      ]
      #expect(outcomes == kinds.map { [$0, "done"] })
      #expect(try run.bench.figures().escalated == 0)
      let html = try run.attempts(8).first
      #expect(html?.facts.excerpt?.contains("cloudflare") == true)
      #expect(html?.failure?.sentence.contains("CF-RAY") == true)
    }
  }

  @Test(arguments: ["stream: false", "stream: true"])
  func `an error in a 200 is an error, whatever stands beside it`(request: String) async throws {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil(
        [.errorInside(code: 500), .errorInside(code: 504), .finishError, .streamError], request)
      #expect(outcomes[0] == ["serverError", "done"] || outcomes[0] == ["providerError", "done"])
      #expect(outcomes[1] == ["timedOut", "done"])
      #expect(outcomes[2] == ["providerError", "done"])
      #expect(outcomes[3].last == "done" && outcomes[3].count == 2)
      #expect(run.done == 4)
    }
  }

  @Test(arguments: ["stream: false", "stream: true"])
  func `an answer that is cut off is no answer`(request: String) async throws {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil(
        [.cut(afterBytes: 100), .whitespaceOnly, .halfDocument, .whitespaceFirst], request)
      #expect(outcomes[0] == ["cut", "done"])
      #expect(outcomes[1] == ["cut", "done"])
      #expect(outcomes[2] == ["cut", "done"])
      #expect(outcomes[3] == ["done"])
      #expect(run.done == 4)
    }
  }

  @Test(arguments: ["stream: false", "stream: true"])
  func `what only drips is cut off, and the others are answered`(request: String) async throws {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 3, .article(1, .drip(milliseconds: 60_000), model: Self.first, times: 1),
        .article(2, .drip(milliseconds: 200), model: Self.first, times: 1))
      #expect(
        try run.work(AnswersBench.job(request + ", timeout: 1s"), concurrency: 1) == .finished)
      #expect(try (1...3).map(run.outcomes) == [["timedOut", "done"], ["cut", "done"], ["done"]])
    }
  }

  @Test(arguments: ["stream: false", "stream: true"])
  func `a text with damaged characters goes back, and the others are answered`(request: String)
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 3, .article(1, .nulCharacter, times: 1),
        .article(2, .replacementCharacter, times: 1))
      #expect(try run.work(AnswersBench.job(request)) == .finished)
      #expect(
        try (1...3).map(run.outcomes) == [["offSchema", "done"], ["offSchema", "done"], ["done"]])
      for number in [1, 2] {
        let attempts = try run.attempts(number)
        #expect(attempts[0].failure?.sentence.contains("characters are damaged") == true)
        #expect(attempts.map(\.shape.model) == [Self.first, Self.first])
        #expect(attempts[1].shape.adjustment.complaint?.contains("plain UTF-8") == true)
      }
      #expect(run.done == 3)
    }
  }

  @Test func `our own timer is passed once with the same bytes, then the next model is asked`()
    async throws
  {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil(
        [.hang(milliseconds: 60_000)], "stream: false, timeout: 1s", times: nil)
      #expect(outcomes == [["timedOut", "timedOut", "done"]])
      let rows = run.bench.provider.simulator.ledger.rows
      #expect(rows[0].bodyHash == rows[1].bodyHash && rows[1].cache && !rows[1].cacheClear)
      #expect(rows[2].model == Self.second)
    }
  }

  @Test func `empty answers are asked for again as often as it may help`() async throws {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil([
        .empty, .emptyUnfinished, .reasoningOnly, .noChoices, .choicesMissing, .noMessage,
        .truncated, .reasoningAteBudget, .contentParts,
      ])
      let kinds = [
        "empty", "empty", "empty", "empty", "empty", "empty", "truncated", "reasoningOnly",
      ]
      #expect(outcomes == kinds.map { [$0, "done"] } + [["done"]])
      for number in [7, 8] {
        let sizes = try run.attempts(number).map(\.shape.maxTokens)
        #expect(sizes[1] >= sizes[0] * 2, "\(sizes)")
      }
    }
  }

  @Test func `what was finished and is empty is asked for once more, then of the next model`()
    async throws
  {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil(
        [.empty, .reasoningOnly], "stream: false", times: nil)
      #expect(outcomes == [["empty", "empty", "done"], ["empty", "empty", "done"]])
      let alone = try AnswersBench(count: 1, FaultRule(.empty))
      #expect(
        try alone.work(AnswersBench.job("stream: false", ladder: [Self.first])) == .finished)
      #expect(try alone.outcomes(1) == ["empty", "empty"])
      #expect(try alone.failure(1)?.kind == .empty)
      #expect(run.done == 2)
    }
  }

  @Test func `a model that thinks away its room is given more from then on`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(
        count: 40, FaultRule(.reasoningAteBudget, sending: "\"max_tokens\":512,"))
      #expect(try run.work(AnswersBench.job("stream: false")) == .finished)
      #expect(run.done == 40)
      #expect((1...5).contains(run.rows("reasoningAteBudget")))
    }
  }

  @Test func `what is not JSON goes on at once, what misses a field goes back with the complaint`()
    async throws
  {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil([
        .prose, .missingField, .emptyField, .fencedJSON, .jsonInProse, .trailingComma, .json5,
      ])
      #expect(outcomes[0] == ["notJSON", "done"])
      #expect(try run.attempts(1).map(\.shape.model) == [Self.first, Self.second])
      #expect(outcomes[1] == ["offSchema", "done"])
      #expect(outcomes[2] == ["offSchema", "done"])
      #expect(try run.attempts(2).map(\.shape.model) == [Self.first, Self.first])
      #expect(try run.attempts(2)[1].shape.adjustment.complaint?.contains("body") == true)
      #expect(outcomes[3...] == [["done"], ["done"], ["done"], ["done"]])
    }
  }

  @Test func `who answered is noted, and a cost that is not told is asked for`() async throws {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil([.otherModel, .usageMissing])
      #expect(outcomes == [["done"], ["done"]])
      let other = try #require(try run.attempts(1).first)
      #expect(other.facts.servedModel != nil && other.facts.servedModel != Self.first)
      #expect(try run.attempts(2).first?.facts.usage.promptTokens == nil)
      #expect(try run.bench.figures().costUnknown == 0)
      let billed = run.bench.provider.simulator.spent.count
      #expect(try run.bench.figures().cost.picodollars == Int64(billed))
    }
  }

  @Test(arguments: ["stream: false", "stream: true"])
  func `what is no answer at all has a name, and the next article is done`(request: String)
    async throws
  {
    try await OwnThread.run {
      let (run, outcomes) = try Self.spoil(Oddity.allCases.map { .odd($0) }, request)
      let kinds: [Oddity: [String]] = [
        .html: ["serverError"], .huge: ["oversized"], .headers: ["oversized"],
        // The document is whole, whatever was promised.
        .longLength: [], .shortLength: ["cut"], .invalidUTF8: ["cut"],
        .deep: ["serverError"], .deepText: ["notJSON"],
      ]
      for (oddity, outcome) in zip(Oddity.allCases, outcomes) {
        #expect(outcome == (kinds[oddity] ?? []) + ["done"], "\(oddity)")
      }
      #expect(run.done == Oddity.allCases.count)
    }
  }

  @Test func `what was cut off by a shutdown has its bytes still, though a lesson came meanwhile`()
    async throws
  {
    try await OwnThread.run {
      let bench = try AnswersBench(
        count: 10, .article(1, .hang(milliseconds: 60_000), times: 1),
        FaultRule(.schemaDialect, sending: "\"json_schema\"", lacking: "Article 1<"))
      let run = try bench.bench.run([AnswersBench.job("stream: false")])
      Thread.detachNewThread {
        while bench.bench.provider.simulator.ledger.rows.count(where: { $0.status == 200 }) < 9 {
          usleep(2000)
        }
        run.stop()
        run.stop()
      }
      #expect(RunBench.work(run, within: 30) == .aborted)
      #expect(bench.done >= 8)
      #expect(try bench.work() == .finished)
      let shapes = try bench.attempts(1).map(\.shape)
      #expect(shapes.count == 2 && shapes[0] == shapes[1])
      #expect(shapes[0].format == .jsonSchema, "it is as it was")
      let rows = bench.bench.provider.simulator.ledger.rows(about: "Article 1")
      #expect(Set(rows.map(\.bodyHash)).count == 1)
      #expect(bench.done == 10)
    }
  }

  @Test func `a repetition cut off by a shutdown may find its answer in the cache`()
    async throws
  {
    try await OwnThread.run {
      let bench = try AnswersBench(
        count: 1, FaultRule(.empty, requests: 1...1),
        FaultRule(.hang(milliseconds: 60_000), requests: 2...2))
      let job = try AnswersBench.job("stream: false")
      let run = try bench.bench.run([job])
      Thread.detachNewThread {
        while bench.requests < 2 { usleep(2000) }
        run.stop()
        run.stop()
      }
      #expect(RunBench.work(run, within: 30) == .aborted)
      #expect(try bench.work(job) == .finished)
      let rows = bench.bench.provider.simulator.ledger.rows
      #expect(rows.map(\.cacheClear) == [false, true, false])
      #expect(Set(rows.map(\.bodyHash)).count == 1)
      #expect(try bench.outcomes(1) == ["empty", "aborted", "done"])
    }
  }
}
