/// What the live lane leaves to the batch lane, and when it waits for it.
extension Dispatcher {
  /// How the batch lane stands.
  package struct Batches: Sendable, Equatable {
    /// Roles whose new tasks go into batches.
    var roles: Set<String> = []
    /// How far each of them was gone through for tasks to gather.
    var passes: [String: GatherPass] = [:]
    /// Those of them that have nothing more to gather, as far as is known.
    var gathered: Set<String> = []
    /// Those for whose next batch the budget has no room until one of those that are out has come
    /// back, or a cost is told.
    var awaitingRoom: Set<String> = []
    /// Tasks in batches at the provider.
    package var outstanding = 0
    /// A batch is on its way to the provider.
    package var isSubmitting = false
    /// Batches of an earlier run were not asked for yet.
    package var isDoubtful = false
  }

  /// The new tasks of these roles go into batches from now on.
  package mutating func openBatchLane(_ roles: [String]) { batches.roles.formUnion(roles) }

  /// A role's tasks go through the live lane from now on; nil: those of every role.
  package mutating func closeBatchLane(_ role: String?) {
    if let role { batches.roles.remove(role) } else { batches.roles = [] }
    shortage = nil
    exhausted = nil
  }

  /// So many tasks of an earlier run are in batches.
  package mutating func found(inBatches count: Int) {
    batches.outstanding += count
    batches.isDoubtful = count > 0
  }

  /// Each batch of an earlier run was asked for.
  package mutating func askedForBatches() { batches.isDoubtful = false }

  /// Requests that have no answer yet, a batch on its way among them.
  package var requestsOut: Int { flights.count + (batches.isSubmitting ? 1 : 0) }

  /// What was on its way has arrived, or will not.
  package mutating func submitted() { batches.isSubmitting = false }

  /// So many tasks are in no batch any more, and so many of them are done or failed.
  package mutating func takenIn(_ count: Int, finished: Int) {
    batches.outstanding -= count
    self.finished += finished
    open = nil
    roomMayBeFree()
  }

  /// The account stands still, as a submission has found out.
  package mutating func begin(foundBySubmission pause: Pause, now: Timestamp) {
    begin(pause, isProbe: false, now: now)
  }

  /// A submission was refused for now: what that says of the account holds the live lane too. What
  /// it says of a model's batches, and how many of them a minute may have, says nothing of single
  /// requests.
  package mutating func refused(
    bySubmission signal: PaceSignal, of model: String, now: Timestamp, chance: Double
  ) {
    guard signal.reasonOfAccount != nil else { return }
    pacer.refusedBatch(signal, now: now, chance: chance)
    park(signal, model: model, now: now)
  }

  /// The provider has answered a question with the key: it is refused no more.
  ///
  /// - Returns: the pauses that are over.
  package mutating func keyWorks() -> [Pause.Key] {
    let over = pauses.filter { $0.scope == .queue && $0.reason == .badKey }.map(\.key)
    pauses.removeAll { over.contains($0.key) }
    return over
  }

  /// Before then no batch is submitted: the account's gate holds everyone; nil: now.
  package func submissionOpening(now: Timestamp) -> Timestamp? {
    pacer.account.gate.until.flatMap { $0 > now ? $0 : nil }
  }

  /// What an ending becomes while batches are out: where nothing else holds the run, it waits.
  func besideBatches(_ ending: RunEnding) -> Standing {
    if batches.isSubmitting { return .rest(until: nil) }
    switch ending {
    case .drained, .aborted, .neverReached, .unsaved, .limitReached, .inBatches:
      return .end(ending)
    case .paused(let pause) where pause.scope == .queue:
      // What has come back costs nothing to take in.
      return batches.isDoubtful ? .rest(until: nil) : .end(ending)
    case .paused where settings.patience == .noWait && roleToGather == nil:
      return .end(ending)
    case .finished, .stuck, .paused:
      if roleToGather != nil || batches.isDoubtful { return .rest(until: nil) }
      guard batches.outstanding > 0 else { return .end(ending) }
      return settings.patience == .noWait
        ? .end(.inBatches(batches.outstanding)) : .rest(until: nil)
    }
  }
}
