/// What the live lane leaves to the batch lane, and when it waits for it.
extension Dispatcher {
  /// How the batch lane stands.
  package struct Batches: Sendable, Equatable {
    /// Roles whose new tasks go into batches.
    var roles: Set<String> = []
    /// Those of them that have nothing more to gather, as far as is known.
    var gathered: Set<String> = []
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
    guard let role else { return batches.roles = [] }
    batches.roles.remove(role)
  }

  /// So many tasks of an earlier run are in batches.
  package mutating func found(inBatches count: Int) {
    batches.outstanding += count
    batches.isDoubtful = count > 0
  }

  /// Each batch of an earlier run was asked for.
  package mutating func askedForBatches() { batches.isDoubtful = false }

  /// There is nothing more to gather of a role until its tasks are changed.
  package mutating func gatheredAll(of role: String) { batches.gathered.insert(role) }

  /// So many tasks were claimed for a batch, which is on its way now.
  package mutating func gathered(_ count: Int) {
    batches.outstanding += count
    batches.isSubmitting = true
  }

  /// Requests that have no answer yet, a batch on its way among them.
  package var requestsOut: Int { flights.count + (batches.isSubmitting ? 1 : 0) }

  /// What was on its way has arrived, or will not.
  package mutating func submitted() { batches.isSubmitting = false }

  /// So many tasks are in no batch any more, and so many of them are done or failed.
  package mutating func takenIn(_ count: Int, finished: Int) {
    batches.outstanding -= count
    self.finished += finished
    open = nil
    shortage = nil
    exhausted = nil
  }

  /// Counts a batch's row as an answer of its lane, where the job and its models are still those
  /// that it was asked with.
  package mutating func returned(
    _ settlement: Settlement, signal: PaceSignal, of task: TaskRecord, shape: AttemptShape,
    now: Timestamp
  ) {
    let lane = DispatchSettings.Lane(role: task.role, rung: task.rung, model: shape.model)
    guard settings.judgedJobs[task.role]?.digest == shape.job, settings.lanes.contains(lane) else {
      return
    }
    countAnswer(settlement, signal: signal, of: shape.model, on: lane.lane, now: now)
  }

  /// The account stands still, as a submission has found out.
  package mutating func begin(foundBySubmission pause: Pause, now: Timestamp) {
    begin(pause, isProbe: false, now: now)
  }

  /// The role whose tasks the batch lane gathers next.
  package var roleToGather: String? {
    settings.lanes.map(\.lane.role).first { mayGather($0) }
  }

  /// Whether the batch lane has yet to gather a role's tasks: the live lane starts none of them
  /// meanwhile.
  package func mayGather(_ role: String) -> Bool {
    guard batches.roles.contains(role), !batches.gathered.contains(role), stopping == nil,
      held[role] == nil, gatherLimit > 0, let lane = batchLane(of: role)
    else { return false }
    return !isPaused(lane) && movedStart(lane) == nil && !pauses.contains { $0.scope == .queue }
  }

  /// Only the first model of a ladder is asked in batches.
  private func batchLane(of role: String) -> DispatchSettings.Lane? {
    settings.lanes.first { $0.lane == ClaimWish.Lane(role: role, rung: 0) }
  }

  /// What the next batch of a role is made of; nil: there is none to make.
  package func batchWish(of role: String) -> BatchWish? {
    guard mayGather(role), let lane = batchLane(of: role) else { return nil }
    return BatchWish(lane: lane.lane, model: lane.model, limit: min(gatherLimit, BatchChunk.rows))
  }

  private var gatherLimit: Int { settings.limit.map { $0 - taken } ?? .max }

  /// What counts against the run's limit: finished, in flight and in batches.
  var taken: Int { finished + flights.count + batches.outstanding }

  /// What an ending becomes while batches are out: where nothing else holds the run, it waits.
  func besideBatches(_ ending: RunEnding) -> Standing {
    if batches.isSubmitting { return .rest(until: nil) }
    switch ending {
    case .drained, .aborted, .neverReached, .unsaved, .limitReached, .inBatches:
      return .end(ending)
    case .paused(let pause) where pause.scope == .queue:
      return .end(ending)
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
