import BatchCore
import Testing

/// Where new tasks start, and how a run waits for a moment that the provider named.
struct StartTests {
  private let start = Timestamp(milliseconds: 1_000_000)

  private func moved(_ role: String = "rewrite", _ job: String = "d", since: Timestamp? = nil)
    -> MovedStart
  {
    MovedStart(
      model: "a", since: since ?? start,
      reason: .prose(role: role, job: job, unreadable: 9, counted: 30), remedy: "r.")
  }

  /// Whether a candidate would be asked on its own rung, not on the next one.
  private func isAsked(_ dispatcher: Dispatcher, _ task: TaskRecord) -> Bool {
    var dispatcher = dispatcher
    let own = Preparation.settle(
      .fail(Failure(kind: .tooLong, sentence: "s", remedy: "r")))
    switch dispatcher.preparation(of: task, now: start, asItStands: { own }) {
    case .settle(.fail): return true
    case .settle(.escalate(let failure, rung: 1, model: "b")):
      #expect(failure.kind == (dispatcher.isOfImages ? .noImage : .notJSON))
      return false
    case let other:
      Issue.record("\(other)")
      return false
    }
  }

  private func dispatcher(
    _ moved: [MovedStart] = [], pauses: [Pause] = [],
    patience: DispatchSettings.Patience = .ordinary, makesImages: Bool = false
  ) -> Dispatcher {
    var settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"]), patience: patience)
    settings.judgedJobs = [
      "rewrite": DispatchSettings.JudgedJob(digest: "d", makesImages: makesImages)
    ]
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
    let kept = (1...40).filter { isAsked(dispatcher, task($0)) }
    #expect(kept == [20, 40])
  }

  @Test func `a task that was placed on its model stays there`() {
    #expect(isAsked(dispatcher([moved()]), task(1, model: "a", .requeued)))
  }

  @Test func `another job's, another role's and an old finding move nothing`() {
    for other in [
      moved("analyze"), moved("rewrite", "e"), moved(since: start + .seconds(-3600)),
      moved(since: start + .seconds(60)),
    ] {
      let dispatcher = dispatcher([other])
      #expect(isAsked(dispatcher, task(1)))
      #expect(dispatcher.news.isEmpty)
    }
    var later = dispatcher([moved()])
    _ = later.expire(now: start + .seconds(3600))
    #expect(isAsked(later, task(1)))
  }

  @Test func `they start where they did again when the model answers in JSON`() {
    var dispatcher = dispatcher([moved()])
    let answer = Decision.succeed(Answer(output: "{}", extraction: .whole))
    for count in 1...10 {
      #expect(!isAsked(dispatcher, task(1)), "\(count)")
      give(&dispatcher)
      settle(&dispatcher, answer)
    }
    #expect(isAsked(dispatcher, task(1)))
    #expect(
      dispatcher.news.last
        == .startMoved(
          model: "a", sentence: "a answers in JSON again: new rewrite tasks start with it."))
  }

  @Test func `thirty bad answers move the start, twenty good ones of the trials move it back`() {
    var dispatcher = dispatcher()
    let bad = Decision.retry(
      Failure(kind: .notJSON, sentence: "s", remedy: "r"), notBefore: nil, .none)
    for _ in 1...30 {
      give(&dispatcher)
      settle(&dispatcher, bad)
    }
    #expect(dispatcher.news.count == 1)
    #expect(!isAsked(dispatcher, task(1)))
    for _ in 1...20 {
      give(&dispatcher)
      settle(&dispatcher, .succeed(Answer(output: "{}", extraction: .whole)))
    }
    #expect(isAsked(dispatcher, task(1)))
    #expect(dispatcher.news.count == 2, "not there and back more than once")
  }

  @Test func `where there is no other model it is told once, and nothing moves`() {
    var dispatcher = dispatcher()
    let bad = Decision.retry(
      Failure(kind: .notJSON, sentence: "s", remedy: "r"), notBefore: nil, .none)
    for _ in 1...60 {
      give(&dispatcher, rung: 1)
      settle(&dispatcher, bad)
    }
    #expect(
      dispatcher.news == [
        .answersBadly(
          model: "b",
          sentence: "b too often answers without JSON (20 of the last 20 answers), and rewrite has "
            + "no other to start with. Put a better model first in the job file.")
      ])
    #expect(isAsked(dispatcher, task(1)))
  }

  @Test func `answers without an image move the start of a job of images`() {
    var dispatcher = dispatcher(makesImages: true)
    let without = Decision.retry(
      Failure(kind: .noImage, sentence: "s", remedy: "r"), notBefore: nil, .none)
    for status in [502, 404, 200] {
      #expect(dispatcher.news.isEmpty, "only what came as an answer counts")
      for _ in 1...30 {
        give(&dispatcher)
        settle(&dispatcher, without, status: status)
      }
    }
    #expect(!isAsked(dispatcher, task(1)))
    guard case .startMoved("a", let sentence)? = dispatcher.news.first else {
      Issue.record("not told")
      return
    }
    #expect(sentence.hasPrefix("a too often answers without an image (20 of the last 20 answers):"))
    for _ in 1...20 {
      give(&dispatcher)
      settle(&dispatcher, .succeed(Answer(output: "{}", extraction: .image)), status: 200)
    }
    #expect(
      dispatcher.news.last
        == .startMoved(
          model: "a", sentence: "a answers with images again: new rewrite tasks start with it."))
  }

  @Test func `where the next model may not start, no task is moved to it`() {
    var dispatcher = dispatcher([moved()])
    give(&dispatcher, rung: 1)
    settle(&dispatcher, .throttled, .throttled(hint: .seconds(9), isAccountWide: false))
    #expect(
      dispatcher.standing(resting: 5, now: start) == .rest(until: start + .milliseconds(9900)))
    let parked = Pause(
      scope: .model("b"), reason: .freeDailyLimit, since: start, until: start + .seconds(9000),
      message: "m", remedy: "r")
    #expect(isAsked(self.dispatcher([moved()], pauses: [parked]), task(1)))
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
    #expect(pause?.until == start + .seconds(3602), "as the gate does")
    #expect(dispatcher.paceRecord(now: start).closed.map(\.until) == [pause?.until])
    #expect(dispatcher.paceRecord(now: start).closed.map(\.reason) == [.overloaded])
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

  private func give(_ dispatcher: inout Dispatcher, rung: Int = 0) {
    let shape = AttemptShape(
      job: "d", model: ["a", "b"][rung], maxTokens: 100, format: .none, parameters: [],
      stream: false, adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    var held = task(1)
    held.state = .claimed(ClaimNumber(1))
    held.rung = rung
    let claim = Claim(
      number: ClaimNumber(1), task: held, article: Article(id: "1", title: "", body: ""),
      shape: shape, body: [], isResend: false)
    let wish = ClaimWish(lanes: [ClaimWish.Lane(role: "rewrite", rung: rung)])
    dispatcher.claimed(
      TurnResult(claims: [claim], open: ["rewrite": 9]), for: [wish], now: start)
  }

  private func settle(_ dispatcher: inout Dispatcher, _ kind: FailureKind, _ signal: PaceSignal) {
    let failure = Failure(kind: kind, sentence: "s", remedy: "r")
    settle(&dispatcher, .postpone(failure, .throttled, notBefore: nil), signal)
  }

  private func settle(
    _ dispatcher: inout Dispatcher, _ decision: Decision, _ signal: PaceSignal = .served,
    status: Int? = nil
  ) {
    _ = dispatcher.settled(
      Settlement(
        task: TaskID(1), claim: ClaimNumber(1), decision: decision,
        facts: AttemptFacts(httpStatus: status), finishedAt: start), signal: signal, now: start,
      chance: 1)
  }
}

extension Dispatcher {
  fileprivate var isOfImages: Bool { settings.judgedJobs["rewrite"]?.makesImages == true }
}
