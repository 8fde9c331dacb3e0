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

  @Test(arguments: [400, 401, 402, 403, 404])
  func `a refusal whose reason was cut off is for now`(status: Int) throws {
    let exchange = Exchange(
      response: HTTPResponse(status: status, headers: [], body: Array(#"{"error":{"me"#.utf8)),
      failure: .cut)
    #expect(try Self.submission(exchange) == "later")
  }

  @Test func `a refusal for now comes with what it says about the pace`() throws {
    func signal(_ status: Int, _ headers: [HTTPHeader]) -> PaceSignal? {
      let exchange = Exchange(
        response: HTTPResponse(
          status: status, headers: headers + [HTTPHeader("Content-Type", "application/json")],
          body: Array(#"{"error":{"message":"Rate limited","code":\#(status)}}"#.utf8)))
      let reading = Reading.of(exchange, expecting: .text, model: "a/m", now: Scenario.noon)
      let decision = Decision.about(reading.outcome, in: .example())
      guard
        case .later(_, let signal) = BatchSubmission(
          exchange, reading: reading, decision: decision)
      else { return nil }
      return signal
    }
    let reset = String(Scenario.noon.milliseconds + 90_000)
    let ours = [HTTPHeader("X-RateLimit-Limit", "20"), HTTPHeader("X-RateLimit-Reset", reset)]
    #expect(signal(429, [HTTPHeader("Retry-After", "30")])?.hint == .seconds(30))
    #expect(signal(503, [HTTPHeader("Retry-After", "30")])?.hint == .seconds(30))
    #expect(signal(503, [])?.hint == nil)
    #expect(signal(429, ours)?.hint == .seconds(90))
    #expect(signal(429, ours)?.reasonOfAccount == .rateLimited)
    #expect(signal(429, [])?.reasonOfAccount == nil)
  }

  @Test(
    arguments: [
      (1, nil, 5), (2, nil, 10), (1, 30, 30), (6, 30, 160), (1, 3600, 3600),
    ] as [(Int, Int?, Int)])
  func `a hint is obeyed, and never less than our own wait is waited`(
    _ refusals: Int, _ hint: Int?, _ seconds: Int
  ) {
    func wait(_ chance: Double) -> Duration {
      BatchPolling.wait(
        afterRefusals: refusals, hint: hint.map { .seconds($0) }, chance: chance)
    }
    #expect(wait(0) == .seconds(seconds))
    #expect(wait(1) == .seconds(seconds) + min(.seconds(seconds) * 0.1, .seconds(2)))
  }

  @Test func `a batch is forgotten when it is not known for long and often, over all runs`() {
    let start = Scenario.noon
    func batch(_ answers: [(Duration, Bool?)]) -> (OutstandingBatch, Timestamp) {
      var batch = OutstandingBatch(
        number: BatchNumber(1), role: "r", model: "m", id: "b", tasks: 1, since: start)
      for (after, isKnown) in answers { batch.note(isKnown: isKnown, now: start + after) }
      return (batch, start + (answers.last?.0 ?? .zero))
    }
    func isForgotten(_ answers: [(Duration, Bool?)]) -> Bool {
      let (batch, now) = batch(answers)
      return batch.isForgotten(now: now)
    }
    func minutes(_ minutes: [Int], _ isKnown: Bool? = false) -> [(Duration, Bool?)] {
      minutes.map { (.seconds($0 * 60), isKnown) }
    }
    #expect(isForgotten(minutes([0, 1, 2, 3, 10])))
    #expect(!isForgotten(minutes([0, 1, 2, 3, 9])), "not long enough")
    #expect(!isForgotten(minutes([0, 1, 2, 10])), "not often enough")
    #expect(!isForgotten(minutes([0, 1]) + minutes([2], true) + minutes([3, 4, 5, 20])))
    #expect(isForgotten(minutes([0, 1]) + minutes([2], nil) + minutes([3, 4, 20])))
    #expect(isForgotten(minutes([27 * 60])), "a batch is over within a day")
    #expect(!isForgotten(minutes([27 * 60], nil)))
  }

  @Test func `a batch is not asked for before the provider wants to be asked`() {
    var batch = OutstandingBatch(
      number: BatchNumber(1), role: "r", model: "m", id: "b", tasks: 1, since: Scenario.noon)
    let now = Scenario.noon + .seconds(5)
    batch.note(isKnown: nil, now: now)
    #expect(batch.asksAgain(hint: nil, now: now) == now + .seconds(10))
    #expect(batch.asksAgain(hint: .seconds(3), now: now) == now + .seconds(10))
    #expect(batch.asksAgain(hint: .seconds(90), now: now) == now + .seconds(90))
  }

  @Test func `a batch that should be over is given up after ten minutes without a word of it`() {
    func isGivenUp(hours: Int, _ silences: Int, minutes: Int) -> Bool {
      BatchPolling.isGivenUp(
        age: .seconds(hours * 3600), silences: silences, silence: .seconds(minutes * 60))
    }
    #expect(isGivenUp(hours: 27, 5, minutes: 10))
    #expect(!isGivenUp(hours: 25, 50, minutes: 600), "it may be at work")
    #expect(!isGivenUp(hours: 27, 4, minutes: 10), "not often enough")
    #expect(!isGivenUp(hours: 27, 5, minutes: 9), "not long enough")
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
