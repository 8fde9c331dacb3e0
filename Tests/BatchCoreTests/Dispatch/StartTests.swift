import BatchCore
import Testing

/// Where new tasks start, and how a run waits for a moment that the provider named.
struct StartTests {
  private let start = Timestamp(milliseconds: 1_000_000)

  private func moved(_ role: String = "rewrite", _ job: String = "d", since: Timestamp? = nil)
    -> MovedStart
  {
    MovedStart(role: role, job: job, model: "a", since: since ?? start)
  }

  private func dispatcher(
    _ moved: [MovedStart] = [], pauses: [Pause] = [],
    patience: DispatchSettings.Patience = .ordinary
  ) -> Dispatcher {
    var settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"]), patience: patience)
    settings.jsonJobs = ["rewrite": "d"]
    return Dispatcher(settings: settings, pauses: pauses, passedOver: moved, now: start)
  }

  private func task(
    _ number: Int64, model: String? = nil, _ reason: ReadyReason = .new
  ) -> TaskRecord {
    TaskRecord(
      id: TaskID(number), role: "rewrite", article: number, state: .ready(reason, notBefore: nil),
      model: model)
  }

  @Test func `a moved start is told, and one new task in twenty tries the model again`() {
    let dispatcher = dispatcher([moved()])
    #expect(dispatcher.news.count == 1)
    let kept = (1...40).filter { dispatcher.preparation(of: task($0)) == nil }
    #expect(kept == [20, 40])
  }

  @Test func `a task that was placed on its model stays there`() {
    #expect(dispatcher([moved()]).preparation(of: task(1, model: "a", .requeued)) == nil)
  }

  @Test func `another job's, another role's and an old finding move nothing`() {
    for other in [
      moved("analyze"), moved("rewrite", "e"), moved(since: start + .seconds(-3600)),
      moved(since: start + .seconds(60)),
    ] {
      let dispatcher = dispatcher([other])
      #expect(dispatcher.preparation(of: task(1)) == nil)
      #expect(dispatcher.news.isEmpty)
    }
    var later = dispatcher([moved()])
    _ = later.expire(now: start + .seconds(3600))
    #expect(later.preparation(of: task(1)) == nil)
  }

  @Test func `no request before the moment that was named, and one when told to ask`() {
    let until = start + .seconds(3600)
    let pause = Pause(
      scope: .queue, reason: .rateLimited, since: start, until: until, message: "m", remedy: "r")
    var dispatcher = dispatcher(pauses: [pause])
    #expect(dispatcher.standing(resting: 5, now: start) == .rest(until: until))
    dispatcher.resume(dispatcher.resumption(of: nil), now: start)
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: start) else {
      Issue.record("not asked")
      return
    }
    #expect(wishes.count == 1)
  }

  @Test func `a model without capacity for an hour is parked and told so`() {
    var dispatcher = dispatcher()
    give(&dispatcher)
    settle(&dispatcher, .overloaded, .failing(hint: .seconds(3600)))
    let pause = dispatcher.pauses.first
    #expect(pause?.scope == .model("a"))
    #expect(pause?.reason == .overloaded)
    #expect(pause?.until == start + .seconds(3600))
    #expect(pause?.message.contains("a is overloaded and asks to wait") == true)
    #expect(pause?.message.contains("asks again at") == true)
    #expect(dispatcher.news.isEmpty)
  }

  @Test func `a run that is not to wait leaves when the network goes`() {
    var dispatcher = dispatcher(patience: .noWait)
    give(&dispatcher)
    settle(&dispatcher, .serverError, .served)
    for _ in 0..<3 {
      give(&dispatcher)
      settle(&dispatcher, .unreachable, .unreachable)
    }
    guard case .end(.paused(let pause)) = dispatcher.standing(resting: 5, now: start) else {
      Issue.record("it stays")
      return
    }
    #expect(pause.reason == .unreachable)
  }

  private func give(_ dispatcher: inout Dispatcher) {
    let shape = AttemptShape(
      job: "d", model: "a", maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    var held = task(1)
    held.state = .claimed(ClaimNumber(1))
    let claim = Claim(
      number: ClaimNumber(1), task: held, articleID: "1", shape: shape, body: [], isResend: false)
    let wish = ClaimWish(lanes: [ClaimWish.Lane(role: "rewrite", rung: 0)])
    dispatcher.claimed(
      TurnResult(claims: [claim], open: ["rewrite": 9]), for: [wish], now: start)
  }

  private func settle(_ dispatcher: inout Dispatcher, _ kind: FailureKind, _ signal: PaceSignal) {
    let failure = Failure(kind: kind, sentence: "s", remedy: "r")
    _ = dispatcher.settled(
      Settlement(
        task: TaskID(1), claim: ClaimNumber(1),
        decision: .postpone(failure, .throttled, notBefore: nil), facts: AttemptFacts(),
        finishedAt: start), signal: signal, now: start, chance: 1)
  }
}
