import BatchCore
import Testing

/// What the live lane leaves to the batch lane.
@Suite struct BatchDispatchTests {
  private static let now = Timestamp(milliseconds: 1_000_000)
  private static let model = "a/small"

  private static func dispatcher(
    _ adjust: (inout DispatchSettings) -> Void = { _ in }, pauses: [Pause] = []
  ) -> Dispatcher {
    var settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: [model, "a/large"]))
    adjust(&settings)
    var dispatcher = Dispatcher(settings: settings, pauses: pauses, now: now)
    dispatcher.openBatchLane(["rewrite"])
    return dispatcher
  }

  private static func pause(_ scope: Pause.Scope) -> Pause {
    Pause(scope: scope, reason: .operator, since: now, message: "M", remedy: "R")
  }

  /// A batch of so many tasks.
  private static func batch(
    _ count: Int64, next: Int64? = nil, isShortOfRoom: Bool = false
  ) -> GatheredBatch {
    let claims = (0..<count).map { number in
      let task = TaskRecord(
        id: TaskID(number + 1), role: "rewrite", article: number + 1,
        state: .claimed(ClaimNumber(number + 1)))
      return Claim(
        number: ClaimNumber(number + 1), task: task,
        article: Article(id: "\(number)", title: "", body: ""), shape: shape(), body: [],
        isResend: false)
    }
    return GatheredBatch(
      number: count > 0 ? BatchNumber(1) : nil, claims: claims, next: next.map { TaskID($0) },
      isShortOfRoom: isShortOfRoom)
  }

  private static func shape(_ model: String = model, job: String = "d") -> AttemptShape {
    AttemptShape(
      job: job, model: model, maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
  }

  /// A row of a batch of the first rung.
  private static func row(
    _ number: Int64, _ decision: Decision, _ signal: PaceSignal, shape: AttemptShape = shape()
  ) -> ReturnedRow {
    let task = TaskRecord(
      id: TaskID(number), role: "rewrite", article: number, state: .claimed(ClaimNumber(number)))
    let settlement = Settlement(
      task: task.id, claim: ClaimNumber(number), decision: decision, facts: AttemptFacts(),
      finishedAt: now)
    return ReturnedRow(settlement: settlement, signal: signal, task: task, shape: shape)
  }

  /// The store has found nothing ready for the wishes, and so many open tasks.
  private static func foundNothing(_ dispatcher: inout Dispatcher, open: Int) {
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: now) else {
      Issue.record("nothing is wished for")
      return
    }
    dispatcher.claimed(
      TurnResult(claims: wishes.map { _ in nil }, open: ["rewrite": open]), for: wishes, now: now)
  }

  @Test func `the live lane starts nothing of a role before its batches are made`() {
    var dispatcher = Self.dispatcher()
    #expect(dispatcher.roleToGather == "rewrite")
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .rest(until: nil))
    #expect(
      dispatcher.batchWish(of: "rewrite")
        == BatchWish(
          lane: ClaimWish.Lane(role: "rewrite", rung: 0), model: Self.model,
          limit: BatchChunk.rows))
    dispatcher.gathered(GatheredBatch(), of: "rewrite")
    #expect(dispatcher.roleToGather == nil)
    guard case .claim = dispatcher.standing(resting: 5, now: Self.now) else {
      Issue.record("the live lane goes on with the rest")
      return
    }
    dispatcher.tasksChanged()
    #expect(dispatcher.roleToGather == "rewrite", "there may be new ones")
    dispatcher.closeBatchLane("rewrite")
    #expect(dispatcher.roleToGather == nil)
  }

  @Test func `what is paused is not gathered`() {
    for scope in [Pause.Scope.queue, .role("rewrite"), .model(Self.model)] {
      #expect(Self.dispatcher(pauses: [Self.pause(scope)]).roleToGather == nil)
    }
    #expect(Self.dispatcher(pauses: [Self.pause(.model("a/large"))]).roleToGather == "rewrite")
    var stopped = Self.dispatcher()
    stopped.stop(.drained)
    #expect(stopped.roleToGather == nil)
    #expect(stopped.standing(resting: 5, now: Self.now) == .end(.drained))
  }

  @Test func `a run told to stop waits for the batch that is on its way`() {
    var dispatcher = Self.dispatcher()
    dispatcher.gathered(Self.batch(10), of: "rewrite")
    dispatcher.stop(.aborted)
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .rest(until: nil))
    dispatcher.submitted()
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .end(.aborted))
  }

  @Test func `with nothing left but batches a run waits, unless it is told not to`() {
    for (patience, standing) in [
      (DispatchSettings.Patience.ordinary, Dispatcher.Standing.rest(until: nil)),
      (.wait, .rest(until: nil)), (.noWait, .end(.inBatches(10))),
    ] {
      var dispatcher = Self.dispatcher { $0.patience = patience }
      dispatcher.gathered(Self.batch(10), of: "rewrite")
      dispatcher.submitted()
      dispatcher.gathered(GatheredBatch(), of: "rewrite")
      Self.foundNothing(&dispatcher, open: 10)
      #expect(dispatcher.standing(resting: 5, now: Self.now) == standing)
    }
  }

  @Test func `a batch of an earlier run is asked for once before anyone leaves`() {
    var dispatcher = Self.dispatcher { $0.patience = .noWait }
    dispatcher.closeBatchLane(nil)
    dispatcher.found(inBatches: 4)
    Self.foundNothing(&dispatcher, open: 4)
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .rest(until: nil))
    dispatcher.askedForBatches()
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .end(.inBatches(4)))
    dispatcher.takenIn(4, finished: 4)
    Self.foundNothing(&dispatcher, open: 0)
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .end(.finished))
  }

  @Test(arguments: [("d", model, true), ("another job", model, false), ("d", "a/former", false)])
  func `too many rows without JSON move the start, if they are of the run's own job and model`(
    _ job: String, _ model: String, _ moves: Bool
  ) {
    var dispatcher = Self.dispatcher {
      $0.judgedJobs = ["rewrite": DispatchSettings.JudgedJob(digest: "d")]
    }
    let failure = Failure(kind: .notJSON, sentence: "S", remedy: "R")
    for number in Int64(1)...20 {
      #expect(dispatcher.news.isEmpty)
      let row = Self.row(
        number, .escalate(failure, rung: 1, model: "a/large"), .served,
        shape: Self.shape(model, job: job))
      dispatcher.returned([row], of: model, since: Self.now, now: Self.now)
    }
    #expect(dispatcher.news.count == (moves ? 1 : 0))
    #expect((dispatcher.roleToGather == nil) == moves, "the live lane passes the model over")
  }

  @Test func `what is in batches counts against the limit`() {
    var dispatcher = Self.dispatcher { $0.limit = 7 }
    #expect(dispatcher.batchWish(of: "rewrite")?.limit == 7)
    dispatcher.gathered(Self.batch(5), of: "rewrite")
    #expect(dispatcher.batchWish(of: "rewrite")?.limit == 2)
    dispatcher.gathered(Self.batch(2), of: "rewrite")
    #expect(dispatcher.batchWish(of: "rewrite") == nil)
    dispatcher.submitted()
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .rest(until: nil))
    dispatcher.takenIn(7, finished: 6)
    dispatcher.gathered(GatheredBatch(), of: "rewrite")
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: Self.now) else {
      Issue.record("one may be asked again")
      return
    }
    #expect(wishes.count == 1)
  }

  @Test func `a role is gone through to its end, and again if there was anything`() {
    var dispatcher = Self.dispatcher()
    dispatcher.gathered(Self.batch(0, next: 600), of: "rewrite")
    #expect(dispatcher.batchWish(of: "rewrite")?.after == TaskID(600))
    dispatcher.gathered(Self.batch(3, next: 1200), of: "rewrite")
    #expect(dispatcher.batchWish(of: "rewrite")?.after == TaskID(1200))
    dispatcher.gathered(Self.batch(0), of: "rewrite")
    #expect(dispatcher.batchWish(of: "rewrite")?.after == nil)
    #expect(dispatcher.roleToGather == "rewrite", "of another job there may be more")
    dispatcher.gathered(Self.batch(0, next: 600), of: "rewrite")
    dispatcher.gathered(Self.batch(0), of: "rewrite")
    #expect(dispatcher.roleToGather == nil)
    dispatcher.costsKnown()
    #expect(dispatcher.roleToGather == nil, "a cost makes no task")
    dispatcher.tasksChanged()
    #expect(dispatcher.batchWish(of: "rewrite")?.after == nil)
  }

  @Test func `what the budget has no room for waits while batches are out`() {
    let lane = ClaimWish.Lane(role: "rewrite", rung: 0)
    var dispatcher = Self.dispatcher()
    func wishes() -> [ClaimWish] {
      if case .claim(let wishes) = dispatcher.standing(resting: 1, now: Self.now) {
        wishes
      } else {
        []
      }
    }
    dispatcher.gathered(Self.batch(10, isShortOfRoom: true), of: "rewrite")
    dispatcher.submitted()
    #expect(dispatcher.roleToGather == nil)
    #expect(wishes().map(\.dueOnly) == [[lane]], "of new ones the live lane takes none")
    #expect(wishes().first?.lanes.count == 2)
    for settle in [{ $0.costsKnown() }, { $0.takenIn(4, finished: 4) }]
      as [(inout Dispatcher) -> Void]
    {
      settle(&dispatcher)
      #expect(dispatcher.roleToGather == "rewrite")
      dispatcher.gathered(Self.batch(0, isShortOfRoom: true), of: "rewrite")
      #expect(dispatcher.roleToGather == nil && wishes().first?.dueOnly == [lane])
    }
    dispatcher.takenIn(6, finished: 6)
    dispatcher.gathered(Self.batch(0, isShortOfRoom: true), of: "rewrite")
    #expect(wishes().map(\.dueOnly) == [[]], "with none out the live lane finds out")
  }

  @Test func `a closed batch lane leaves all to the live one`() {
    var dispatcher = Self.dispatcher()
    dispatcher.gathered(Self.batch(10, isShortOfRoom: true), of: "rewrite")
    dispatcher.submitted()
    dispatcher.closeBatchLane(nil)
    guard case .claim(let wishes) = dispatcher.standing(resting: 1, now: Self.now) else {
      Issue.record("nothing is wished for")
      return
    }
    #expect(wishes.map(\.dueOnly) == [[]])
  }

  @Test(
    arguments: [
      (.throttled(hint: .seconds(60), isAccountWide: true), true),
      (.inFlightBudget(hint: .seconds(60)), true), (.edgeBlocked(hint: .seconds(60)), true),
      (.throttled(hint: .seconds(60), isAccountWide: false), false),
      (.failing(hint: .seconds(60)), false), (.unreachable, false),
    ] as [(PaceSignal, Bool)])
  func `what a refused submission says of the account holds everyone`(
    _ signal: PaceSignal, _ holds: Bool
  ) {
    var dispatcher = Self.dispatcher()
    dispatcher.refused(bySubmission: signal, of: Self.model, now: Self.now, chance: 0)
    let opening = holds ? Self.now + .seconds(60) : nil
    #expect(dispatcher.submissionOpening(now: Self.now) == opening)
    dispatcher.closeBatchLane(nil)
    if case .claim = dispatcher.standing(resting: 5, now: Self.now) { #expect(!holds) }
    #expect(dispatcher.submissionOpening(now: Self.now + .seconds(61)) == nil)
  }

  @Test func `how many batches a minute may have is no rate of single requests`() {
    var dispatcher = Self.dispatcher()
    let limit = ToldLimit(requestsPerSecond: 0.1)
    let signal = PaceSignal.throttled(hint: .seconds(1), isAccountWide: true, limit: limit)
    dispatcher.refused(bySubmission: signal, of: Self.model, now: Self.now, chance: 0)
    #expect(dispatcher.submissionOpening(now: Self.now) == Self.now + .seconds(1))
    #expect(dispatcher.pacer.account.rate.perSecond == nil && dispatcher.news.isEmpty)
  }

  @Test func `what waits for room leaves a run that is not to wait with its batches`() {
    var dispatcher = Self.dispatcher { $0.patience = .noWait }
    dispatcher.gathered(Self.batch(10, isShortOfRoom: true), of: "rewrite")
    dispatcher.submitted()
    Self.foundNothing(&dispatcher, open: 30)
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .end(.inBatches(10)))
  }

  @Test func `a refused submission that names an hour pauses the queue until then`() {
    var dispatcher = Self.dispatcher()
    let signal = PaceSignal.throttled(hint: .seconds(3600), isAccountWide: true)
    dispatcher.refused(bySubmission: signal, of: Self.model, now: Self.now, chance: 0)
    #expect(dispatcher.pauses.map(\.reason) == [.rateLimited])
    #expect(dispatcher.roleToGather == nil)
  }
}
