import BatchCore
import Testing

@Suite struct BatchStandingTests {
  @Test func `each answer to the question has its standing`() throws {
    let failed = #"{"id":"b","status":"failed"}"#
    let done = #"{"id":"b","status":"completed","results":[]}"#
    let cases: [(Exchange, BatchStanding)] = [
      (Exchange(200, #"{"id":"b","status":"in_progress"}"#), .atWork),
      (Exchange(200, failed), .ended(try #require(ProviderBatch(parsing: Array(failed.utf8))))),
      (Exchange(200, done), .ended(try #require(ProviderBatch(parsing: Array(done.utf8))))),
      (Exchange(200, #"{"id":"b","status":"completed"}"#), .unknown),
      (Exchange(200, "<html>"), .unknown), (Exchange(404, ""), .unknown),
      (Exchange(410, ""), .unknown), (Exchange(401, ""), .refused(Failure(.badKey, status: 401))),
      (Exchange(403, ""), .unanswered),
      (Exchange(429, ""), .unanswered), (Exchange(500, ""), .unanswered),
      (Exchange(200, done, failure: .cut), .unanswered),
      (Exchange(response: nil, failure: .cut), .unanswered),
    ]
    for (exchange, standing) in cases { #expect(BatchStanding(exchange) == standing) }
  }

  /// What becomes of a submission, in one word.
  private static func submission(_ exchange: Exchange) throws -> String {
    let reading = Reading.of(exchange, expecting: .text, model: "a/m", now: Scenario.noon)
    let decision = Decision.about(reading.outcome, in: .example())
    switch BatchSubmission(exchange, reading: reading, decision: decision) {
    case .accepted(let id): return "accepted \(id)"
    case .absent: return "absent"
    case .paused(_, let pause): return "paused \(pause.reason.rawValue)"
    case .later: return "later"
    case .refused: return "refused"
    case .lost: return "lost"
    }
  }

  @Test(arguments: [
    (202, #"{"id":"batch_1","status":"validating","error":null}"#, "accepted batch_1"),
    (200, #"{"id":"batch_2"}"#, "accepted batch_2"), (202, "", "lost"),
    (202, #"{"status":"validating"}"#, "lost"), (404, "<html>", "absent"),
    (404, #"{"error":{"message":"Not Found","code":404}}"#, "absent"), (405, "", "absent"),
    (501, "", "absent"),
    (404, #"{"error":{"message":"No endpoints found for a/m.","code":404}}"#, "refused"),
    (400, #"{"error":{"message":"a/m is not a valid model ID","code":400}}"#, "refused"),
    (400, #"{"error":{"message":"endpoint must come first","code":400}}"#, "refused"),
    (413, "", "refused"),
    (
      402, #"{"error":{"message":"Insufficient credits","code":402}}"#, "paused insufficientCredits"
    ),
    (401, #"{"error":{"message":"User not found.","code":401}}"#, "paused badKey"),
    (429, #"{"error":{"message":"Rate limited","code":429}}"#, "later"), (500, "", "later"),
    (503, "", "later"), (504, "", "lost"),
  ])
  func `each answer to a submission has its way on`(
    _ status: Int, _ body: String, _ words: String
  ) throws {
    #expect(try Self.submission(Exchange(status, body)) == words)
  }

  @Test func `a submission without an answer may be at work, unless it never left`() throws {
    #expect(try Self.submission(Exchange(response: nil, failure: .cut)) == "lost")
    let unsent = TransportFailure(kind: .unreachable, sentence: "no route", wasSent: false)
    #expect(try Self.submission(Exchange(response: nil, failure: unsent)) == "later")
  }

  @Test func `a batch is asked for ever more seldom`() {
    #expect(
      (0...8).map { BatchPolling.wait(after: $0) / .seconds(1) }
        == [5, 10, 20, 40, 80, 160, 320, 600, 600])
    #expect(BatchPolling.wait(after: 1_000_000) == .seconds(600))
    #expect(BatchPolling.wait(after: -1) == .seconds(5))
  }
}
