import BatchCore
import Testing

/// `--limit` beside a model that fails for everyone.
struct LimitedOutageTests {
  private let start = Timestamp(milliseconds: 1_000_000)
  private let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")

  private func at(_ seconds: Double) -> Timestamp { start + .seconds(seconds) }

  private func send(_ dispatcher: inout Dispatcher, _ number: Int64, at now: Timestamp) {
    let shape = AttemptShape(
      job: "d", model: "a", maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    let task = TaskRecord(
      id: TaskID(number), role: "rewrite", article: number,
      state: .claimed(ClaimNumber(number)))
    let claim = Claim(
      number: ClaimNumber(number), task: task,
      article: Article(id: "\(number)", title: "", body: ""), shape: shape, body: [],
      isResend: false)
    dispatcher.claimed(
      TurnResult(claims: [claim], open: ["rewrite": 100]),
      for: [ClaimWish(lanes: [ClaimWish.Lane(role: "rewrite", rung: 0)])], now: now)
  }

  private func settle(
    _ dispatcher: inout Dispatcher, _ number: Int64, _ decision: Decision, _ signal: PaceSignal,
    at now: Timestamp
  ) -> Decision {
    dispatcher.settled(
      Settlement(
        task: TaskID(number), claim: ClaimNumber(number), decision: decision,
        facts: AttemptFacts(httpStatus: 500), finishedAt: now), signal: signal, now: now, chance: 0
    ).settlement.decision
  }

  private func wishes(_ dispatcher: Dispatcher, at now: Timestamp) -> Int {
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: now) else { return 0 }
    return wishes.count
  }

  @Test func `excused failures count for no limit, and it is reached when it is over`() throws {
    var dispatcher = Dispatcher(
      settings: DispatchSettings(
        lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a"]), limit: 2),
      pauses: [], now: start)
    let failing = PaceSignal.failing(hint: nil)
    for number in Int64(1)...5 {
      #expect((1...2).contains(wishes(dispatcher, at: start)), "never more than the limit")
      send(&dispatcher, number, at: start)
      _ = settle(&dispatcher, number, .retry(failure, notBefore: nil, .none), failing, at: start)
    }
    #expect(dispatcher.pacer.models["a"]?.breaker.isOpen == true)
    #expect(dispatcher.finished == 0)
    #expect(wishes(dispatcher, at: at(4)) == 0)
    for (number, seconds) in [(Int64(6), 5.0), (7, 10), (8, 15)] {
      #expect(wishes(dispatcher, at: at(seconds)) == 1, "one finds out")
      send(&dispatcher, number, at: at(seconds))
      let decision = settle(&dispatcher, number, .fail(failure), failing, at: at(seconds))
      guard case .postpone = decision else {
        Issue.record("not excused: \(decision)")
        return
      }
    }
    #expect(dispatcher.finished == 0)
    let answer = Decision.succeed(Answer(output: "{}", extraction: .whole))
    for (number, seconds) in [(Int64(9), 20.0), (10, 21)] {
      #expect((1...2).contains(wishes(dispatcher, at: at(seconds))))
      send(&dispatcher, number, at: at(seconds))
      _ = settle(&dispatcher, number, answer, .served, at: at(seconds))
    }
    #expect(dispatcher.standing(resting: 5, now: at(22)) == .end(.limitReached))
  }
}
