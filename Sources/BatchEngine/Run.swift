import BatchCore
import Synchronization

/// One process at work on a queue, from taking it over to its end.
///
/// The way of a task through a run, top to bottom: `Committer` claims it together with what shapes
/// its request; `Worker.carry` sends the request, reads the exchange and decides; the committer
/// settles the decision and the store writes it down, once. Costs that an answer did not tell are
/// asked for beside the work, by `Reconciler`.
package final class Run: Steerable {
  private let parts: RunParts
  private let planner: RequestPlanner
  private let committer: Committer
  private let batchLane: BatchLane?
  private let reconciler: Reconciler
  private let inquiry: KeyInquiry
  private let abortFlag = AbortFlag()
  private let number: Int64
  /// In the order they are served.
  package let roles: [String]

  /// Takes the queue over from whoever wrote before, and makes the tasks of the run's roles.
  ///
  /// - Parameters:
  ///   - record: who runs; its jobs are the run's roles, in the order they are served.
  ///   - settings: the dispatcher's, its lanes made from the jobs' ladders.
  ///   - keepsRungs: the ladder is not the job's own, so tasks are not put on its rungs.
  ///   - usesBatches: new tasks go through the provider's batch endpoint where they can.
  ///   - redoesStale: results of earlier prompts are made anew, as many as the settings' limit.
  package init(
    _ record: RunRecord, settings: DispatchSettings, keepsRungs: Bool = false,
    usesBatches: Bool = false, redoesStale: Bool = false, planner: RequestPlanner,
    parts: RunParts
  ) throws(StoreFailure) {
    self.parts = parts
    self.planner = planner
    roles = record.jobs.map(\.role)
    try Run.takeOver(parts, record.jobs)
    for job in record.jobs { try Run.reinstate(job, parts) }
    number = try parts.store.beginRun(record)
    // A batch takes the tasks of a role together, and which are the shortest only all can tell.
    let needsAll = usesBatches || settings.order == .shortest
    var unmade = UnmadeTasks()
    for job in record.jobs {
      try unmade.begin(job.role, limit: needsAll ? .max : parts.tasksAtOnce, parts)
      if redoesStale { try Run.redo(job.role, atMost: settings.limit, parts) }
      if !keepsRungs { try parts.store.alignLadder(role: job.role, models: job.ladder) }
    }
    let (pauses, doubted) = try Run.pausesLeft(settings, parts)
    for pause in pauses where pause.isHint { parts.say(.paused(pause)) }
    if let pause = pauses.first(where: { $0.scope == .queue && !$0.isUsers }),
      !pauses.contains(where: { $0.scope == .queue && $0.isHint })
    {
      parts.say(.probing(pause))
    }
    var settings = settings
    settings.repeatsFree = planner.repeatsFree(record.jobs)
    for job in record.jobs {
      guard job.output != .text else { continue }
      settings.judgedJobs[job.role] = DispatchSettings.JudgedJob(
        digest: job.digest, makesImages: job.output == .image)
    }
    let kept = try parts.reader.document(named: PaceRecord.name)
    let pace = PaceRecord(kept)
    var pacer = Pacer(pace, savedAt: kept?.fetchedAt, now: parts.now())
    pacer.doubt(doubted)
    // What stopped a role for want of a model may be mended.
    let passedOver = pace.passedOver.filter { !($0.isAbsence && doubted.contains($0.model)) }
    var dispatcher = Dispatcher(
      settings: settings, pauses: pauses, pacer: pacer, passedOver: passedOver, now: parts.now())
    dispatcher.doubtAbsences()
    let found = try Run.batchesLeft(of: record.jobs.map(\.role), parts)
    dispatcher.found(inBatches: found.map(\.tasks).reduce(0, +))
    if usesBatches {
      dispatcher.openBatchLane(Run.rolesForBatches(record.jobs.map(\.role), planner, parts))
    }
    let learnt = try parts.reader.document(named: planner.lessonsName)
    let others = OtherModels(
      try parts.reader.document(named: OtherModels.name), now: parts.now())
    var desk = Desk(
      dispatcher: dispatcher, concurrency: record.concurrency,
      lessons: planner.lessons(learnt, now: parts.now()), kept: learnt,
      lessonsName: planner.lessonsName, others: others,
      isBounded: try parts.reader.figures(now: parts.now()).budget.maxCost != nil)
    desk.unmade = unmade
    if kept != nil { desk.writtenPace = nil }
    reconciler = Reconciler(planner: planner, parts: parts, abort: abortFlag)
    let left = try parts.reader.unknownCosts(limit: Reconciler.most)
    desk.questioned = Set(left.map(\.attempt))
    committer = Committer(
      desk: desk, number: number, planner: planner, parts: parts, reconciler: reconciler)
    reconciler.begin(with: left, report: committer.know)
    inquiry = KeyInquiry(planner.keyQuestion, parts: parts)
    batchLane =
      usesBatches || !found.isEmpty
      ? BatchLane(
        found: found, committer: committer, planner: planner.forBatches(), parts: parts,
        inquiry: inquiry, abort: abortFlag) : nil
  }

  /// Works until there is nothing left, a pause needs a person, or the run is told to stop.
  ///
  /// - Returns: why it ended; everything that was received is on disk, in the queue or put aside.
  package func work() -> RunEnding {
    let worker = Worker(
      committer: committer, planner: planner, parts: parts, abort: abortFlag, inquiry: inquiry)
    let pool = WorkerPool { worker.work() }
    if let batchLane { committer.attach(batchLane) }
    committer.open { pool.add($0) }
    pool.wait()
    batchLane?.close()
    let ending = committer.ending()
    reconcileRest()
    makeRest(after: ending)
    return ending
  }

  /// What is found out last is written without the committer, whose work is done. A queue that
  /// cannot be written keeps the question for the next run.
  private func reconcileRest() {
    let costs = reconciler.finish()
    guard !costs.isEmpty else { return }
    _ = try? parts.store.turn(
      Turn(now: parts.now(), costs: costs), prepare: Run.nothingToPrepare)
  }

  /// So that `status` counts all there is to do where a run ends early. What fails here the next
  /// run makes.
  private func makeRest(after ending: RunEnding) {
    if case .unsaved = ending { return }
    var unmade = committer.unmade()
    while !unmade.isEmpty, !abortFlag.isRaised {
      guard (try? unmade.makePart(parts)) != nil else { return }
    }
  }

  /// Notes the end in the queue; a queue that cannot be written keeps the run open, which the next
  /// one finds as it finds a crash.
  package func close(exit: Int32) {
    try? parts.store.endRun(number, at: parts.now(), exit: exit)
  }

  /// Starts nothing more and lets what is in flight finish; a second call cuts it off.
  package func stop() {
    let isSecond = stopRequested.exchange(true, ordering: .acquiringAndReleasing)
    if isSecond { abortFlag.raise() }
    committer.stop(isSecond ? .aborted : .drained)
  }

  /// Hands a change to the run's writer; never blocks.
  package func take(_ errand: Errand) { committer.take(errand) }

  private let stopRequested = Atomic<Bool>(false)

  /// First the answers and batches that an earlier run had to put aside, while their claims are
  /// still in force; then every claim left over is lost.
  private static func takeOver(_ parts: RunParts, _ jobs: [Job]) throws(StoreFailure) {
    let kept = try parts.spool.kept()
    let batches = try parts.spool.keptBatches()
    if !kept.isEmpty || !batches.isEmpty {
      var turn = Turn(now: parts.now(), settlements: kept)
      for job in jobs { turn.inForce[job.role] = job.digest }
      let refused = try parts.store.turn(turn, prepare: nothingToPrepare).refused.count
      let answers = kept.count(where: \.facts.wasSent)
      var isKnown = true
      for kept in batches
      where try !parts.store.accepted(kept.batch, as: kept.id, now: kept.acceptedAt) {
        isKnown = false
      }
      let copies = try parts.spool.discard(keepCopy: refused > 0 || !isKnown)
      if answers > 0 || !copies.isEmpty {
        parts.say(.tookIn(max(answers - refused, 0), copies: copies))
      }
    }
    let lost = try parts.store.recover(now: parts.now())
    if lost > 0 { parts.say(.recovered(lost)) }
  }

  /// Takes results back that fit again, as the job is what it was before, a portion in each
  /// transaction.
  private static func reinstate(_ job: Job, _ parts: RunParts) throws(StoreFailure) {
    var selection = RedoSelection(role: job.role)
    var count = 0
    repeat {
      let part = try parts.store.reinstate(selection, digest: job.digest)
      count += part.count
      selection.after = part.next
    } while selection.after != nil
    if count > 0 { parts.say(.reinstated(role: job.role, count: count)) }
  }

  /// Puts tasks back whose results are of an earlier prompt, a portion in each transaction: what a
  /// crash leaves, the next run finds.
  private static func redo(
    _ role: String, atMost limit: Int?, _ parts: RunParts
  ) throws(StoreFailure) {
    let portion = RedoSelection(role: role).limit
    var count = 0
    var after: RedoPlace?
    repeat {
      let left = limit.map { $0 - count } ?? portion
      let redone = try parts.store.redo(
        RedoSelection(role: role, after: after, limit: min(portion, left)))
      count += redone.count
      after = count == limit ? nil : redone.next
    } while after != nil
    parts.say(.redoing(role: role, count: count))
  }

  /// The batches of the run's roles that are at the provider still.
  private static func batchesLeft(
    of roles: [String], _ parts: RunParts
  ) throws(StoreFailure) -> [OutstandingBatch] {
    let all = try parts.store.outstandingBatches()
    for batch in all {
      parts.say(roles.contains(batch.role) ? .batchFound(batch) : .batchElsewhere(batch))
    }
    return all.filter { roles.contains($0.role) }
  }

  private static func rolesForBatches(
    _ roles: [String], _ planner: RequestPlanner, _ parts: RunParts
  ) -> [String] {
    for role in roles where !planner.canBatch(role) { parts.say(.batchLaneUnfit(role: role)) }
    return roles.filter(planner.canBatch)
  }

  /// A role's or a model's pause may have been mended, in the job file or with credits: it ends,
  /// and one request to each of its models finds out. A moment that the provider named is waited
  /// for.
  ///
  /// - Returns: the queue's pauses, and the models in doubt.
  private static func pausesLeft(
    _ settings: DispatchSettings, _ parts: RunParts
  ) throws(StoreFailure) -> (pauses: [Pause], doubted: [String]) {
    let pauses = try parts.reader.pauses()
    let now = parts.now()
    let mended = pauses.filter { pause in
      let isHeld = pause.isHint && pause.until.map { $0 > now } ?? false
      // Whether the budget has room again, the first claim finds out.
      return pause.reason == .budget
        || pause.scope != .queue && pause.reason != .operator && !isHeld
    }.map(\.key)
    guard !mended.isEmpty else { return (pauses, []) }
    _ = try parts.store.turn(Turn(now: parts.now(), end: mended), prepare: nothingToPrepare)
    let doubted = settings.lanes.filter { lane in
      mended.contains {
        $0.scope != .queue && $0.scope.holds(role: lane.lane.role, model: lane.model)
      }
    }
    return (pauses.filter { !mended.contains($0.key) }, doubted.map(\.model))
  }

  /// For turns that claim nothing.
  static func nothingToPrepare(_: Candidate) -> Preparation {
    .settle(.postpone(Failure.interrupted, .interrupted, notBefore: nil))
  }
}
