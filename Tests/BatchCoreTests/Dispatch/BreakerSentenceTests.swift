import BatchCore
import Testing

/// What a failing model's sentence says of the others.
struct BreakerSentenceTests {
  /// Two jobs: `a` then `b` rewrites, `c` analyses.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var lanes = Self.rewriting
    var pauses: [Pause.Scope] = []
    /// Ready and claimed tasks of each role.
    var open = ["rewrite": 9, "deep": 9]
    var isEscalated = false
    /// The models that failed before.
    var failedBefore: [String] = []
    /// Lanes that were found to have nothing.
    var empty: [ClaimWish.Lane] = []
    var meanwhile: String

    static let rewriting = DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"])
    static let both = rewriting + DispatchSettings.lanes(role: "deep", ladder: ["c"])
  }

  private static let nothing = "nothing else can go on meanwhile."
  private static let deep = ClaimWish.Lane(role: "deep", rung: 0)

  static let cases = [
    Case(testDescription: "one model", lanes: [Case.rewriting[1]], meanwhile: nothing),
    Case(testDescription: "a rung without tasks", meanwhile: nothing),
    Case(
      testDescription: "a rung with tasks", isEscalated: true,
      meanwhile: "b goes on with what was escalated to it."),
    Case(
      testDescription: "a paused rung", pauses: [.model("b")], isEscalated: true,
      meanwhile: nothing),
    Case(
      testDescription: "a rung that fails too", isEscalated: true, failedBefore: ["b"],
      meanwhile: nothing),
    Case(
      testDescription: "another role", lanes: Case.both, meanwhile: "c goes on with deep."),
    Case(
      testDescription: "a rung before another role", lanes: Case.both, isEscalated: true,
      meanwhile: "b goes on with what was escalated to it."),
    Case(
      testDescription: "another role past a rung that fails too", lanes: Case.both,
      isEscalated: true, failedBefore: ["b"], meanwhile: "c goes on with deep."),
    Case(
      testDescription: "another role that is done", lanes: Case.both,
      open: ["rewrite": 9, "deep": 0], meanwhile: nothing),
    Case(
      testDescription: "another role, found empty", lanes: Case.both, empty: [deep],
      meanwhile: nothing),
    Case(
      testDescription: "another role, paused", lanes: Case.both, pauses: [.role("deep")],
      meanwhile: nothing),
    Case(
      testDescription: "everything paused", lanes: Case.both, pauses: [.queue],
      meanwhile: nothing),
  ]

  private let start = Timestamp(milliseconds: 1_000_000)

  /// Fails five tasks of a lane, one after another.
  private func fail(
    _ lane: DispatchSettings.Lane, from number: Int64, _ of: Case, _ dispatcher: inout Dispatcher
  ) {
    let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")
    for number in number..<number + 5 {
      let wishes = [ClaimWish(lanes: [lane.lane])] + of.empty.map { ClaimWish(lanes: [$0]) }
      let claims = [claim(number, lane)] + of.empty.map { _ in nil }
      dispatcher.claimed(TurnResult(claims: claims, open: of.open), for: wishes, now: start)
      let decision: Decision =
        of.isEscalated && lane.model == "a"
        ? .escalate(failure, rung: 1, model: "b") : .retry(failure, notBefore: nil, .none)
      _ = dispatcher.settled(
        Settlement(
          task: TaskID(number), claim: ClaimNumber(number), decision: decision,
          facts: AttemptFacts(httpStatus: 500), finishedAt: start),
        signal: .failing(hint: nil), now: start, chance: 0)
    }
  }

  private func claim(_ number: Int64, _ lane: DispatchSettings.Lane) -> Claim {
    let shape = AttemptShape(
      job: "d", model: lane.model, maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    let task = TaskRecord(
      id: TaskID(number), role: lane.lane.role, article: number,
      state: .claimed(ClaimNumber(number)), rung: lane.lane.rung)
    return Claim(
      number: ClaimNumber(number), task: task,
      article: Article(id: "\(number)", title: "", body: ""), shape: shape, body: [],
      isResend: false)
  }

  @Test(arguments: cases)
  func `it names who goes on, and with what`(of: Case) throws {
    let pauses = of.pauses.map {
      Pause(scope: $0, reason: .operator, since: start, until: nil, message: "m", remedy: "r")
    }
    var dispatcher = Dispatcher(
      settings: DispatchSettings(lanes: of.lanes), pauses: pauses, now: start)
    for (index, model) in of.failedBefore.enumerated() {
      let lane = try #require(of.lanes.first { $0.model == model })
      fail(lane, from: Int64(100 * (index + 1)), of, &dispatcher)
    }
    fail(try #require(of.lanes.first { $0.model == "a" }), from: 1, of, &dispatcher)
    let told = dispatcher.news.compactMap { news in
      if case .fails("a", let sentence) = news { sentence } else { nil }
    }
    #expect(
      told == [
        "a fails (5 server errors in a row): asking again each 5 s, later each minute; "
          + of.meanwhile
      ])
  }
}
