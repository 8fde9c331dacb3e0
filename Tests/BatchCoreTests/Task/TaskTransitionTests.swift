import BatchCore
import Testing

struct TaskTransitionTests {
  private static let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")
  private static let pause = Pause(
    scope: .queue, reason: .insufficientCredits, since: Timestamp(milliseconds: 0), message: "m",
    remedy: "r")
  private static let soon = Timestamp(milliseconds: 5000)

  private func task(
    _ state: TaskState, rung: Int = 0, model: String? = nil, tries: Int = 0, throttles: Int = 0,
    adjustment: Adjustment = .none, resend: ClaimNumber? = nil
  ) -> TaskRecord {
    TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: state, rung: rung, model: model,
      tries: tries, throttles: throttles, adjustment: adjustment, resend: resend)
  }

  private var claimed: TaskRecord { task(.claimed(ClaimNumber(7)), tries: 1, throttles: 2) }

  @Test func `a ready task is claimed and keeps its tries`() {
    let ready = task(.ready(.retry, notBefore: nil), tries: 2)
    #expect(ready.after(.claimed(ClaimNumber(9))) == task(.claimed(ClaimNumber(9)), tries: 2))
  }

  @Test func `success ends a task and forgets what its retries needed`() {
    let answer = Answer(output: "{}", extraction: .whole)
    let next = task(
      .claimed(ClaimNumber(7)), rung: 1, model: "b", tries: 1,
      adjustment: Adjustment(complaint: "c"), resend: ClaimNumber(3)
    ).after(.decided(.succeed(answer)))
    #expect(next == task(.done, rung: 1, model: "b", tries: 1))
  }

  @Test func `a retry costs a try and carries what is to be done differently`() {
    let adjustment = Adjustment(complaint: "title is missing", clearCache: true)
    let next = claimed.after(
      .decided(.retry(Self.failure, notBefore: Self.soon, adjustment)))
    #expect(
      next == task(.ready(.retry, notBefore: Self.soon), tries: 2, adjustment: adjustment))
  }

  @Test func `an escalation starts a new count on the next rung`() {
    let next = claimed.after(.decided(.escalate(Self.failure, rung: 1, model: "b")))
    #expect(next == task(.ready(.escalated, notBefore: nil), rung: 1, model: "b"))
  }

  @Test(arguments: [ReadyReason.throttled, .unreachable, .interrupted, .paused])
  func `a postponement costs no try`(reason: ReadyReason) {
    let next = claimed.after(.decided(.postpone(Self.failure, reason, notBefore: Self.soon)))
    #expect(next?.tries == 1)
    #expect(next?.state == .ready(reason, notBefore: Self.soon))
    #expect(next?.throttles == (reason == .throttled ? 3 : 2))
  }

  @Test func `what was never sent leaves the earlier sending in force`() {
    let decision = Decision.postpone(Self.failure, .interrupted, notBefore: nil)
    for earlier in [nil, ClaimNumber(3)] {
      let claimed = task(.claimed(ClaimNumber(7)), tries: 1, resend: earlier)
      #expect(
        claimed.after(.unsent(decision))
          == task(.ready(.interrupted, notBefore: nil), tries: 1, resend: earlier))
    }
    #expect(task(.done).after(.unsent(decision)) == nil)
  }

  @Test func `a pause sends a task back untouched`() {
    let next = claimed.after(.decided(.pause(Self.failure, Self.pause)))
    #expect(next == task(.ready(.paused, notBefore: nil), tries: 1, throttles: 2))
  }

  @Test func `a cut off request is sent again with the bytes of its attempt`() {
    let next = claimed.after(.decided(.postpone(Self.failure, .interrupted, notBefore: nil)))
    #expect(next?.resend == ClaimNumber(7))
  }

  @Test func `a lost claim is sent again with the bytes of its attempt and costs no try`() {
    #expect(
      claimed.after(.lost)
        == task(
          .ready(.lost, notBefore: nil), tries: 1, throttles: 2, resend: ClaimNumber(7)))
  }

  @Test func `a lost attempt that is throttled when it is sent again keeps its bytes`() {
    let again = task(.claimed(ClaimNumber(8)), resend: ClaimNumber(7))
    let next = again.after(.decided(.postpone(Self.failure, .throttled, notBefore: nil)))
    #expect(next?.resend == ClaimNumber(7))
  }

  @Test func `a failed task that is put back starts over, past the cached answer`() {
    let failed = task(.failed(Self.failure), rung: 1, model: "b", tries: 4)
    #expect(
      failed.after(.requeued(onto: nil))
        == task(.ready(.requeued, notBefore: nil), adjustment: Adjustment(clearCache: true)))
  }

  @Test func `a result of an earlier prompt is made anew from the first rung`() {
    #expect(
      task(.done, rung: 1, model: "b", tries: 2).after(.stale)
        == task(.ready(.stale, notBefore: nil)))
  }

  @Test func `an escalation of a task that was never sent needs no claim`() {
    let ready = task(.ready(.new, notBefore: nil))
    let next = ready.after(.decided(.escalate(Self.failure, rung: 1, model: "b")))
    #expect(next?.rung == 1)
  }

  @Test func `a cancelled task that is put back goes to the rung that is named`() {
    let place = LadderPlace(rung: 1, model: "b")
    for state in [TaskState.cancelled, .failed(Self.failure)] {
      let next = task(state, tries: 3).after(.requeued(onto: place))
      #expect(
        next
          == task(
            .ready(.requeued, notBefore: nil), rung: 1, model: "b",
            adjustment: Adjustment(clearCache: true)))
    }
  }

  @Test func `a ready task is cancelled at once`() {
    let ready = task(.ready(.lost, notBefore: nil), tries: 1, resend: ClaimNumber(3))
    #expect(ready.after(.cancelled) == task(.cancelled, tries: 1))
  }

  @Test func `a claimed task that is cancelled keeps a usable answer and asks nothing more`() throws
  {
    let leaving = try #require(claimed.after(.cancelled))
    #expect(leaving.state == claimed.state && leaving.isCancelling)
    #expect(leaving.after(.cancelled) == nil)
    let endings: [(TaskEvent, TaskState)] = [
      (.decided(.succeed(Answer(output: "{}", extraction: .whole))), .done),
      (.decided(.fail(Self.failure)), .failed(Self.failure)),
      (.decided(.retry(Self.failure, notBefore: Self.soon, .none)), .cancelled),
      (.decided(.escalate(Self.failure, rung: 1, model: "b")), .cancelled),
      (.decided(.postpone(Self.failure, .throttled, notBefore: nil)), .cancelled),
      (.decided(.pause(Self.failure, Self.pause)), .cancelled),
      (.unsent(.postpone(Self.failure, .unreachable, notBefore: nil)), .cancelled),
      (.lost, .cancelled),
    ]
    for (event, state) in endings {
      let next = try #require(leaving.after(event))
      #expect(next.state == state && !next.isCancelling && next.resend == nil, "\(event)")
    }
  }

  @Test func `a claimed task that was cancelled and is put back goes on as if nothing had been`() {
    #expect(claimed.after(.cancelled)?.after(.requeued(onto: nil)) == claimed)
  }

  private var sentBack: TaskRecord? {
    let place = LadderPlace(rung: 1, model: "b")
    return task(.done, tries: 2).after(.sentBack(note: "Shorter.", onto: place))
  }

  @Test func `a result that is sent back is made anew on the model and with the note`() {
    let ready = task(
      .ready(.sentBack, notBefore: nil), rung: 1, model: "b",
      adjustment: Adjustment(clearCache: true, note: "Shorter."))
    #expect(sentBack == ready)
    #expect(ready.after(.kept) == task(.done, rung: 1, model: "b"))
    #expect(ready.after(.reinstated) == nil)
    for state in [TaskState.failed(Self.failure), .cancelled] {
      #expect(task(state).after(.sentBack(note: "", onto: nil))?.adjustment.note == "")
    }
  }

  @Test func `a reviewer's note outlives all but a new result and a new text`() throws {
    var claimed = try #require(sentBack)
    claimed.state = .claimed(ClaimNumber(9))
    let keeping: [TaskEvent] = [
      .decided(.retry(Self.failure, notBefore: nil, Adjustment(complaint: "c"))),
      .decided(.escalate(Self.failure, rung: 2, model: "c")), .decided(.fail(Self.failure)),
      .decided(.postpone(Self.failure, .throttled, notBefore: nil)), .lost,
      .decided(.proceed(Answer(output: "{}", extraction: .whole), step: 0, onto: nil)),
    ]
    for event in keeping {
      let next = try #require(claimed.after(event))
      #expect(next.adjustment.note == "Shorter.", "\(event)")
      if case .failed = next.state {
        #expect(next.after(.requeued(onto: nil))?.adjustment.note == "Shorter.")
        #expect(next.after(.kept)?.state == .done)
      }
    }
    let answer = Answer(output: "{}", extraction: .whole)
    #expect(claimed.after(.decided(.succeed(answer)))?.adjustment == Adjustment.none)
    #expect(sentBack?.after(.articleUpdated)?.adjustment == Adjustment.none)
  }

  @Test func `every other event changes nothing`() {
    let impossible: [(TaskState, TaskEvent)] = [
      (.done, .claimed(ClaimNumber(1))), (.done, .lost), (.done, .requeued(onto: nil)),
      (.done, .cancelled),
      (.done, .decided(.fail(Self.failure))), (.failed(Self.failure), .lost),
      (.failed(Self.failure), .claimed(ClaimNumber(1))), (.cancelled, .lost),
      (.cancelled, .articleUpdated), (.claimed(ClaimNumber(1)), .claimed(ClaimNumber(2))),
      (.claimed(ClaimNumber(1)), .requeued(onto: nil)), (.claimed(ClaimNumber(1)), .articleUpdated),
      (.ready(.new, notBefore: nil), .lost),
      (.ready(.new, notBefore: nil), .requeued(onto: nil)),
      (.ready(.new, notBefore: nil), .stale), (.claimed(ClaimNumber(1)), .stale),
      (.failed(Self.failure), .stale), (.cancelled, .stale),
      (.ready(.new, notBefore: nil), .sentBack(note: "n", onto: nil)),
      (.claimed(ClaimNumber(1)), .sentBack(note: "n", onto: nil)),
      (.ready(.stale, notBefore: nil), .kept), (.failed(Self.failure), .kept),
      (.cancelled, .kept), (.done, .kept), (.claimed(ClaimNumber(1)), .kept),
    ]
    for (state, event) in impossible {
      #expect(task(state).after(event) == nil, "\(state) \(event)")
    }
  }

  @Test func `that a model declined is known on the next rung, and all rungs after`() throws {
    let claimed = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: .claimed(ClaimNumber(1)),
      adjustment: Adjustment(complaint: "x", clearCache: true))
    func escalated(_ task: TaskRecord, _ kind: FailureKind) -> TaskRecord? {
      task.after(.decided(.escalate(Failure(kind), rung: task.rung + 1, model: "a/b")))
    }
    var next = try #require(escalated(claimed, .declined))
    #expect(next.adjustment == Adjustment(wasDeclined: true))
    next.state = .claimed(ClaimNumber(2))
    #expect(escalated(next, .serverError)?.adjustment == Adjustment(wasDeclined: true))
    #expect(escalated(claimed, .serverError)?.adjustment == Adjustment.none)
  }

  @Test func `after a pause the answer has its full room again`() {
    let pause = Pause(
      scope: .queue, reason: .insufficientCredits, since: Timestamp(milliseconds: 0), message: "m",
      remedy: "r")
    let claimed = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: .claimed(ClaimNumber(1)),
      adjustment: Adjustment(maxTokens: 90, isShortened: true, isLax: true))
    let paused = claimed.after(.decided(.pause(Failure(.unaffordable), pause)))
    #expect(paused?.adjustment == Adjustment(isLax: true))
  }
}
