/// The number that the queue gives a batch.
package struct BatchNumber: QueueNumber {
  package var number: Int64

  package init(_ number: Int64) { self.number = number }
}

/// The part of the queue that the batch lane works with: tasks in a batch are claimed like any
/// other, and stay so when the run dies, as long as the batch can be asked for.
package protocol BatchStore: Sendable {
  /// Claims tasks of a lane that no batch has returned, and makes a batch of them, in one
  /// transaction: the attempts are on disk before a byte of the batch is sent. It looks at a
  /// bounded number of tasks; `GatheredBatch.next` says where the next look begins.
  ///
  /// - Parameter prepare: as in `TaskStore.turn`.
  func gather(
    _ wish: BatchWish, now: Timestamp, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure) -> GatheredBatch

  /// Notes that the provider has accepted a batch; from now on its claims survive the run.
  ///
  /// - Parameter id: what it is asked for by.
  /// - Returns: false if the queue holds no such batch, or has settled it.
  @discardableResult
  func accepted(_ batch: BatchNumber, as id: String, now: Timestamp) throws(StoreFailure) -> Bool

  /// Notes that the provider was asked for a batch.
  ///
  /// - Parameter isKnown: whether it knows the batch; nil: it did not say.
  func asked(_ batch: BatchNumber, isKnown: Bool?, now: Timestamp) throws(StoreFailure)

  /// The batches at the provider, oldest first.
  func outstandingBatches() throws(StoreFailure) -> [OutstandingBatch]

  /// The tasks of a batch whose claims are in force, with what their requests were built from.
  func tasks(of batch: BatchNumber) throws(StoreFailure) -> [BatchedTask]

  /// Settles what a batch held, and the batch with it.
  ///
  /// - Returns: settlements that were refused because their claim is no longer in force.
  func settle(
    _ batch: BatchNumber, _ settlements: [Settlement], now: Timestamp
  ) throws(StoreFailure) -> [ClaimNumber]
}

/// Which tasks go into the next batch.
package struct BatchWish: Sendable, Equatable {
  package var lane: ClaimWish.Lane
  package var model: String
  /// At most so many.
  package var limit: Int
  /// Only tasks behind this one: `GatheredBatch.next`.
  package var after: TaskID?

  package init(lane: ClaimWish.Lane, model: String, limit: Int, after: TaskID? = nil) {
    self.lane = lane
    self.model = model
    self.limit = limit
    self.after = after
  }
}

/// What was gathered for a batch.
package struct GatheredBatch: Sendable {
  /// nil: there was nothing to claim.
  package var number: BatchNumber?
  package var claims: [Claim]
  /// Hand it back as `BatchWish.after` for the rest; nil: the last task was looked at, or the
  /// budget has no room for more.
  package var next: TaskID?
  /// Some were left for want of room in the budget.
  package var isShortOfRoom: Bool

  package init(
    number: BatchNumber? = nil, claims: [Claim] = [], next: TaskID? = nil,
    isShortOfRoom: Bool = false
  ) {
    self.number = number
    self.claims = claims
    self.next = next
    self.isShortOfRoom = isShortOfRoom
  }
}

/// A batch at the provider.
package struct OutstandingBatch: Sendable, Equatable {
  package var number: BatchNumber
  package var role: String
  package var model: String
  /// What the provider calls it.
  package var id: String
  package var tasks: Int
  /// When the provider accepted it.
  package var since: Timestamp
  package var askedAt: Timestamp?
  package var asks: Int
  /// How often in a row, over all runs, the provider did not know it, and since when; nil: it does.
  package var unknowns: Int
  package var unknownSince: Timestamp?

  package init(
    number: BatchNumber, role: String, model: String, id: String, tasks: Int, since: Timestamp,
    askedAt: Timestamp? = nil, asks: Int = 0, unknowns: Int = 0, unknownSince: Timestamp? = nil
  ) {
    self.number = number
    self.role = role
    self.model = model
    self.id = id
    self.tasks = tasks
    self.since = since
    self.askedAt = askedAt
    self.asks = asks
    self.unknowns = unknowns
    self.unknownSince = unknownSince
  }

  /// Notes an answer as `BatchStore.asked` does.
  package mutating func note(isKnown: Bool?, now: Timestamp) {
    askedAt = now
    asks += 1
    guard let isKnown else { return }
    unknowns = isKnown ? 0 : unknowns + 1
    unknownSince = isKnown ? nil : unknownSince ?? now
  }

  /// Whether it is given up as forgotten: what is asked for anew is paid for anew, so one bad
  /// answer, or many in a moment, are not enough.
  package func isForgotten(now: Timestamp) -> Bool {
    guard let unknownSince else { return false }
    let isLasting =
      unknowns >= BatchPolling.enoughUnknown && now - unknownSince >= BatchPolling.unknownSpan
    return isLasting || now - since > BatchPolling.longest
  }

  /// When a run asks for it again.
  package var asksAgainAt: Timestamp { (askedAt ?? since) + BatchPolling.wait(after: asks) }

  /// The same, and not before the provider wants to be asked.
  ///
  /// - Parameter hint: as told with an answer at `now`.
  package func asksAgain(hint: Duration?, now: Timestamp) -> Timestamp {
    max(asksAgainAt, now + (hint ?? .zero))
  }
}

/// The tasks of a batch on its way to the provider.
package struct SubmittedTasks: Sendable, Equatable {
  package var role: String
  package var model: String
  package var count: Int

  package init(role: String, model: String, count: Int) {
    self.role = role
    self.model = model
    self.count = count
  }
}

/// A task in a batch.
package struct BatchedTask: Sendable {
  package var claim: ClaimNumber
  /// Claimed; its `resend` is what shaped the request in the batch.
  package var candidate: Candidate
  package var shape: AttemptShape

  package init(claim: ClaimNumber, candidate: Candidate, shape: AttemptShape) {
    self.claim = claim
    self.candidate = candidate
    self.shape = shape
  }
}
