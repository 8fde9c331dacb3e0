import BatchCore
import Testing

struct DispatcherTests {
  private typealias Lane = ClaimWish.Lane
  private let start = Timestamp(milliseconds: 1_000_000)
  private static let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")

  private func at(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds + milliseconds)
  }

  private func dispatcher(
    ladder: [String] = ["a", "b"], patience: DispatchSettings.Patience = .ordinary,
    limit: Int? = nil, pauses: [Pause] = []
  ) -> Dispatcher {
    let settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ladder), patience: patience,
      limit: limit)
    return Dispatcher(settings: settings, pauses: pauses, now: start)
  }

  private func pause(
    _ reason: Pause.Reason = .insufficientCredits, scope: Pause.Scope = .queue,
    until: Timestamp? = nil
  ) -> Pause {
    Pause(scope: scope, reason: reason, since: start, until: until, message: "m", remedy: "r")
  }

  private func claim(_ number: Int64, rung: Int = 0) -> Claim {
    let shape = AttemptShape(
      job: "d", model: "a", maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    let task = TaskRecord(
      id: TaskID(number), role: "rewrite", article: number,
      state: .claimed(ClaimNumber(number)), rung: rung)
    return Claim(
      number: ClaimNumber(number), task: task,
      article: Article(id: "\(number)", title: "", body: ""), shape: shape, body: [],
      isResend: false)
  }

  /// Hands out claims for whatever the dispatcher wishes now.
  private func give(
    _ numbers: [Int64], to dispatcher: inout Dispatcher, open: Int, resting: Int = 5,
    due: Timestamp? = nil, now: Timestamp
  ) throws {
    guard case .claim(let wishes) = dispatcher.standing(resting: resting, now: now) else {
      Issue.record("no wishes: \(dispatcher.standing(resting: resting, now: now))")
      return
    }
    var claims: [Claim?] = numbers.map { claim($0) }
    claims += Array(repeating: nil, count: max(0, wishes.count - claims.count))
    dispatcher.claimed(
      TurnResult(claims: claims, nextDue: due, open: ["rewrite": open]), for: wishes,
      now: now)
  }

  private func settle(
    _ number: Int64, _ decision: Decision, _ signal: PaceSignal = .served,
    in dispatcher: inout Dispatcher, now: Timestamp
  ) -> [Pause.Key] {
    settled(number, decision, signal, in: &dispatcher, now: now).ended
  }

  private func settled(
    _ number: Int64, _ decision: Decision, _ signal: PaceSignal = .served,
    in dispatcher: inout Dispatcher, now: Timestamp
  ) -> (settlement: Settlement, ended: [Pause.Key]) {
    dispatcher.settled(
      Settlement(
        task: TaskID(number), claim: ClaimNumber(number), decision: decision,
        facts: AttemptFacts(), finishedAt: now), signal: signal, now: now, chance: 0)
  }

  private var success: Decision { .succeed(Answer(output: "{}", extraction: .whole)) }

  @Test func `every free slot wishes for a task, escalated ones first`() {
    #expect(
      dispatcher().standing(resting: 2, now: start)
        == .claim(
          Array(
            repeating: ClaimWish(
              lanes: [Lane(role: "rewrite", rung: 1), Lane(role: "rewrite", rung: 0)]), count: 2)))
  }

  @Test func `requests made smaller for want of balance are told once and stand in status`() throws
  {
    var dispatcher = dispatcher()
    try give([1, 2], to: &dispatcher, open: 9, now: start)
    let failure = Failure(kind: .unaffordable, sentence: "s", remedy: "r")
    for number in Int64(1)...2 {
      _ = settle(
        number, .retry(failure, notBefore: nil, Adjustment(maxTokens: 700 + Int(number))),
        in: &dispatcher, now: start)
    }
    #expect(dispatcher.thrift(at: at(599_999)) == Thrift(affordable: ["a": 702]))
    #expect(dispatcher.thrift(at: at(600_000)) == Thrift())
    let squeeze = Squeeze(count: 2, maxTokens: 702, at: start)
    #expect(dispatcher.news == [.squeezed(Squeeze(count: 1, maxTokens: 701, at: start))])
    let record = dispatcher.paceRecord(now: start)
    #expect(record.squeeze == squeeze)
    let pacing = StatusReport.Pacing.all(of: record, now: at(599_999))
    #expect(pacing.map(\.reason) == [squeeze.sentence(whom: "the account")])
    #expect(StatusReport.Pacing.all(of: record, now: at(600_000)).isEmpty)
    try give([3], to: &dispatcher, open: 9, now: start)
    _ = settle(3, .pause(failure, pause()), in: &dispatcher, now: start)
    #expect(dispatcher.thrift(at: start) == Thrift(), "topped up meanwhile, perhaps")
  }

  @Test func `the run ends when nothing is ready and nothing in flight`() throws {
    var dispatcher = dispatcher()
    try give([], to: &dispatcher, open: 0, now: start)
    #expect(dispatcher.standing(resting: 5, now: start) == .end(.finished))
  }

  @Test func `a slot that found nothing rests until the next task is due`() throws {
    var dispatcher = dispatcher()
    try give([1], to: &dispatcher, open: 3, due: at(700), now: start)
    #expect(dispatcher.standing(resting: 4, now: start) == .rest(until: at(700)))
    guard case .claim = dispatcher.standing(resting: 4, now: at(700)) else {
      Issue.record("the due task is not asked for")
      return
    }
  }

  @Test func `a lane that had too little does not hold up one that had enough`() throws {
    var dispatcher = dispatcher()
    guard case .claim(let wishes) = dispatcher.standing(resting: 2, now: start) else {
      Issue.record("no wishes")
      return
    }
    let reliable = ClaimWish(lanes: [Lane(role: "rewrite", rung: 1)])
    dispatcher.claimed(
      TurnResult(claims: [claim(1), nil], open: ["rewrite": 10]), for: [wishes[0], reliable],
      now: start)
    guard case .claim = dispatcher.standing(resting: 1, now: start) else {
      Issue.record("rests though the first rung was never short")
      return
    }
  }

  @Test func `a throttle stops all workers of that model at once`() throws {
    var dispatcher = dispatcher(ladder: ["a"])
    try give([1, 2, 3, 4, 5], to: &dispatcher, open: 100, now: start)
    _ = settle(
      1, .postpone(Self.failure, .throttled, notBefore: nil),
      .throttled(hint: .seconds(5), isAccountWide: false), in: &dispatcher, now: start)
    #expect(dispatcher.standing(resting: 1, now: at(1)) == .rest(until: at(5000)))
    #expect(dispatcher.standing(resting: 1, now: at(4999)) == .rest(until: at(5000)))
  }

  @Test func `a throttled model leaves the other rungs at work`() throws {
    var dispatcher = dispatcher()
    try give([1], to: &dispatcher, open: 100, resting: 1, now: start)
    _ = settle(
      1, .postpone(Self.failure, .throttled, notBefore: nil),
      .throttled(hint: .seconds(5), isAccountWide: false), in: &dispatcher, now: start)
    #expect(
      dispatcher.standing(resting: 1, now: at(1))
        == .claim([ClaimWish(lanes: [Lane(role: "rewrite", rung: 1)])]))
  }

  @Test func `after a throttle one request goes first`() throws {
    var dispatcher = dispatcher(ladder: ["a"])
    try give([1], to: &dispatcher, open: 100, resting: 1, now: start)
    _ = settle(
      1, .postpone(Self.failure, .throttled, notBefore: nil),
      .throttled(hint: .seconds(5), isAccountWide: false), in: &dispatcher, now: start)
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: at(5000)) else {
      Issue.record("the gate does not open")
      return
    }
    #expect(wishes.count == 1)
  }

  @Test func `an empty balance starts nothing more, waits for what is in flight, and ends`() throws
  {
    var dispatcher = dispatcher()
    try give([1, 2], to: &dispatcher, open: 100, resting: 2, now: start)
    _ = settle(1, .pause(Self.failure, pause()), in: &dispatcher, now: start)
    #expect(dispatcher.standing(resting: 1, now: start) == .rest(until: nil))
    _ = settle(2, success, in: &dispatcher, now: start)
    #expect(dispatcher.standing(resting: 2, now: start) == .end(.paused(pause())))
  }

  @Test func `a run that finds a pause probes it with one request of the cheapest task`() throws {
    var dispatcher = dispatcher(pauses: [pause()])
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: start) else {
      Issue.record("no probe")
      return
    }
    #expect(wishes.map(\.order) == [.cheapest])
    try give([1], to: &dispatcher, open: 10, now: start)
    #expect(dispatcher.standing(resting: 4, now: start) == .rest(until: nil))
    #expect(settle(1, success, in: &dispatcher, now: start) == [pause().key])
    guard case .claim(let next) = dispatcher.standing(resting: 5, now: start) else {
      Issue.record("the pause is not over")
      return
    }
    #expect(next.count == 5)
  }

  @Test func `a refused probe ends the run again`() throws {
    var dispatcher = dispatcher(pauses: [pause()])
    try give([1], to: &dispatcher, open: 10, now: start)
    #expect(settle(1, .pause(Self.failure, pause()), in: &dispatcher, now: start) == [])
    #expect(dispatcher.standing(resting: 5, now: start) == .end(.paused(pause())))
  }

  @Test func `a probe that was throttled has not answered the question`() throws {
    var dispatcher = dispatcher(ladder: ["a"], pauses: [pause()])
    try give([1], to: &dispatcher, open: 10, now: start)
    _ = settle(
      1, .postpone(Self.failure, .throttled, notBefore: nil),
      .throttled(hint: .seconds(2), isAccountWide: false), in: &dispatcher, now: start)
    #expect(dispatcher.standing(resting: 5, now: at(1)) == .rest(until: at(2000)))
  }

  @Test func `with patience the run stays and probes after one minute, then two, up to ten`() throws
  {
    var dispatcher = dispatcher(patience: .wait)
    try give([1], to: &dispatcher, open: 10, resting: 1, now: start)
    _ = settle(1, .pause(Self.failure, pause()), in: &dispatcher, now: start)
    var now = start
    var waits: [Double] = []
    for number in Int64(2)...6 {
      guard case .rest(let until?) = dispatcher.standing(resting: 5, now: now) else {
        Issue.record("no date for the next probe")
        return
      }
      waits.append((until - now).inSeconds)
      now = until
      try give([number], to: &dispatcher, open: 10, now: now)
      _ = settle(number, .pause(Self.failure, pause()), in: &dispatcher, now: now)
    }
    #expect(waits == [60, 120, 240, 480, 600])
  }

  @Test(arguments: [DispatchSettings.Patience.ordinary, .wait, .noWait])
  func `a pause with an end is probed at the start too, and then waited for or not`(
    patience: DispatchSettings.Patience
  ) throws {
    let dated = pause(.keyLimit, until: at(60_000))
    var dispatcher = dispatcher(patience: patience, pauses: [dated])
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: start) else {
      Issue.record("no probe")
      return
    }
    #expect(wishes.map(\.order) == [.cheapest])
    try give([1], to: &dispatcher, open: 10, now: start)
    #expect(settle(1, .pause(Self.failure, dated), in: &dispatcher, now: start) == [])
    #expect(
      dispatcher.standing(resting: 5, now: start)
        == (patience == .noWait ? .end(.paused(dated)) : .rest(until: at(60_000))))
  }

  @Test func `a probe that is answered ends a pause before its date`() throws {
    let dated = pause(.keyLimit, until: at(60_000))
    var dispatcher = dispatcher(pauses: [dated])
    try give([1], to: &dispatcher, open: 10, now: start)
    #expect(settle(1, success, in: &dispatcher, now: start) == [dated.key])
  }

  @Test func `a pause with an end keeps the run alive until then`() throws {
    let dated = pause(.freeDailyLimit, until: at(60_000))
    var later = dispatcher()
    try give([1], to: &later, open: 10, resting: 1, now: start)
    _ = settle(1, .pause(Self.failure, dated), in: &later, now: start)
    #expect(later.standing(resting: 5, now: start) == .rest(until: at(60_000)))
    #expect(later.expire(now: at(60_000)) == [dated.key])
    guard case .claim = later.standing(resting: 5, now: at(60_000)) else {
      Issue.record("work does not go on")
      return
    }
  }

  @Test func `a paused model closes its lane only`() {
    let dispatcher = dispatcher(pauses: [pause(.unknownModel, scope: .model("a"))])
    #expect(
      dispatcher.standing(resting: 1, now: start)
        == .claim([ClaimWish(lanes: [Lane(role: "rewrite", rung: 1)])]))
  }

  @Test func `a limit counts finished tasks, not requests`() throws {
    var dispatcher = dispatcher(limit: 2)
    try give([1, 2], to: &dispatcher, open: 10, now: start)
    #expect(dispatcher.standing(resting: 3, now: start) == .rest(until: nil))
    _ = settle(
      1, .retry(Self.failure, notBefore: nil, .none), in: &dispatcher, now: start)
    _ = settle(2, success, in: &dispatcher, now: start)
    try give([3], to: &dispatcher, open: 9, now: start)
    _ = settle(3, success, in: &dispatcher, now: start)
    #expect(dispatcher.standing(resting: 5, now: start) == .end(.limitReached))
  }

  @Test func `told to stop, it starts nothing and ends when nothing is in flight`() throws {
    var dispatcher = dispatcher()
    try give([1], to: &dispatcher, open: 10, resting: 1, now: start)
    dispatcher.stop(.drained)
    #expect(dispatcher.standing(resting: 4, now: start) == .rest(until: nil))
    dispatcher.stop(.aborted)
    _ = settle(1, success, in: &dispatcher, now: start)
    #expect(dispatcher.standing(resting: 5, now: start) == .end(.aborted))
  }

  @Test func `a provider that was never reached is given up after seven waits`() throws {
    var dispatcher = dispatcher()
    let refused = Failure(kind: .unreachable, sentence: "Could not resolve host", remedy: "r")
    var now = start
    for number in Int64(1)...7 {
      try give([number], to: &dispatcher, open: 10, resting: 1, now: now)
      _ = settle(
        number, .postpone(refused, .unreachable, notBefore: nil), .unreachable, in: &dispatcher,
        now: now)
      now = now + .seconds(40)
    }
    #expect(
      dispatcher.standing(resting: 1, now: now) == .end(.neverReached("Could not resolve host")))
  }

  @Test func `a provider that answered before is waited for`() throws {
    var dispatcher = dispatcher()
    try give([1], to: &dispatcher, open: 10, resting: 1, now: start)
    _ = settle(1, success, in: &dispatcher, now: start)
    var now = start
    for number in Int64(2)...12 {
      try give([number], to: &dispatcher, open: 10, resting: 1, now: now)
      _ = settle(
        number, .postpone(Self.failure, .unreachable, notBefore: nil), .unreachable,
        in: &dispatcher, now: now)
      now = now + .seconds(40)
    }
    guard case .claim = dispatcher.standing(resting: 1, now: now) else {
      Issue.record("given up")
      return
    }
  }

  @Test func `a probe waits for the lane that has the tasks, if the pace holds it closed`() throws {
    let settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"]))
    let closed = PaceRecord(closed: [
      .init(model: "a", until: at(900), reason: .rateLimited)
    ])
    var dispatcher = Dispatcher(
      settings: settings, pauses: [pause()], pacer: Pacer(closed, now: start), now: start)
    try give([], to: &dispatcher, open: 34, now: start)
    #expect(dispatcher.standing(resting: 5, now: start) == .rest(until: at(900)))
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: at(900)) else {
      Issue.record("no probe")
      return
    }
    #expect(wishes.map(\.order) == [.cheapest])
  }

  @Test func `a probe that meets a model's pause has found the queue's over`() throws {
    var dispatcher = dispatcher(patience: .wait, pauses: [pause()])
    try give([1], to: &dispatcher, open: 10, now: start)
    let model = pause(.unknownModel, scope: .model("a"))
    #expect(settle(1, .pause(Self.failure, model), in: &dispatcher, now: start) == [pause().key])
    #expect(
      dispatcher.standing(resting: 1, now: start)
        == .claim([ClaimWish(lanes: [Lane(role: "rewrite", rung: 1)])]))
  }

  @Test func `a model's dated pause does not end the waiting for credits`() throws {
    var dispatcher = dispatcher(patience: .wait)
    try give([1, 2], to: &dispatcher, open: 10, resting: 2, now: start)
    _ = settle(1, .pause(Self.failure, pause()), in: &dispatcher, now: start)
    let dated = pause(.freeDailyLimit, scope: .model("a"), until: at(9_000_000))
    _ = settle(2, .pause(Self.failure, dated), in: &dispatcher, now: start)
    #expect(dispatcher.standing(resting: 5, now: start) == .rest(until: at(60_000)))
  }

  @Test func `ready tasks that no lane serves are a fault and no endless wait`() throws {
    var dispatcher = dispatcher()
    try give([], to: &dispatcher, open: 3, now: start)
    #expect(dispatcher.standing(resting: 5, now: start) == .end(.stuck(3)))
  }

  @Test func `what a provider fails again and again waits for the budget of retries`() throws {
    var dispatcher = dispatcher()
    var waits: [Double] = []
    for round in Int64(0)..<100 {
      let (fails, answers) = (2 * round + 1, 2 * round + 2)
      try give([fails, answers], to: &dispatcher, open: 900, now: start)
      let decision = settled(
        fails, .retry(Self.failure, notBefore: nil, .none), .failing(hint: nil),
        in: &dispatcher, now: start
      ).settlement.decision
      if case .retry(_, let notBefore, _) = decision {
        waits.append(((notBefore ?? start) - start).inSeconds)
      }
      _ = settle(answers, success, in: &dispatcher, now: start)
    }
    #expect(waits.count == 100 && waits.prefix(60).allSatisfy { $0 == 0 }, "\(waits)")
    #expect(waits.last.map { (15...25).contains($0) } == true, "\(waits)")
  }
}
