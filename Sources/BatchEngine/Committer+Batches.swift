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

  /// The key is refused: nothing more is asked for with it.
  func pause(_ pause: Pause) throws(StoreFailure) {
    try ask { desk throws(StoreFailure) in
      let now = self.parts.now()
      try self.parts.store.change(begin: [pause], end: [], now: now)
      desk.dispatcher.begin(foundBySubmission: pause, now: now)
      if desk.isNews(pause) { self.parts.say(.paused(pause)) }
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
        self.learn(fromRow: row, &desk, now: now)
        self.askCost(of: row.settlement, &desk)
      }
      let finished = settled.count { $0.settlement.decision.isLast }
      desk.dispatcher.takenIn(batch.tasks, finished: finished)
      return refused
    }.get()
  }

  /// As from the live lane's answers; what the live lane is to ask again, it learns from then.
  private func learn(fromRow row: CarriedClaim, _ desk: inout Desk, now: Timestamp) {
    if case .postpone = row.settlement.decision { return }
    learn(from: row, &desk)
    desk.dispatcher.returned(
      row.settlement, signal: row.signal, of: row.task, shape: row.shape, now: now)
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
