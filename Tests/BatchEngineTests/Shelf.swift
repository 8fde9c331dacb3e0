import BatchCore

/// A queue in memory with the store's rules for claims and settlements, and nothing else.
struct Shelf {
  var tasks: [TaskRecord]
  var nextClaim: Int64 = 1
  /// Tasks that fit no model before this rung.
  var tooLong: Set<TaskID> = []
  /// The model that works a lane.
  var model: @Sendable (ClaimWish.Lane) -> String = { $0.rung == 0 ? "a" : "b" }

  var open: Int {
    tasks.count {
      switch $0.state {
      case .ready, .claimed: true
      default: false
      }
    }
  }

  /// What becomes of a candidate whose request would have the given shape.
  typealias Prepare = (TaskRecord, AttemptShape) -> Preparation

  /// - Parameter prepare: settles a candidate unsent, or leaves it to be sent as it would be.
  mutating func turn(
    _ turn: Turn, prepare: Prepare = { .send($1, body: []) }
  ) -> TurnResult {
    var result = TurnResult()
    for settlement in turn.settlements {
      let index = tasks.firstIndex { $0.id == settlement.task }
      guard let index, tasks[index].state == .claimed(settlement.claim),
        let next = tasks[index].after(
          settlement.facts.wasSent
            ? .decided(settlement.decision) : .unsent(settlement.decision))
      else {
        result.refused.append(settlement.claim)
        continue
      }
      tasks[index] = next
    }
    for wish in turn.wishes { result.claims.append(claim(wish, now: turn.now, prepare)) }
    let lanes = Set(turn.wishes.flatMap(\.lanes))
    result.nextDue = lanes.compactMap { nextDue($0, now: turn.now) }.min()
    for role in Set(lanes.map(\.role)).union(turn.counted) {
      result.open[role] = tasks.count { $0.role == role && $0.isOpen }
    }
    return result
  }

  private mutating func claim(
    _ wish: ClaimWish, now: Timestamp, _ prepare: Prepare
  ) -> Claim? {
    for lane in wish.lanes + wish.lanes {
      while let index = next(lane, wish.order, now: now) {
        if lane.rung == 0, tooLong.contains(tasks[index].id) {
          let failure = Failure(kind: .tooLong, sentence: "s", remedy: "r")
          tasks[index] =
            tasks[index].after(.decided(.escalate(failure, rung: 1, model: "b"))) ?? tasks[index]
          continue
        }
        let shape = AttemptShape(
          job: "d", model: model(lane), maxTokens: 100, format: .none,
          parameters: [], stream: false, adjustment: .none, revision: 1, builder: 1, bodySHA256: "")
        if case .settle(let decision) = prepare(tasks[index], shape) {
          tasks[index] = tasks[index].after(.decided(decision)) ?? tasks[index]
          continue
        }
        let number = ClaimNumber(nextClaim)
        nextClaim += 1
        let before = tasks[index].state
        tasks[index] = tasks[index].after(.claimed(number)) ?? tasks[index]
        return Claim(
          number: number, task: tasks[index],
          article: Article(id: "\(tasks[index].id.number)", title: "", body: ""), shape: shape,
          body: [], isResend: false, before: before)
      }
    }
    return nil
  }

  private func next(_ lane: ClaimWish.Lane, _ order: ClaimWish.Order, now: Timestamp) -> Int? {
    let due = tasks.indices.filter { tasks[$0].isDue(lane, order, now: now) }
    guard order == .unasked || order == .soonest else { return due.first }
    return due.last { tasks[$0].notBefore == nil }
      ?? due.min { tasks[$0].notBefore ?? now < tasks[$1].notBefore ?? now }
  }

  private func nextDue(_ lane: ClaimWish.Lane, now: Timestamp) -> Timestamp? {
    tasks.compactMap { task -> Timestamp? in
      guard task.role == lane.role, task.rung == lane.rung,
        case .ready(_, let notBefore?) = task.state, notBefore > now
      else { return nil }
      return notBefore
    }.min()
  }
}

extension TaskRecord {
  fileprivate var notBefore: Timestamp? {
    if case .ready(_, let notBefore) = state { notBefore } else { nil }
  }

  fileprivate var isOpen: Bool {
    switch state {
    case .ready, .claimed: true
    default: false
    }
  }

  fileprivate func isDue(
    _ lane: ClaimWish.Lane, _ order: ClaimWish.Order, now: Timestamp
  ) -> Bool {
    guard role == lane.role, rung == lane.rung, case .ready(_, let notBefore) = state else {
      return false
    }
    return order == .cheapest || order == .soonest || notBefore.map { $0 <= now } ?? true
  }
}
