import BatchCore
import Testing

/// What a dispatcher makes of changes from outside.
struct SteeringDecisionTests {
  private static let now = Timestamp(milliseconds: 1_000_000)

  private static func pause(
    _ scope: Pause.Scope, _ reason: Pause.Reason, until: Timestamp? = nil
  ) -> Pause {
    Pause(scope: scope, reason: reason, since: now, until: until, message: "m", remedy: "r")
  }

  private static func dispatcher(
    _ patience: DispatchSettings.Patience = .wait, pauses: [Pause] = []
  ) -> Dispatcher {
    let settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a/a", "b/b"]), patience: patience)
    return Dispatcher(settings: settings, pauses: pauses, now: now)
  }

  @Test(arguments: [
    (Pause.Scope.queue, DispatchSettings.Patience.wait, true), (.queue, .ordinary, false),
    (.role("rewrite"), .wait, true), (.role("rewrite"), .ordinary, false),
    (.queue, .noWait, false),
  ])
  func `an operator's pause lets a run that waits rest, and ends any other`(
    _ scope: Pause.Scope, _ patience: DispatchSettings.Patience, _ rests: Bool
  ) {
    var dispatcher = Self.dispatcher(patience)
    let pause = Self.pause(scope, .operator)
    dispatcher.begin(operators: pause)
    dispatcher.begin(operators: pause)
    #expect(dispatcher.pauses == [pause])
    #expect(
      dispatcher.standing(resting: 5, now: Self.now)
        == (rests ? .rest(until: nil) : .end(.paused(pause))))
    let resumption = dispatcher.resumption(of: scope)
    #expect(resumption == .init(ended: [pause.key], probed: []))
    dispatcher.resume(resumption, now: Self.now)
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: Self.now) else {
      Issue.record("does not go on")
      return
    }
    #expect(wishes.count == 5)
  }

  @Test func `a paused model leaves the others to work`() {
    var dispatcher = Self.dispatcher()
    dispatcher.begin(operators: Self.pause(.model("a/a"), .operator))
    guard case .claim(let wishes) = dispatcher.standing(resting: 1, now: Self.now) else {
      Issue.record("does not go on")
      return
    }
    #expect(wishes[0].lanes == [.init(role: "rewrite", rung: 1)])
  }

  @Test func `credits are probed at once when the operator says so`() {
    let credits = Self.pause(.queue, .insufficientCredits)
    var dispatcher = Self.dispatcher(pauses: [])
    dispatcher.begin(operators: credits)
    let resumption = dispatcher.resumption(of: nil)
    #expect(resumption == .init(ended: [], probed: [credits.key]))
    dispatcher.resume(resumption, now: Self.now)
    #expect(dispatcher.pauses == [credits])
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: Self.now) else {
      Issue.record("does not probe")
      return
    }
    #expect(wishes.map(\.order) == [.cheapest])
  }

  @Test func `a parked model's pause ends, and one request finds out`() {
    let parked = Self.pause(
      .model("a/a"), .freeDailyLimit, until: Timestamp(milliseconds: 9_000_000))
    var dispatcher = Self.dispatcher()
    dispatcher.begin(operators: parked)
    let resumption = dispatcher.resumption(of: .model("a/a"))
    #expect(resumption == .init(ended: [parked.key], probed: [parked.key]))
    dispatcher.resume(resumption, now: Self.now)
    #expect(dispatcher.pauses == [])
    #expect(dispatcher.pacer.allowance(for: "a/a", now: Self.now) == 1)
    #expect(dispatcher.pacer.allowance(for: "b/b", now: Self.now) ?? 5 > 1)
  }

  /// A claim on the second rung.
  private static func claimed(_ number: Int64) -> TurnResult {
    let shape = AttemptShape(
      job: "d", model: "b/b", maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    let task = TaskRecord(
      id: TaskID(number), role: "rewrite", article: number,
      state: .claimed(ClaimNumber(number)), rung: 1)
    return TurnResult(claims: [
      Claim(
        number: ClaimNumber(number), task: task,
        article: Article(id: "\(number)", title: "", body: ""), shape: shape, body: [],
        isResend: false)
    ])
  }

  private static func settlement(_ number: Int64) -> Settlement {
    Settlement(
      task: TaskID(number), claim: ClaimNumber(number),
      decision: .postpone(.interrupted, .interrupted, notBefore: nil), facts: AttemptFacts(),
      finishedAt: now)
  }

  @Test(arguments: [true, false])
  func `a long rate limit is tried at once, and stays in force until a request is answered`(
    _ isServed: Bool
  ) throws {
    var dispatcher = Self.dispatcher(.ordinary)
    let limit = PaceSignal.throttled(hint: .seconds(3600), isAccountWide: false, limit: nil)
    let wish = ClaimWish(lanes: [.init(role: "rewrite", rung: 1)])
    dispatcher.claimed(Self.claimed(1), for: [wish], now: Self.now)
    _ = dispatcher.settled(Self.settlement(1), signal: limit, now: Self.now, chance: 0)
    let parked = try #require(dispatcher.pauses.first)
    #expect(dispatcher.pacer.allowance(for: "b/b", now: Self.now) == 0)
    let resumption = dispatcher.resumption(of: nil)
    #expect(resumption == .init(ended: [], probed: [parked.key]))
    dispatcher.resume(resumption, now: Self.now)
    #expect(dispatcher.pauses == [parked])
    #expect(dispatcher.pacer.allowance(for: "b/b", now: Self.now) == 1)
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: Self.now) else {
      Issue.record("does not try")
      return
    }
    #expect(wishes.count { $0.lanes.contains { $0.rung == 1 } } == 1)
    dispatcher.claimed(Self.claimed(2), for: [wish], now: Self.now)
    let (_, ended) = dispatcher.settled(
      Self.settlement(2), signal: isServed ? .served : limit, now: Self.now, chance: 0)
    #expect(ended == (isServed ? [parked.key] : []))
    #expect(dispatcher.pauses.isEmpty == isServed)
    if !isServed { #expect(dispatcher.pacer.allowance(for: "b/b", now: Self.now) == 0) }
  }

  @Test func `a role that is being cancelled is held until it is let go, or too long`() {
    var dispatcher = Self.dispatcher(.ordinary)
    let end = Self.now + .seconds(5)
    dispatcher.hold(role: "rewrite", until: end)
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .rest(until: end))
    var empty = dispatcher
    empty.claimed(TurnResult(open: ["rewrite": 0]), for: [], now: Self.now)
    #expect(empty.standing(resting: 5, now: Self.now) == .rest(until: end), "not all is made yet")
    empty.hold(role: "rewrite", until: nil)
    #expect(empty.standing(resting: 5, now: Self.now) == .end(.finished))
    #expect(dispatcher.expire(now: Self.now) == [])
    #expect(dispatcher.isHeld("rewrite"))
    #expect(dispatcher.expire(now: end) == [])
    #expect(!dispatcher.isHeld("rewrite"))
    guard case .claim = dispatcher.standing(resting: 5, now: end) else {
      Issue.record("does not go on")
      return
    }
    dispatcher.hold(role: "deep", until: end)
    guard case .claim = dispatcher.standing(resting: 5, now: Self.now) else {
      Issue.record("another role's work holds it")
      return
    }
  }

  @Test func `nothing left ends a run at any pause`() {
    for pause in [
      Self.pause(.queue, .operator), Self.pause(.model("a/a"), .rateLimited, until: Self.now),
    ] {
      var dispatcher = Self.dispatcher(pauses: [pause])
      dispatcher.claimed(TurnResult(open: ["rewrite": 0]), for: [], now: Self.now)
      #expect(dispatcher.standing(resting: 5, now: Self.now) == .end(.finished))
    }
  }

  @Test func `a resumption touches no other scope`() {
    let pauses = [Self.pause(.role("deep"), .operator), Self.pause(.model("a/a"), .operator)]
    let dispatcher = Self.dispatcher(pauses: pauses)
    #expect(dispatcher.resumption(of: .queue) == .init(ended: [], probed: []))
    #expect(dispatcher.resumption(of: nil).ended.count == 2)
  }

  @Test(arguments: [
    (LadderPlace(rung: 1, model: "b/b"), "rewrite", LadderPlace(rung: 1, model: "b/b")),
    (LadderPlace(rung: 0, model: "b/b"), "rewrite", LadderPlace(rung: 1, model: "b/b")),
    (LadderPlace(rung: 0, model: "c/c"), "rewrite", nil),
    (LadderPlace(rung: 0, model: "a/a"), "deep", nil),
  ])
  func `a model is found on the rung where this run works with it`(
    _ wanted: LadderPlace, _ role: String, _ found: LadderPlace?
  ) {
    #expect(Self.dispatcher().place(like: wanted, in: role) == found)
  }
}
