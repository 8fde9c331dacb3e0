import BatchCore
import Confinement

/// The batch lane's part of the desk: between two turns, by the same writer. Called on the lane's own
/// thread, which waits for the answer.
extension Committer {
  /// Has the lane woken whenever there is something to gather, and now.
  func attach(_ lane: BatchLane) {
    desk.post { desk in desk.wakeBatchLane = { [weak lane] in lane?.wake() } }
    lane.wake()
  }

  /// Claims what the next batch is made of; nil: there is none to make now.
  func gather(with planner: RequestPlanner) throws(StoreFailure) -> (BatchWish, GatheredBatch)? {
    try ask { desk throws(StoreFailure) in
      guard desk.ending == nil, let role = desk.dispatcher.roleToGather,
        let wish = desk.dispatcher.batchWish(of: role)
      else { return nil }
      let (lessons, isBounded, now) = (desk.lessons, desk.isBounded, self.parts.now())
      let batch = try self.parts.store.gather(wish, now: now) {
        planner.prepare($0, lessons: lessons, isBounded: isBounded, now: now)
      }
      if batch.number != nil {
        desk.dispatcher.gathered(batch.claims.count)
      } else if !batch.hasMore {
        desk.dispatcher.gatheredAll(of: role)
      }
      return (wish, batch)
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
  /// - Parameter pause: what stops everything, as its submission has found out.
  func giveBack(
    _ batch: BatchNumber, _ settlements: [Settlement], pause: Pause?
  ) throws(StoreFailure) {
    try ask { desk throws(StoreFailure) in
      let now = self.parts.now()
      _ = try self.parts.store.settle(batch, settlements, now: now)
      if let pause {
        try self.parts.store.change(begin: [pause], end: [], now: now)
        desk.dispatcher.begin(foundBySubmission: pause, now: now)
        if desk.isNews(pause) { self.parts.say(.paused(pause)) }
      }
      desk.dispatcher.takenIn(settlements.count, finished: 0)
      desk.dispatcher.submitted()
    }.get()
  }

  /// Leaves a batch that can be written nowhere to the next run.
  func leave() {
    _ = ask { desk throws(StoreFailure) in desk.dispatcher.submitted() }
  }

  /// A batch has come back.
  ///
  /// - Returns: claims that were no longer in force.
  func takeIn(
    _ batch: OutstandingBatch, _ settlements: [Settlement]
  ) throws(StoreFailure) -> [ClaimNumber] {
    try ask { desk throws(StoreFailure) in
      let now = self.parts.now()
      let refused = try self.parts.store.settle(batch.number, settlements, now: now)
      self.noteOthers(settlements, of: batch.model, &desk)
      let finished = settlements.count {
        !refused.contains($0.claim) && $0.decision.isLast
      }
      desk.dispatcher.takenIn(batch.tasks, finished: finished)
      return refused
    }.get()
  }

  /// S48, as for the live lane's answers.
  private func noteOthers(_ settlements: [Settlement], of model: String, _ desk: inout Desk) {
    for settlement in settlements {
      guard case .succeed = settlement.decision else { continue }
      let other = desk.others.note(
        asked: model, served: settlement.facts.servedModel, now: parts.now())
      if let other { parts.say(.answeredByOther(other)) }
    }
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
