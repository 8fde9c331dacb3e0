extension Dispatcher {
  /// What the workers without a task do now.
  package func standing(resting: Int, now: Timestamp) -> Standing {
    let standing = liveStanding(resting: resting, now: now)
    guard case .end(let ending) = standing else { return standing }
    return besideBatches(ending)
  }

  /// The same, as if there were no batches.
  private func liveStanding(resting: Int, now: Timestamp) -> Standing {
    if let stopping { return flights.isEmpty ? .end(stopping) : .rest(until: nil) }
    if let limit = settings.limit, finished >= limit {
      return flights.isEmpty ? .end(.limitReached) : .rest(until: nil)
    }
    // Of a role that is being cancelled there may be more than is made yet.
    if open == 0, flights.isEmpty, held.isEmpty { return .end(.finished) }
    if let pause = unreachablePause(now: now) { return .end(.paused(pause)) }
    let lanes = unpausedLanes
    if lanes.isEmpty, let end = held.values.min() { return .rest(until: end) }
    if let pause = pauseOfQueue { return standing(at: pause, now: now) }
    if lanes.isEmpty, let pause = pauseOfLanes { return standing(at: pause, now: now) }
    let wishes = wishes(resting: resting, lanes: lanes, now: now)
    if !wishes.isEmpty, !isShort(of: wishes, now: now) { return .claim(wishes) }
    if let wish = breakerWish(lanes, resting: resting, now: now) { return .claim([wish]) }
    return rest(lanes: lanes, wishes: wishes, now: now)
  }

  /// The queue's pause that decides: first one that nothing here can end, then one that ends by
  /// itself, and a probe only when there is neither.
  private var pauseOfQueue: Pause? {
    let all = pauses.filter { $0.scope == .queue }
    let hopeless =
      all.first(where: \.isUsers)
      ?? (probeAt == nil ? all.first(where: \.needsPerson) : nil)
    return hopeless ?? all.first { !$0.needsPerson } ?? all.first
  }

  /// A pause that lets nothing be started; nil if something may be.
  package var standstill: Pause? {
    pauseOfQueue ?? (unpausedLanes.isEmpty ? pauseOfLanes : nil)
  }

  /// The pause that decides where every lane is paused: the first lane to open again keeps the run.
  private var pauseOfLanes: Pause? {
    let person = pauseForPerson
    let soonest = holding.filter { !$0.needsPerson }
      .min { ($0.until ?? $0.since) < ($1.until ?? $1.since) }
    return settings.patience == .noWait ? person ?? soonest : soonest ?? person
  }

  /// The first pause that needs a person, a role's before that of one of its models.
  private var pauseForPerson: Pause? {
    let all = holding.filter(\.needsPerson)
    return all.first { if case .role = $0.scope { true } else { false } } ?? all.first
  }

  private var unpausedLanes: [DispatchSettings.Lane] {
    settings.lanes.filter {
      held[$0.lane.role] == nil && !isPaused($0) && !mayGather($0.lane.role)
    }
  }

  /// Whether a pause of its role or its model holds a lane.
  func isPaused(_ lane: DispatchSettings.Lane) -> Bool {
    holding.contains {
      $0.scope != .queue && $0.scope.holds(role: lane.lane.role, model: lane.model)
        && !isSpared(lane, from: $0)
    }
  }

  /// Every lane is closed by a pause.
  private func standing(at pause: Pause, now: Timestamp) -> Standing {
    guard flights.isEmpty else { return .rest(until: pause.until) }
    if pause.scope == .queue, !pause.isUsers, let probeAt,
      let standing = probing(pause, at: probeAt, now: now)
    {
      return standing
    }
    if let until = pause.until, settings.patience != .noWait { return .rest(until: until) }
    if let end = held.values.min() { return .rest(until: end) }
    // A user resumes a run that waits; a job file it does not read again.
    return settings.patience == .wait && pause.isUsers
      ? .rest(until: nil) : .end(.paused(pause))
  }

  /// - Returns: nil if there is nothing to probe with.
  private func probing(_ pause: Pause, at probeAt: Timestamp, now: Timestamp) -> Standing? {
    if probeAt > now { return .rest(until: min(probeAt, pause.until ?? probeAt)) }
    let unpaused = unpausedLanes
    if unpaused.isEmpty { return nil }
    let lanes = offered(
      unpaused, asking: asking(unpaused, now: now), allowances: allowances(unpaused, 1, now: now))
    if lanes.isEmpty { return .rest(until: opening(of: unpaused, now: now)) }
    let wish = ClaimWish(
      lanes: lanes.map(\.lane), order: .cheapest, dueOnly: lanesAwaitingRoom)
    guard isShort(of: [wish], now: now) else { return .claim([wish]) }
    // The open lanes have no task; those that the pace holds closed may have.
    return lanes.count == unpaused.count
      ? nil : .rest(until: opening(of: unpaused, now: now))
  }

  /// How many of the resting workers may get a task, what was asked for as the run's limit in mind.
  func slots(_ resting: Int) -> Int {
    min(resting, settings.limit.map { $0 - taken } ?? resting)
  }

  /// Where one request finds out, it is of a task that was not refused yet.
  private func order(_ lanes: [DispatchSettings.Lane], now: Timestamp) -> ClaimWish.Order {
    let isDoubtful = lanes.contains { pacer.models[$0.model]?.isDoubtful(at: now) == true }
    return isDoubtful || pacer.account.gate.isProbing ? .unasked : settings.order
  }

  /// One wish per free slot, each with the lanes whose models may start now.
  private func wishes(
    resting: Int, lanes: [DispatchSettings.Lane], now: Timestamp
  ) -> [ClaimWish] {
    let slots = slots(resting)
    guard slots > 0 else { return [] }
    var allowances = allowances(lanes, slots, now: now)
    var asking = asking(lanes, now: now).sorted()
    let most = pacer.account.allowanceOfAll(now: now) ?? slots
    var wishes: [ClaimWish] = []
    for _ in 0..<min(slots, most) {
      // A model that is asked whether it is back comes first, one a wish.
      let asked = asking.popLast()
      let offered = offered(
        lanes, asking: asked.map { [$0] } ?? [], allowances: allowances)
      if offered.isEmpty { break }
      let open =
        offered.filter { $0.model == asked } + offered.filter { $0.model != asked }
      wishes.append(
        ClaimWish(
          lanes: open.map(\.lane), order: order(open, now: now), dueOnly: lanesAwaitingRoom))
      for model in Set(open.map(\.model)) { allowances[model, default: 0] -= 1 }
    }
    return wishes
  }

  /// How many requests of each lane's model may start now.
  private func allowances(
    _ lanes: [DispatchSettings.Lane], _ slots: Int, now: Timestamp
  ) -> [String: Int] {
    var allowances: [String: Int] = [:]
    for lane in lanes {
      allowances[lane.model] = pacer.allowance(for: lane.model, now: now) ?? slots
    }
    return allowances
  }

  /// The absent models that may be asked now whether they are back.
  private func asking(_ lanes: [DispatchSettings.Lane], now: Timestamp) -> Set<String> {
    Set(lanes.map(\.model).filter { mayAsk($0, now: now) })
  }

  /// When the first of these lanes may be offered again, if that is a matter of time.
  private func opening(of lanes: [DispatchSettings.Lane], now: Timestamp) -> Timestamp? {
    [pacer.opening(of: lanes.map(\.model), now: now), nextAsk(lanes)].compactMap { $0 }
      .filter { $0 > now }.min()
  }

  /// The same lanes were asked before, and nothing of theirs has come due since.
  private func isShort(of wishes: [ClaimWish], now: Timestamp) -> Bool {
    guard let shortage else { return false }
    if let due = shortage.due, due <= now { return false }
    return Set(wishes.flatMap(\.lanes)).isSubset(of: shortage.lanes)
  }

  private func rest(
    lanes: [DispatchSettings.Lane], wishes: [ClaimWish], now: Timestamp
  ) -> Standing {
    let closed = lanes.map(\.model).filter { pacer.allowance(for: $0, now: now) == 0 }
    let isLeaving = settings.patience == .noWait && flights.isEmpty && shortage?.due == nil
    if isLeaving, let pause = breakerPause(of: lanes.filter { closed.contains($0.model) }) {
      return .end(.paused(pause))
    }
    var moments =
      held.values
      + [shortage?.due, pacer.opening(of: closed, now: now), nextAsk(lanes)].compactMap { $0 }
    if settings.patience != .noWait { moments += holding.compactMap(\.until) }
    if let moment = moments.filter({ $0 > now }).min() { return .rest(until: moment) }
    guard flights.isEmpty, closed.isEmpty, !isAwaitingCosts else { return .rest(until: nil) }
    // How much of a paused role is left is not known here: its lanes were not asked.
    if let pause = pauseForPerson ?? holding.first {
      // A user resumes a run that waits.
      let isResumed = settings.patience == .wait && holding.contains(where: \.isUsers)
      return isResumed ? .rest(until: nil) : .end(.paused(pause))
    }
    if let open, open > 0, shortage != nil { return .end(.stuck(open)) }
    return .rest(until: nil)
  }
}
