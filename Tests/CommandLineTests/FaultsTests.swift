import Foundation
import Simulator
import Testing

/// Everything at once that can go wrong and be mended: every article is done, and right.
struct FaultsTests {
  private static let first = "openai/gpt-4o-mini"

  private static let recoverable: [Fault] = [
    .upstreamKey, .moderated, .providerPolicy, .contentFilter, .noEndpoints, .privacy,
    .unsupportedParameters, .schemaDialect, .contextLength, .bodyTooLarge,
    .rateLimited(.retryAfterFraction, seconds: 0.05), .internalError, .badGateway(.text),
    .badGateway(.json), .badGateway(.object), .requestTimeout, .gatewayTimeout,
    .htmlError(status: 502), .plainError(status: 502), .emptyError(status: 502),
    .errorInside(code: 502), .finishError, .streamError, .cut(afterBytes: 100), .whitespaceOnly,
    .halfDocument, .whitespaceFirst, .reasoningAteBudget, .emptyUnfinished, .reasoningOnly,
    .noChoices, .choicesMissing, .noMessage, .truncated, .prose, .fencedJSON, .jsonInProse,
    .trailingComma, .json5, .missingField, .emptyField, .contentParts, .usageMissing,
    .slow(milliseconds: 100),
  ]

  /// Every second request of the first 1,200 is spoilt, each fault in its turn: more at once, and
  /// the run would rightly leave the model. The stride keeps faults of one family apart.
  private static let schedule: [FaultRule] = (0..<600).map { turn in
    let number = 2 * turn + 1
    return FaultRule(
      recoverable[turn * 19 % recoverable.count], requests: number...number, model: first)
  }

  @Test func `a thousand articles through every fault that can be mended`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .range(1...10)
      settings.faults = Self.schedule
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      // Few tries, so that the test does not sit out the longest backoffs.
      try batch.writeJob(attempts: 2)
      try batch.enqueueSamples(1000)
      let began = Date()
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      try batch.expectRewritten(1000)
      let summary = provider.simulator.summary
      print("faults: \(summary.requests) requests, \(Int(Date().timeIntervalSince(began))) s")
      #expect(summary.maxInFlight <= 5)
      for fault in Self.recoverable {
        #expect(summary.byVerdict[fault.name] ?? 0 > 0, "\(fault.name) never happened")
      }
      #expect(try batch.figure("done") == 1000)
      #expect(try batch.figure("escalated") > 0)
      #expect(try batch.figure("attempts") == summary.requests)
      let escalated = try batch.query(
        "SELECT x.id FROM task t JOIN article x ON x.number = t.article WHERE t.escalated LIMIT 1")
      let shown = try batch.run("show", try #require(escalated.first)).output
      #expect(shown.contains("anthropic/claude-haiku-4.5"), "\(shown)")
      #expect(shown.contains(Self.first), "\(shown)")
      #expect(try batch.run("verify").status == 0)
    }
  }
}
