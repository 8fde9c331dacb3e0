import BatchCore

/// From gathered tasks to a batch at the provider, or back.
extension BatchLane {
  /// What the queue is to be told of a submission.
  enum Unwritten: Sendable {
    case accepted(OutstandingBatch)
    case givenBack(GivenBack)
  }

  /// What was gathered and is in no batch.
  struct GivenBack: Sendable {
    var number: BatchNumber
    var model: String
    var settlements: [Settlement]
    var pause: Pause?
    var refusal: PaceSignal?
  }

  /// After so many submissions in a row that were put off, the live lane does the work: 5, 10, 20,
  /// 40 and 80 s later, or as long as the provider asks to wait.
  private static let patience = 6

  /// - Returns: whether there was something to submit.
  func submitNext(_ state: inout State) throws(StoreFailure) -> Bool {
    if let moment = state.submitAt, moment > parts.now() { return false }
    state.submitAt = nil
    let (wish, gathered): (BatchWish, GatheredBatch)
    switch try committer.gather(with: planner) {
    case .nothing: return false
    case .notBefore(let moment):
      state.submitAt = moment
      return false
    case .looked(let asked, let found): (wish, gathered) = (asked, found)
    }
    guard let number = gathered.number else { return true }
    let transport = parts.makeTransport()
    let exchange = transport.exchange(
      planner.submission(of: gathered.claims, model: wish.model),
      limits: RequestPlanner.batchLimits, abort: abort)
    let submission = planner.read(
      submission: exchange, of: gathered.claims, model: wish.model, now: parts.now())
    conclude(
      informed(submission), wish, number, gathered.claims, &state)
    try write(&state)
    return true
  }

  /// A pause with what the key's card tells about it.
  private func informed(_ submission: BatchSubmission) -> BatchSubmission {
    guard case .paused(let failure, let pause) = submission,
      case .pause(_, let told) = inquiry.informed(
        .pause(failure, pause), now: parts.now(), abort: abort)
    else { return submission }
    return .paused(failure, told)
  }

  private func conclude(
    _ submission: BatchSubmission, _ wish: BatchWish, _ number: BatchNumber, _ claims: [Claim],
    _ state: inout State
  ) {
    let now = parts.now()
    func back(
      _ failure: Failure, _ pause: Pause? = nil, refusal: PaceSignal? = nil
    ) -> Unwritten {
      .givenBack(
        GivenBack(
          number: number, model: wish.model,
          settlements: claims.map { RequestPlanner.withdrawal(of: $0, failure, now: now) },
          pause: pause, refusal: refusal))
    }
    let (role, count) = (wish.lane.role, claims.count)
    switch submission {
    case .accepted(let id):
      state.putOff = 0
      state.unwritten = .accepted(
        OutstandingBatch(
          number: number, role: role, model: wish.model, id: id, tasks: count, since: now))
    case .absent(let failure):
      state.unwritten = back(failure)
      leaveToLive(nil, failure)
    case .refused(let failure):
      state.unwritten = back(failure)
      leaveToLive(role, failure)
    case .paused(let failure, let pause):
      state.unwritten = back(failure, pause)
    case .later(let failure, let signal):
      state.unwritten = back(failure, refusal: signal)
      putOff(failure, hint: signal.hint, &state)
    case .lost(let failure):
      state.unwritten = .givenBack(
        GivenBack(
          number: number, model: wish.model,
          settlements: claims.map { RequestPlanner.loss(of: $0, failure, now: now) }))
      if failure.kind != .aborted { leaveToLive(nil, failure) }
    }
  }

  private func putOff(_ failure: Failure, hint: Duration?, _ state: inout State) {
    state.putOff += 1
    guard state.putOff < Self.patience else { return leaveToLive(nil, failure) }
    let wait = BatchPolling.wait(
      afterRefusals: state.putOff, hint: hint, chance: parts.chance())
    let moment = parts.now() + wait
    state.submitAt = moment
    parts.say(.batchPutOff(failure, until: moment))
  }

  /// - Parameter role: nil: every role.
  private func leaveToLive(_ role: String?, _ failure: Failure) {
    committer.closeBatchLane(role)
    parts.say(.batchLaneClosed(role: role, failure))
  }

  /// What became of a submission is written again and again, and nothing is submitted meanwhile.
  /// Only where the run is told to end it is left to the next one.
  func write(_ state: inout State) throws(StoreFailure) {
    guard let unwritten = state.unwritten else { return }
    do throws(StoreFailure) {
      switch unwritten {
      case .accepted(let batch):
        try committer.accepted(batch.number, as: batch.id)
        state.batches.append(Outstanding(batch: batch, nextAsk: batch.asksAgainAt))
        parts.say(.batchAccepted(role: batch.role, tasks: batch.tasks))
      case .givenBack(let back):
        try committer.giveBack(
          back.number, back.settlements, of: back.model, pause: back.pause, refusal: back.refusal)
      }
    } catch {
      guard committer.isStopping else { throw error }
      try leave(unwritten, error)
      committer.leave(error)
    }
    state.unwritten = nil
  }

  /// A batch that was accepted is put aside for the next run. Where even that cannot be written,
  /// the user has to be told what it is called, and what was given back is lost for the next run:
  /// only one who is told to leave at once leaves so.
  private func leave(_ unwritten: Unwritten, _ failure: StoreFailure) throws(StoreFailure) {
    guard case .accepted(let batch) = unwritten else {
      guard abort.isRaised else { throw failure }
      return
    }
    do throws(StoreFailure) {
      let path = try parts.spool.keep(
        AcceptedBatch(batch: batch.number, id: batch.id, acceptedAt: batch.since))
      parts.say(.batchPutAside(batch, path: path))
    } catch {
      guard abort.isRaised else { throw failure }
      parts.say(.batchLeft(batch))
    }
  }
}
