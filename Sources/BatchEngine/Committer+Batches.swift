import BatchCore
import Confinement

/// The batch lane's part of the desk: between two turns, by the same writer. Called on the lane's
/// own thread, which waits for the answer.
extension Committer {
  /// Has the lane woken whenever there is something to gather, and now.
  func attach(_ lane: BatchLane) {
    desk.post { desk in desk.wakeBatchLane = { [weak lane] in lane?.wake() } }
    lane.wake()
  }

  /// What there is to gather.
  enum Gathering: Sendable {
    case nothing
    /// The account may send nothing before then.
    case notBefore(Timestamp)
    case looked(BatchWish, GatheredBatch)
  }

  /// Claims what the next batch is made of.
  func gather(with planner: RequestPlanner) throws(StoreFailure) -> Gathering {
    try ask { desk throws(StoreFailure) in
      guard desk.ending == nil, let role = desk.dispatcher.roleToGather,
        let wish = desk.dispatcher.batchWish(of: role)
      else { return .nothing }
      let (lessons, isBounded, now) = (desk.lessons, desk.isBounded, self.parts.now())
      if let moment = desk.dispatcher.submissionOpening(now: now) { return .notBefore(moment) }
      let batch = try self.parts.store.gather(wish, now: now) {
        planner.prepare($0, lessons: lessons, isBounded: isBounded, now: now)
      }
      desk.dispatcher.gathered(batch, of: role)
      return .looked(wish, batch)
    }.get()
  }

  /// The provider has a batch.
  func accepted(_ batch: BatchNumber, as id: String) throws(StoreFailure) {
    try ask { desk throws(StoreFailure) in
      try self.parts.store.accepted(batch, as: id, now: self.parts.now())
      desk.dispatcher.submitted()
    }.get()
  }

  /// A batch was not accepted, or nobody knows whether it was: its tasks go back.
  ///
  /// - Parameters:
  ///   - pause: what stops everything, as its submission has found out.
  ///   - refusal: what a provider that takes none for now says about the pace.
  func giveBack(
    _ batch: BatchNumber, _ settlements: [Settlement], of model: String, pause: Pause?,
    refusal: PaceSignal?
  ) throws(StoreFailure) {
    try ask { desk throws(StoreFailure) in
      let now = self.parts.now()
      _ = try self.parts.store.settle(batch, settlements, now: now)
      if let pause {
        try self.parts.store.change(begin: [pause], end: [], now: now)
        desk.dispatcher.begin(foundBySubmission: pause, now: now)
        if desk.isNews(pause) { self.parts.say(.paused(pause)) }
      }
      if let refusal {
        desk.dispatcher.refused(
          bySubmission: refusal, of: model, now: now, chance: self.parts.chance())
      }
      desk.dispatcher.takenIn(settlements.count, finished: 0)
      desk.dispatcher.submitted()
    }.get()
  }

  /// The run was told to end.
  var isStopping: Bool {
    let answer = Rest<Bool>()
    desk.post { answer.wake($0.dispatcher.isStopping) }
    return answer.wait()
  }

  /// Leaves what the queue cannot take of a submission to the next run.
  func leave(_ failure: StoreFailure) {
    _ = ask { desk throws(StoreFailure) in
      desk.dispatcher.submitted()
      desk.dispatcher.stop(.unsaved(failure))
    }
  }

  /// The key is refused: nothing more is asked for with it.
  func pause(_ pause: Pause) throws(StoreFailure) {
    try ask { desk throws(StoreFailure) in
      let now = self.parts.now()
      try self.parts.store.change(begin: [pause], end: [], now: now)
      desk.dispatcher.begin(foundBySubmission: pause, now: now)
      if desk.isNews(pause) { self.parts.say(.paused(pause)) }
    }.get()
  }

  /// The provider has answered with the key: a pause for want of a good one is over.
  func keyWorks() throws(StoreFailure) {
    try ask { desk throws(StoreFailure) in
      let over = desk.dispatcher.keyWorks()
      guard !over.isEmpty else { return }
      try self.parts.store.change(begin: [], end: over, now: self.parts.now())
      desk.pausesTold.subtract(over)
      self.parts.say(.resumed(over, still: desk.dispatcher.standstill))
    }.get()
  }

  /// A batch has come back.
  ///
  /// - Returns: claims that were no longer in force.
  func takeIn(
    _ batch: OutstandingBatch, _ rows: [CarriedClaim]
  ) throws(StoreFailure) -> [ClaimNumber] {
    try ask { desk throws(StoreFailure) in
      let now = self.parts.now()
      let refused = try self.parts.store.settle(
        batch.number, rows.map(\.settlement), now: now)
      let settled = rows.filter { !refused.contains($0.settlement.claim) }
      for row in settled {
        self.learn(fromRow: row, &desk)
        self.askCost(of: row.settlement, &desk)
      }
      desk.dispatcher.returned(
        settled.map {
          ReturnedRow(
            settlement: $0.settlement, signal: $0.signal, task: $0.task, shape: $0.shape)
        }, of: batch.model, since: batch.since, now: now)
      let finished = settled.count { $0.settlement.decision.isLast }
      desk.dispatcher.takenIn(batch.tasks, finished: finished)
      return refused
    }.get()
  }

  /// As from the live lane's answers; what the live lane is to ask again, it learns from then.
  private func learn(fromRow row: CarriedClaim, _ desk: inout Desk) {
    if case .postpone = row.settlement.decision { return }
    learn(from: row, &desk)
  }

  /// Each batch of an earlier run was asked for.
  func askedForBatches() {
    _ = ask { desk throws(StoreFailure) in desk.dispatcher.askedForBatches() }
  }

  /// The live lane takes over what the batch lane cannot do.
  func closeBatchLane(_ role: String?) {
    _ = ask { desk throws(StoreFailure) in desk.dispatcher.closeBatchLane(role) }
  }

  private func ask<Answer: Sendable>(
    _ work: @escaping @Sendable (inout Desk) throws(StoreFailure) -> Answer
  ) -> Result<Answer, StoreFailure> {
    let answer = Rest<Result<Answer, StoreFailure>>()
    desk.post { desk in
      do throws(StoreFailure) {
        answer.wake(.success(try work(&desk)))
      } catch {
        answer.wake(.failure(error))
      }
      self.postTurn(&desk)
    }
    return answer.wait()
  }
}

extension Decision {
  /// The task is done or failed.
  fileprivate var isLast: Bool {
    switch self {
    case .succeed, .fail: true
    case .proceed, .retry, .escalate, .postpone, .pause: false
    }
  }
}
