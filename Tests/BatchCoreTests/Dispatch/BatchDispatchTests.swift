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
    dispatcher.gatheredAll(of: "rewrite")
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
    dispatcher.gathered(10)
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
      dispatcher.gathered(10)
      dispatcher.submitted()
      dispatcher.gatheredAll(of: "rewrite")
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
    let shape = AttemptShape(
      job: job, model: model, maxTokens: 100, format: .none, parameters: [], stream: false,
      adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
    let failure = Failure(kind: .notJSON, sentence: "S", remedy: "R")
    for number in Int64(1)...20 {
      #expect(dispatcher.news.isEmpty)
      let task = TaskRecord(
        id: TaskID(number), role: "rewrite", article: number, state: .claimed(ClaimNumber(number)))
      let settlement = Settlement(
        task: task.id, claim: ClaimNumber(number),
        decision: .escalate(failure, rung: 1, model: "a/large"), facts: AttemptFacts(),
        finishedAt: Self.now)
      dispatcher.returned(settlement, signal: .served, of: task, shape: shape, now: Self.now)
    }
    #expect(dispatcher.news.count == (moves ? 1 : 0))
    #expect((dispatcher.roleToGather == nil) == moves, "the live lane passes the model over")
  }

  @Test func `what is in batches counts against the limit`() {
    var dispatcher = Self.dispatcher { $0.limit = 7 }
    #expect(dispatcher.batchWish(of: "rewrite")?.limit == 7)
    dispatcher.gathered(5)
    #expect(dispatcher.batchWish(of: "rewrite")?.limit == 2)
    dispatcher.gathered(2)
    #expect(dispatcher.batchWish(of: "rewrite") == nil)
    dispatcher.submitted()
    #expect(dispatcher.standing(resting: 5, now: Self.now) == .rest(until: nil))
    dispatcher.takenIn(7, finished: 6)
    dispatcher.gatheredAll(of: "rewrite")
    guard case .claim(let wishes) = dispatcher.standing(resting: 5, now: Self.now) else {
      Issue.record("one may be asked again")
      return
    }
    #expect(wishes.count == 1)
  }
}
