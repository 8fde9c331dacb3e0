/// One way through a role's tasks, first to last, for those that go into batches.
struct GatherPass: Sendable, Equatable {
  /// Tasks up to this one were looked at.
  var place: TaskID?
  /// At least one batch was made on the way: there may be tasks that go into another.
  var hasGathered = false
}

/// Which tasks the batch lane takes, and when.
extension Dispatcher {
  /// The role whose tasks the batch lane gathers next.
  package var roleToGather: String? {
    settings.lanes.map(\.lane.role).first { mayGather($0) }
  }

  /// Whether the batch lane has yet to gather a role's tasks: the live lane starts none of them
  /// meanwhile.
  package func mayGather(_ role: String) -> Bool {
    guard batches.roles.contains(role), !batches.gathered.contains(role),
      !batches.awaitingRoom.contains(role), stopping == nil, held[role] == nil, gatherLimit > 0,
      let lane = batchLane(of: role)
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
    return BatchWish(
      lane: lane.lane, model: lane.model, limit: min(gatherLimit, BatchChunk.rows),
      after: batches.passes[role]?.place)
  }

  private var gatherLimit: Int { settings.limit.map { $0 - taken } ?? .max }

  /// What counts against the run's limit: finished, claimed and in batches.
  var taken: Int { finished + flights.count + spares.count + batches.outstanding }

  /// What a look for a role's tasks has brought: a batch that is on its way now, or none.
  package mutating func gathered(_ batch: GatheredBatch, of role: String) {
    batches.outstanding += batch.claims.count
    if batch.number != nil { batches.isSubmitting = true }
    var pass = batches.passes[role] ?? GatherPass()
    pass.hasGathered = pass.hasGathered || batch.number != nil
    pass.place = batch.next
    batches.passes[role] = pass
    guard batch.next == nil else { return }
    batches.passes[role] = nil
    if batch.isShortOfRoom, batches.outstanding > 0 {
      batches.awaitingRoom.insert(role)
    } else if batch.isShortOfRoom || !pass.hasGathered {
      batches.gathered.insert(role)
    }
  }

  /// What was set aside may be free again: what waits for room is tried anew, from the first task.
  mutating func roomMayBeFree() {
    shortage = nil
    exhausted = nil
    batches.awaitingRoom = []
    batches.passes = [:]
  }

  /// Costs were told that nobody knew.
  package mutating func costsKnown() {
    roomMayBeFree()
    isAwaitingCosts = false
  }

  /// The lanes whose new tasks wait for room in a batch: of these the live lane works only what a
  /// batch has returned.
  var lanesAwaitingRoom: Set<ClaimWish.Lane> {
    if batches.awaitingRoom.isEmpty { return [] }
    let lanes = batches.awaitingRoom.intersection(batches.roles).compactMap(batchLane)
    return Set(lanes.filter { movedStart($0) == nil }.map(\.lane))
  }

  /// Asked again at once by the same model: it stands before what waits for a batch.
  func standingBeforeNew(_ settlement: Settlement, _ lane: ClaimWish.Lane, now: Timestamp)
    -> Settlement
  {
    guard lanesAwaitingRoom.contains(lane) else { return settlement }
    var settlement = settlement
    settlement.decision = settlement.decision.due(at: now)
    return settlement
  }
}

extension Decision {
  /// The same, and what is asked again with no moment named is due from now on, before what is new.
  package func due(at now: Timestamp) -> Decision {
    switch self {
    case .retry(let failure, nil, let adjustment):
      .retry(failure, notBefore: now, adjustment)
    case .postpone(let failure, .returned, nil):
      .postpone(failure, .returned, notBefore: now)
    case .succeed, .proceed, .retry, .escalate, .postpone, .pause, .fail: self
    }
  }
}
