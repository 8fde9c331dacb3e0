import BatchCore
import Testing

/// Models that are not there: who works their tasks meanwhile, who asks, and how it ends.
struct AbsenceTests {
  private typealias Lane = ClaimWish.Lane
  private let start = Timestamp(milliseconds: 1_000_000)
  private let first = Lane(role: "rewrite", rung: 0)
  private let second = Lane(role: "rewrite", rung: 1)

  private func at(_ seconds: Double) -> Timestamp { start + .seconds(seconds) }

  private func dispatcher(
    _ ladder: [String] = ["a", "b"], passedOver: [MovedStart] = [], pauses: [Pause] = [],
    patience: DispatchSettings.Patience = .ordinary
  ) -> Dispatcher {
    Dispatcher(
      settings: DispatchSettings(
        lanes: DispatchSettings.lanes(role: "rewrite", ladder: ladder), patience: patience),
      pauses: pauses, passedOver: passedOver, now: start)
  }

  private func failure(_ kind: FailureKind = .noEndpoints) -> Failure {
    Failure(kind: kind, sentence: "s.", remedy: "r.")
  }

  private func absence(_ model: String = "a", since: Timestamp? = nil) -> MovedStart {
    MovedStart(model: model, since: since ?? start, reason: .absent(.noEndpoints), remedy: "r.")
  }

  private func task(_ number: Int64, rung: Int = 0, tries: Int = 0, resend: Int64? = nil)
    -> TaskRecord
  {
    TaskRecord(
      id: TaskID(number), role: "rewrite", article: number, state: .ready(.new, notBefore: nil),
      rung: rung, tries: tries, resend: resend.map { ClaimNumber($0) })
  }

  private func send(
    _ dispatcher: inout Dispatcher, _ number: Int64, rung: Int = 0, at now: Timestamp
  ) {
    let model = ["a", "b", "c"][rung]
    let shape = AttemptShape(
      job: "d", model: model, maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    var held = task(number, rung: rung)
    held.state = .claimed(ClaimNumber(number))
    let claim = Claim(
      number: ClaimNumber(number), task: held,
      article: Article(id: "\(number)", title: "", body: ""), shape: shape, body: [],
      isResend: false)
    dispatcher.claimed(
      TurnResult(claims: [claim], open: ["rewrite": 300]),
      for: [ClaimWish(lanes: [Lane(role: "rewrite", rung: rung)])], now: now)
  }

  @discardableResult
  private func settle(
    _ dispatcher: inout Dispatcher, _ number: Int64, _ decision: Decision, at now: Timestamp,
    status: Int = 404, signal: PaceSignal = .served
  ) -> Decision {
    dispatcher.settled(
      Settlement(
        task: TaskID(number), claim: ClaimNumber(number), decision: decision,
        facts: AttemptFacts(httpStatus: status), finishedAt: now), signal: signal, now: now,
      chance: 0
    ).settlement.decision
  }

  /// So many requests to the first model that say that nobody serves it.
  private func refuse(
    _ dispatcher: inout Dispatcher, _ numbers: ClosedRange<Int64>,
    _ kind: FailureKind = .noEndpoints,
    at now: Timestamp
  ) {
    for number in numbers {
      send(&dispatcher, number, at: now)
      settle(&dispatcher, number, .escalate(failure(kind), rung: 1, model: "b"), at: now)
    }
  }

  /// Whether a candidate would be asked on its own rung; nil: it was moved to the next one.
  private func isAsked(_ dispatcher: inout Dispatcher, _ task: TaskRecord, at now: Timestamp)
    -> Bool
  {
    let shape = AttemptShape(
      job: "d", model: "a", maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    switch dispatcher.preparation(of: task, now: now, asItStands: { .send(shape, body: []) }) {
    case .send: return true
    case .settle(let decision):
      #expect(decision.failure?.kind == .noEndpoints)
      if case .escalate(_, 1, "b") = decision { return false }
      Issue.record("\(decision)")
      return false
    }
  }

  private func lanes(_ standing: Dispatcher.Standing) -> [[ClaimWish.Lane]] {
    if case .claim(let wishes) = standing { wishes.map(\.lanes) } else { [] }
  }

  private let success = Decision.succeed(Answer(output: "{}", extraction: .whole))

  @Test func `no image is a sign of a provider only where it came as an answer`() {
    var dispatcher = dispatcher()
    refuse(&dispatcher, 1...3, at: start)
    let without = Decision.escalate(failure(.noImage), rung: 1, model: "b")
    send(&dispatcher, 4, at: start)
    settle(&dispatcher, 4, without, at: start, status: 502, signal: .failing(hint: nil))
    #expect(dispatcher.isAbsent("a"), "S47: nobody has drawn")
    send(&dispatcher, 5, at: start)
    settle(&dispatcher, 5, without, at: start)
    #expect(dispatcher.isAbsent("a"), "nobody takes a request for an image alone")
    send(&dispatcher, 6, at: start)
    settle(&dispatcher, 6, without, at: start, status: 200)
    #expect(!dispatcher.isAbsent("a"))
  }

  @Test func `articles that got no image do not make a model absent`() {
    var dispatcher = dispatcher()
    refuse(&dispatcher, 1...5, .noImage, at: start)
    #expect(!dispatcher.isAbsent("a"))
    #expect(dispatcher.news.isEmpty)
  }

  @Test(arguments: [FailureKind.noEndpoints, .unknownModel])
  func `three refusals in a row tell that a model is not there, and one answer that it is`(
    kind: FailureKind
  ) {
    var dispatcher = dispatcher()
    refuse(&dispatcher, 1...2, kind, at: start)
    send(&dispatcher, 3, at: start)
    settle(&dispatcher, 3, success, at: start)
    refuse(&dispatcher, 4...5, kind, at: start)
    #expect(!dispatcher.isAbsent("a"))
    #expect(dispatcher.news.isEmpty)
    refuse(&dispatcher, 6...8, kind, at: start)
    #expect(dispatcher.isAbsent("a"))
    #expect(!dispatcher.isAbsent("b"))
    #expect(dispatcher.news.count == 1, "said once")
    guard case .startMoved("a", let sentence)? = dispatcher.news.first else {
      Issue.record("not told")
      return
    }
    #expect(sentence.hasPrefix("a is not there ("))
    #expect(sentence.contains("new tasks start with b; one request a minute"))
    #expect(sentence.hasSuffix(" r."))
  }

  @Test func `refusals of ten minutes ago and other failures are no sign`() {
    var dispatcher = dispatcher()
    refuse(&dispatcher, 1...2, at: start)
    refuse(&dispatcher, 3...4, at: at(600))
    refuse(&dispatcher, 5...9, .tooLong, at: at(600))
    #expect(!dispatcher.isAbsent("a"))
  }

  @Test func `only tasks that are claimed move, and what was lost goes where it went`() {
    var dispatcher = dispatcher(passedOver: [absence()])
    #expect(
      lanes(dispatcher.standing(resting: 2, now: start)) == [[second, first], [second, first]])
    #expect(!isAsked(&dispatcher, task(1), at: start))
    #expect(!isAsked(&dispatcher, task(20), at: start), "not even one in twenty")
    #expect(!isAsked(&dispatcher, task(2, tries: 1), at: start))
    #expect(isAsked(&dispatcher, task(3, resend: 9), at: start))
    #expect(isAsked(&dispatcher, task(4, rung: 1), at: start))
  }

  @Test func `where the next model may not start, none is moved there`() {
    var dispatcher = dispatcher(passedOver: [absence()])
    send(&dispatcher, 1, rung: 1, at: start)
    _ = dispatcher.settled(
      Settlement(
        task: TaskID(1), claim: ClaimNumber(1),
        decision: .postpone(failure(.throttled), .throttled, notBefore: nil),
        facts: AttemptFacts(), finishedAt: start),
      signal: .throttled(hint: .seconds(20), isAccountWide: false), now: start, chance: 0)
    #expect(dispatcher.standing(resting: 5, now: at(1)) == .rest(until: at(20)))
  }

  @Test func `one request a minute asks, whether the others are at work or not`() {
    var dispatcher = dispatcher(passedOver: [absence()])
    #expect(!isAsked(&dispatcher, task(1), at: at(59.9)))
    #expect(
      lanes(dispatcher.standing(resting: 2, now: at(60))) == [[first, second], [second, first]])
    #expect(isAsked(&dispatcher, task(1), at: at(60)))
    #expect(!isAsked(&dispatcher, task(2), at: at(60)), "one")
    send(&dispatcher, 1, at: at(60))
    #expect(!isAsked(&dispatcher, task(2), at: at(200)), "it is in flight still")
    settle(&dispatcher, 1, .escalate(failure(), rung: 1, model: "b"), at: at(200))
    #expect(!isAsked(&dispatcher, task(2), at: at(259)))
    #expect(isAsked(&dispatcher, task(2), at: at(260)))
    #expect(dispatcher.news.count == 1, "said once, by the start")
  }

  @Test func `a new run asks at once, once`() {
    var dispatcher = dispatcher(passedOver: [absence()])
    dispatcher.doubtAbsences()
    #expect(
      lanes(dispatcher.standing(resting: 2, now: start)) == [[first, second], [second, first]])
    #expect(isAsked(&dispatcher, task(1), at: start))
    send(&dispatcher, 1, at: start)
    settle(&dispatcher, 1, .escalate(failure(), rung: 1, model: "b"), at: at(1))
    #expect(!isAsked(&dispatcher, task(2), at: at(60)))
    #expect(isAsked(&dispatcher, task(2), at: at(61)))
  }

  @Test func `where nothing else can go on it rests until the next request asks`() {
    let parked = Pause(
      scope: .model("b"), reason: .rateLimited, since: start, until: at(5000), message: "m",
      remedy: "r")
    var dispatcher = dispatcher(passedOver: [absence()], pauses: [parked])
    #expect(dispatcher.standing(resting: 5, now: at(1)) == .rest(until: at(60)))
    #expect(lanes(dispatcher.standing(resting: 5, now: at(60))) == [[first]])
    #expect(isAsked(&dispatcher, task(1), at: at(60)))
    send(&dispatcher, 1, at: at(60))
    settle(&dispatcher, 1, .escalate(failure(), rung: 1, model: "b"), at: at(61))
    #expect(dispatcher.standing(resting: 5, now: at(61)) == .rest(until: at(121)))
  }

  @Test(arguments: [nil, FailureKind.notJSON, .providerError, .declined, .unsupportedParameter])
  func `an answer of any kind brings it back at once`(kind: FailureKind?) {
    var dispatcher = dispatcher(passedOver: [absence()])
    send(&dispatcher, 1, at: at(60))
    let decision = kind.map { Decision.retry(failure($0), notBefore: nil, .none) } ?? success
    settle(&dispatcher, 1, decision, at: at(61))
    #expect(!dispatcher.isAbsent("a"))
    #expect(
      dispatcher.news.last
        == .startMoved(model: "a", sentence: "a is there again: new tasks start with it."))
    #expect(isAsked(&dispatcher, task(1), at: at(61)))
    refuse(&dispatcher, 2...3, at: at(62))
    #expect(!dispatcher.isAbsent("a"), "counted anew")
  }

  @Test func `the next run knows it for ten minutes after it was last confirmed`() {
    var found = dispatcher()
    refuse(&found, 1...3, at: start)
    let kept = PaceRecord(found.paceRecord(now: start).document(now: start))
    #expect(kept.passedOver.map(\.model) == ["a"])
    for (seconds, isKnown) in [(599.0, true), (600, false)] {
      let next = Dispatcher(
        settings: found.settings, pauses: [], passedOver: kept.passedOver, now: at(seconds))
      #expect(next.isAbsent("a") == isKnown)
      #expect(next.news.count == (isKnown ? 1 : 0))
    }
  }

  @Test func `where no model of the ladder is left the role waits for a person`() {
    let pause = Pause(
      scope: .model("b"), reason: .unknownModel, since: start, message: "m", remedy: "r")
    var dispatcher = dispatcher(passedOver: [absence()])
    send(&dispatcher, 1, rung: 1, at: start)
    guard
      case .pause(_, let first) = settle(&dispatcher, 1, .pause(failure(), pause), at: start)
    else { return }
    #expect(first.key == Pause.Key(.role("rewrite"), .unknownModel))
    #expect(first.message == "No model of rewrite is there (a, b). s.")
    #expect(first.needsPerson)
    #expect(dispatcher.standing(resting: 5, now: start) == .end(.paused(first)))
  }

  @Test func `the pause of one role's last model holds no role that has another`() {
    let lanes =
      DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"])
      + DispatchSettings.lanes(role: "deep", ladder: ["c", "a"])
    var dispatcher = Dispatcher(
      settings: DispatchSettings(lanes: lanes), pauses: [], now: start)
    let last = Lane(role: "deep", rung: 1)
    var held = task(9, rung: 1)
    held.role = "deep"
    held.state = .claimed(ClaimNumber(9))
    let shape = AttemptShape(
      job: "d", model: "a", maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    dispatcher.claimed(
      TurnResult(
        claims: [
          Claim(
            number: ClaimNumber(9), task: held, article: Article(id: "9", title: "", body: ""),
            shape: shape, body: [],
            isResend: false)
        ], open: ["rewrite": 300, "deep": 300]),
      for: [ClaimWish(lanes: [last])], now: start)
    let pause = Pause(
      scope: .model("a"), reason: .unknownModel, since: start, message: "m", remedy: "r")
    let decision = settle(&dispatcher, 9, .pause(failure(), pause), at: start)
    #expect(decision == .pause(failure(), pause), "its role has another model")
    #expect(dispatcher.isAbsent("a"))
    guard case .claim(let wishes) = dispatcher.standing(resting: 1, now: start) else {
      Issue.record("nothing is started")
      return
    }
    #expect(Set(wishes.flatMap(\.lanes)) == [first, second, Lane(role: "deep", rung: 0)])
    #expect(!isAsked(&dispatcher, task(1), at: at(1)), "it goes to b")
  }

  @Test func `what was asked before tells nothing, nor does what OpenRouter refuses`() {
    var dispatcher = dispatcher()
    send(&dispatcher, 9, at: start)
    refuse(&dispatcher, 1...3, at: at(1))
    settle(&dispatcher, 9, success, at: at(2))
    #expect(dispatcher.isAbsent("a"))
    send(&dispatcher, 10, at: at(61))
    settle(
      &dispatcher, 10, .escalate(failure(.moderated), rung: 1, model: "b"), at: at(62))
    #expect(dispatcher.isAbsent("a"))
  }

  @Test func `nor is one left where the last is found out after the others paused`() {
    let pause = Pause(
      scope: .model("b"), reason: .unknownModel, since: start, message: "m", remedy: "r")
    var dispatcher = dispatcher(pauses: [pause])
    refuse(&dispatcher, 1...2, at: start)
    send(&dispatcher, 3, at: start)
    let decision = settle(
      &dispatcher, 3, .escalate(failure(), rung: 1, model: "b"), at: start)
    guard case .pause(_, let found) = decision else {
      Issue.record("\(decision)")
      return
    }
    #expect(found.scope == .role("rewrite"))
    #expect(dispatcher.standing(resting: 5, now: start) == .end(.paused(found)))
    // Resumed, it is asked as if nothing was known.
    dispatcher.resume(dispatcher.resumption(of: nil), now: at(1))
    #expect(!dispatcher.isAbsent("a"))
  }

  @Test(arguments: [(["a"], ["a"]), (["a", "a"], ["a"]), (["a", "b"], ["a", "b"])])
  func `what an earlier run found does not leave a run without a model`(
    ladder: [String], absent: [String]
  ) {
    let dispatcher = dispatcher(ladder, passedOver: absent.map { absence($0) })
    #expect(!dispatcher.isAbsent("a"))
    #expect(dispatcher.news.isEmpty)
    #expect(lanes(dispatcher.standing(resting: 1, now: start)).first?.contains(first) == true)
  }

  @Test func `a third model takes over where two are not there`() {
    var dispatcher = dispatcher(
      ["a", "b", "c"], passedOver: [absence(), absence("b")])
    let third = Lane(role: "rewrite", rung: 2)
    #expect(lanes(dispatcher.standing(resting: 1, now: start)) == [[third, second, first]])
    let preparation = dispatcher.preparation(of: task(1), now: start) {
      .settle(.fail(failure(.tooLong)))
    }
    guard case .settle(.escalate(_, rung: 2, model: "c")) = preparation else {
      Issue.record("\(preparation)")
      return
    }
  }
}
