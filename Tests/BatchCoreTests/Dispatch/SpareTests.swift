import Testing

@testable import BatchCore

/// When workers may go on without asking.
struct SpareTests {
  static let start = Timestamp(milliseconds: 1_000_000)
  static let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")
  static let success = Decision.succeed(Answer(output: "{}", extraction: .whole))

  static func pause(_ scope: Pause.Scope = .model("x")) -> Pause {
    Pause(scope: scope, reason: .operator, since: start, message: "m", remedy: "r")
  }

  /// A run whose last answers took so long.
  static func dispatcher(
    taking milliseconds: [Int64] = [5], limit: Int? = nil, ladder: [String] = ["a", "b"],
    repeatsFree: Bool = true, passedOver: [MovedStart] = []
  ) -> Dispatcher {
    var settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ladder), limit: limit)
    settings.repeatsFree = repeatsFree
    var dispatcher = Dispatcher(
      settings: settings, pauses: [], passedOver: passedOver, now: start)
    for (number, span) in milliseconds.enumerated() {
      answer(&dispatcher, Int64(number + 1), success, .served, taking: span)
    }
    return dispatcher
  }

  static func claim(_ number: Int64, before: TaskState = .ready(.new, notBefore: nil)) -> Claim {
    let task = TaskRecord(
      id: TaskID(number), role: "rewrite", article: number, state: .claimed(ClaimNumber(number)))
    let shape = AttemptShape(
      job: "d", model: "a", maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    return Claim(
      number: ClaimNumber(number), task: task,
      article: Article(id: "\(number)", title: "", body: ""), shape: shape, body: [],
      isResend: false, before: before)
  }

  static func answer(
    _ dispatcher: inout Dispatcher, _ number: Int64, _ decision: Decision, _ signal: PaceSignal,
    taking milliseconds: Int64 = 5
  ) {
    dispatcher.start(claim(number), now: start)
    _ = dispatcher.settled(
      Settlement(
        task: TaskID(number), claim: ClaimNumber(number), decision: decision,
        facts: AttemptFacts(milliseconds: milliseconds), finishedAt: start),
      signal: signal, now: start, chance: 0.5)
  }

  @Test(
    arguments: [
      ([], false), ([0], true), ([99], true), ([100], false), ([2000], false),
      // One slow answer among quick ones is no reason, nor one quick one among slow ones.
      ([5, 5, 5, 400], true), ([2000, 5], false), ([100, 99, 99, 99], true),
    ] as [([Int64], Bool)])
  func `they may where answers take less than a tenth of a second`(spans: [Int64], may: Bool) {
    #expect(Self.dispatcher(taking: spans).flowsFreely(now: Self.start) == may)
  }

  /// What is in the way, each by itself.
  static let obstacles: [(String, @Sendable (inout Dispatcher) -> Void)] = [
    ("the run is told to end", { $0.stop(.drained) }),
    ("an operator's pause", { $0.begin(operators: pause()) }),
    ("a role is held", { $0.hold(role: "rewrite", until: start + .seconds(5)) }),
    ("a refusal", { refuse(&$0, .throttled(hint: nil, isAccountWide: false)) }),
    ("a refusal to the account", { refuse(&$0, .throttled(hint: nil, isAccountWide: true)) }),
    ("too many in flight for the balance", { refuse(&$0, .inFlightBudget(hint: nil)) }),
    ("the network refuses", { refuse(&$0, .edgeBlocked(hint: nil)) }),
    ("nobody is reached", { refuse(&$0, .unreachable) }),
    ("batches are made", { $0.openBatchLane(["rewrite"]) }),
    ("batches are out", { $0.found(inBatches: 1) }),
    (
      "a row of failures",
      { dispatcher in
        for number: Int64 in 20..<30 {
          answer(
            &dispatcher, number, .retry(failure, notBefore: nil, .none), .failing(hint: nil))
        }
      }
    ),
    (
      "the balance ends",
      { dispatcher in
        let pause = Pause(
          scope: .queue, reason: .insufficientCredits, since: start, message: "m", remedy: "r")
        answer(&dispatcher, 20, .pause(failure, pause), .silent)
      }
    ),
  ]

  static func refuse(_ dispatcher: inout Dispatcher, _ signal: PaceSignal) {
    answer(&dispatcher, 20, .postpone(failure, .throttled, notBefore: nil), signal)
  }

  @Test(arguments: obstacles.indices)
  func `they may not where anything is in the way`(index: Int) {
    let (name, obstruct) = Self.obstacles[index]
    var dispatcher = Self.dispatcher()
    #expect(dispatcher.flowsFreely(now: Self.start))
    obstruct(&dispatcher)
    #expect(!dispatcher.flowsFreely(now: Self.start), "\(name)")
  }

  @Test func `they may not where what a crash loses is paid again`() {
    #expect(!Self.dispatcher(repeatsFree: false).flowsFreely(now: Self.start))
  }

  @Test func `they may not where a model is passed over`() {
    let moved = MovedStart(
      model: "b", since: Self.start, reason: .absent(.noEndpoints), remedy: "r.")
    #expect(!Self.dispatcher(passedOver: [moved]).flowsFreely(now: Self.start))
  }

  @Test func `what is served after a refusal opens the way again, unless a rate was learnt`() {
    var dispatcher = Self.dispatcher()
    Self.refuse(&dispatcher, .unreachable)
    let later = Self.start + .seconds(60)
    dispatcher.start(Self.claim(30), now: later)
    _ = dispatcher.settled(
      Settlement(
        task: TaskID(30), claim: ClaimNumber(30), decision: Self.success,
        facts: AttemptFacts(milliseconds: 5), finishedAt: later),
      signal: .served, now: later, chance: 0.5)
    #expect(dispatcher.flowsFreely(now: later))
  }

  @Test func `spares count against a run's limit, until they go back`() {
    var dispatcher = Self.dispatcher(limit: 5)
    guard case .claim(let wishes) = dispatcher.standing(resting: 9, now: Self.start) else {
      Issue.record("nothing is claimed")
      return
    }
    #expect(wishes.count == 4, "one is finished")
    let claims = (10...13).map { Self.claim($0) }
    dispatcher.claimed(
      TurnResult(claims: claims, open: ["rewrite": 50]), for: wishes, now: Self.start,
      starting: 1)
    #expect(dispatcher.inFlight == 1)
    #expect(dispatcher.spareClaims == 3)
    #expect(dispatcher.standing(resting: 9, now: Self.start) == .rest(until: nil))
    dispatcher.startSpare(claims[1], now: Self.start)
    #expect(dispatcher.inFlight == 2)
    dispatcher.withdrew(Array(claims[2...]))
    guard case .claim(let more) = dispatcher.standing(resting: 9, now: Self.start) else {
      Issue.record("nothing is claimed")
      return
    }
    #expect(more.count == 2)
  }

  @Test(arguments: [
    TaskState.ready(.new, notBefore: nil),
    .ready(.throttled, notBefore: start), .ready(.interrupted, notBefore: nil),
    .ready(.lost, notBefore: nil), .ready(.escalated, notBefore: nil),
  ])
  func `a spare goes back as it was`(state: TaskState) throws {
    var task = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: state, rung: 1, tries: 2, throttles: 3,
      resend: ClaimNumber(4))
    task.adjustment.clearCache = true
    let claimed = try #require(task.after(.claimed(ClaimNumber(9))))
    let withdrawal = Self.claim(9, before: state).withdrawal(now: Self.start)
    #expect(!withdrawal.facts.wasSent)
    #expect(claimed.after(.unsent(withdrawal.decision)) == task)
  }
}
