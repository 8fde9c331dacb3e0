import BatchCore
import Foundation
import Testing

/// What the key's own card tells about a refusal.
struct KeyAnswerTests {
  /// Saturday.
  private let now = Timestamp(milliseconds: 1_795_277_528_000)

  @Test(
    arguments: [
      ("daily", "2026-11-21T16:12:08Z", "2026-11-22T00:00:00Z"),
      ("daily", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"),
      ("weekly", "2026-11-21T16:12:08Z", "2026-11-23T00:00:00Z"),
      ("weekly", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"),
      ("weekly", "2026-12-30T12:00:00Z", "2027-01-04T00:00:00Z"),
      ("monthly", "2026-11-21T16:12:08Z", "2026-12-01T00:00:00Z"),
      ("monthly", "2028-02-29T23:59:59Z", "2028-03-01T00:00:00Z"),
      ("yearly", "2026-11-21T16:12:08Z", nil), (nil, "2026-11-21T16:12:08Z", nil),
    ] as [(String?, String, String?)])
  func `a cap starts anew at midnight UTC`(reset: String?, now: String, next: String?) throws {
    let moment = Timestamp(try Date(now, strategy: .iso8601))
    let expected = try next.map { Timestamp(try Date($0, strategy: .iso8601)) }
    #expect(KeyCard(limitReset: reset).nextReset(after: moment) == expected)
  }

  @Test func `a cap that has just started anew is asked for again in a minute`() throws {
    let reset = Timestamp(try Date("2026-11-22T00:00:00Z", strategy: .iso8601))
    for (second, end) in [(0.0, 60.0), (599, 659), (600, 86_400), (-1, 0)] {
      let now = reset + .seconds(second)
      let told = pause(.keyLimit).informed(by: .known(KeyCard(limitReset: "daily")), now: now)
      guard case .pause(_, let pause) = told else { return }
      #expect(pause.until == reset + .seconds(end), "\(second)")
    }
  }

  @Test func `an expiry is a moment, in whatever zone it is written`() {
    let card = KeyCard(expiresAt: "2026-11-21T18:12:08+02:00")
    #expect(card.trouble(at: now) != nil)
    #expect(KeyCard(expiresAt: "2026-11-21T17:12:09+01:00").trouble(at: now) == nil)
  }

  private func pause(_ kind: FailureKind, until: Timestamp? = nil) -> Decision {
    let reason: Pause.Reason = kind == .badKey ? .badKey : .keyLimit
    return .pause(
      Failure(kind: kind, sentence: "s", remedy: "r"),
      Pause(scope: .queue, reason: reason, since: now, until: until, message: "m", remedy: "r"))
  }

  private func informed(_ decision: Decision, _ answer: KeyAnswer) -> Pause? {
    guard case .pause(_, let pause) = decision.informed(by: answer, now: now) else { return nil }
    return pause
  }

  @Test func `a used-up cap waits for its reset, where it has one`() {
    let daily = KeyAnswer.known(KeyCard(limitReset: "daily"))
    #expect(
      informed(pause(.keyLimit), daily)?.until == KeyCard(limitReset: "daily").nextReset(after: now)
    )
    for answer in [KeyAnswer.known(KeyCard()), .refused(status: 401), .unknown] {
      #expect(informed(pause(.keyLimit), answer) == informed(pause(.keyLimit), .unknown))
      #expect(informed(pause(.keyLimit), answer)?.needsPerson == true)
    }
    let named = pause(.keyLimit, until: now + .seconds(60))
    #expect(!named.asksForKey, "the provider has said it")
    #expect(named.informed(by: daily, now: now) == named)
  }

  @Test(
    arguments: [
      (.refused(status: 401), "refuses it too", "r"),
      (.known(KeyCard(isManagement: true)), "management key", "ordinary one"),
      (.known(KeyCard(expiresAt: "2026-11-21T00:00:00Z")), "expired at", "another one"),
      (.known(KeyCard(expiresAt: "2030-01-01T00:00:00Z")), "accepts it", "proxy"),
      (.known(KeyCard()), "accepts it", "Run again: the key is right."),
      (.unknown, "m", "r"),
    ] as [(KeyAnswer, String, String)])
  func `a refused key says whether it is the key`(
    answer: KeyAnswer, message: String, remedy: String
  ) throws {
    let told = try #require(informed(pause(.badKey), answer))
    #expect(told.message.contains(message))
    #expect(told.remedy.contains(remedy))
    #expect(told.needsPerson)
  }

  @Test func `an answer is read for what it is`() {
    func read(_ status: Int, _ body: String, _ failure: TransportFailure? = nil) -> KeyAnswer {
      KeyAnswer(
        Exchange(
          response: HTTPResponse(status: status, headers: [], body: Array(body.utf8)),
          failure: failure))
    }
    #expect(read(200, #"{"data":{"limit_reset":"daily"}}"#) == .known(KeyCard(limitReset: "daily")))
    #expect(read(401, "{}") == .refused(status: 401))
    #expect(read(200, "<html>") == .unknown)
    #expect(read(500, #"{"data":{}}"#) == .unknown)
    #expect(KeyAnswer(Exchange(response: nil)) == .unknown)
  }

  @Test func `nothing else is asked about`() {
    let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")
    let credits = Pause(
      scope: .queue, reason: .insufficientCredits, since: now, message: "m", remedy: "r")
    for decision in [Decision.fail(failure), .pause(failure, credits)] {
      #expect(!decision.asksForKey)
      #expect(decision.informed(by: .refused(status: 401), now: now) == decision)
    }
  }
}
