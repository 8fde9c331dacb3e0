import BatchCore
import Testing

/// A model whose breaker is open while none of its tasks are left, and others are at work.
struct FailingLaneTests {
  private let start = Timestamp(milliseconds: 1_000_000)
  private let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")

  private func claim(_ number: Int64, rung: Int) -> Claim {
    let shape = AttemptShape(
      job: "d", model: rung == 0 ? "a" : "b", maxTokens: 100, format: .none, parameters: [],
      stream: false, adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    let task = TaskRecord(
      id: TaskID(number), role: "rewrite", article: number,
      state: .claimed(ClaimNumber(number)), rung: rung)
    return Claim(
      number: ClaimNumber(number), task: task,
      article: Article(id: "\(number)", title: "", body: ""), shape: shape, body: [],
      isResend: false)
  }

  /// Answers the wishes with these claims, and nothing for the rest.
  private func answer(_ claims: [Claim], _ dispatcher: inout Dispatcher, _ now: Timestamp) throws {
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: now) else {
      Issue.record("no wishes: \(dispatcher.standing(resting: 5, now: now))")
      return
    }
    let rest = [Claim?](repeating: nil, count: max(0, wishes.count - claims.count))
    dispatcher.claimed(
      TurnResult(claims: claims + rest, open: ["rewrite": 5]), for: wishes, now: now)
  }

  @Test func `it is asked about once, and not again and again`() throws {
    let settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"]))
    var dispatcher = Dispatcher(settings: settings, pauses: [], now: start)
    try answer((1...5).map { claim($0, rung: 0) }, &dispatcher, start)
    for number in Int64(1)...5 {
      _ = dispatcher.settled(
        Settlement(
          task: TaskID(number), claim: ClaimNumber(number),
          decision: .escalate(failure, rung: 1, model: "b"), facts: AttemptFacts(),
          finishedAt: start), signal: .failing(hint: nil), now: start, chance: 0)
    }
    let later = start + .seconds(6)
    #expect(dispatcher.pacer.models["a"]?.breaker.isOpen == true)
    try answer([claim(6, rung: 1)], &dispatcher, later)
    try answer([], &dispatcher, later)
    // Any task of the failing model would do; there is none.
    #expect(
      dispatcher.standing(resting: 4, now: later)
        == .claim([ClaimWish(lanes: [.init(role: "rewrite", rung: 0)], order: .soonest)]))
    try answer([], &dispatcher, later)
    #expect(dispatcher.standing(resting: 4, now: later) == .rest(until: nil))
  }
}
