extension Dispatcher {
  /// What a settlement becomes where the model fails for everyone, and what there is to tell.
  func excusing(
    _ settlement: Settlement, _ effect: Pacer.Effect, model: String, now: Timestamp, chance: Double
  ) -> Settlement {
    guard effect.isExcused else { return settlement }
    var settlement = settlement
    let row = pacer.models[model]?.breaker.row ?? 0
    // Behind the others, so that another task finds out: if these are the matter, the model works.
    let bound = Self.behind.bound(tries: max(0, row - Breaker.limit) / 4)
    settlement.decision = settlement.decision.excused(until: now + bound * (1 + chance) * 0.5)
    return settlement
  }

  private static let behind = Backoff(base: .seconds(10), factor: 2, cap: .seconds(120))

  /// `openai/gpt-4o-mini fails (5 server errors in a row): asking again each 5 s; ...`
  func failingSentence(_ model: String) -> String {
    let breaker = pacer.models[model]?.breaker
    return "\(model) fails (\(breaker?.row ?? 0) \(breaker?.words ?? "failures") in a row): "
      + "asking again each 5 s, later each minute; \(meanwhile(model))"
  }

  /// What goes on while a model does not.
  private func meanwhile(_ model: String) -> String {
    let other = settings.lanes.first { lane in
      lane.model != model && hasTasks(lane.lane)
        && pacer.models[lane.model]?.breaker.isOpen != true
        && !pauses.contains {
          $0.scope == .queue || $0.scope.holds(role: lane.lane.role, model: lane.model)
        }
    }
    guard let other else { return "nothing else can go on meanwhile." }
    return other.lane.rung > 0
      ? "\(other.model) goes on with what was escalated to it."
      : "\(other.model) goes on with \(other.lane.role)."
  }

  /// Whether a lane is known to have tasks.
  private func hasTasks(_ lane: ClaimWish.Lane) -> Bool {
    if escalated[lane, default: 0] > 0 || flights.values.contains(where: { $0.lane == lane }) {
      return true
    }
    let isEmpty = shortage.map { $0.due == nil && $0.lanes.contains(lane) } ?? false
    return lane.rung == 0 && openOfRoles[lane.role, default: 0] > 0 && !isEmpty
  }

  /// The open breaker among these lanes as a pause, for a run that leaves at every pause.
  func breakerPause(of lanes: [DispatchSettings.Lane]) -> Pause? {
    for lane in lanes {
      guard let breaker = pacer.models[lane.model]?.breaker, let since = breaker.openSince else {
        continue
      }
      return Pause(
        scope: .model(lane.model), reason: .modelFails, since: since, until: breaker.probeAt,
        message: "\(lane.model) fails (\(breaker.row) \(breaker.words) in a row).",
        remedy: "Run again later; if it lasts over 30 minutes, see https://status.openrouter.ai.")
    }
    return nil
  }

  /// Where nothing of a failing model's tasks has come due, one of them finds out all the same.
  func breakerWish(_ lanes: [DispatchSettings.Lane], resting: Int, now: Timestamp) -> ClaimWish? {
    guard slots(resting) > 0 else { return nil }
    let failing = lanes.filter { lane in
      pacer.models[lane.model]?.breaker.isOpen == true && movedStart(lane) == nil
        && pacer.allowance(for: lane.model, now: now) != 0
    }
    let asked = failing.map(\.lane)
    guard !asked.isEmpty, !(exhausted.map { Set(asked).isSubset(of: $0) } ?? false) else {
      return nil
    }
    return ClaimWish(lanes: asked, order: .soonest, dueOnly: lanesAwaitingRoom)
  }

  /// A wait of more than ten minutes is a pause of the model or the queue.
  mutating func park(_ signal: PaceSignal, model: String, now: Timestamp) {
    guard let hint = longHint(signal) else { return }
    var (isAccountWide, isOverloaded) = (false, false)
    switch signal {
    case .throttled(_, true, _), .edgeBlocked, .inFlightBudget: isAccountWide = true
    case .failing: isOverloaded = true
    default: break
    }
    let whom = isAccountWide ? "The account" : model
    let span = Wording.span(seconds: Int(hint.inSeconds))
    let what =
      isOverloaded ? "is overloaded and asks to wait \(span)" : "is rate limited for \(span)"
    let gate = isAccountWide ? pacer.account.gate : pacer.models[model]?.gate
    let until = max(now + hint, gate?.until ?? now)
    let pause = Pause(
      scope: isAccountWide ? .queue : .model(model),
      reason: isOverloaded ? .overloaded : .rateLimited, since: now, until: until,
      message: "\(whom) \(what): asks again at \(Wording.clock(until, now: now)).",
      remedy: "Nothing: it goes on by itself. Another model may be faster: batch run --model ID.")
    pauses.removeAll { $0.key == pause.key }
    lifted.remove(pause.key)
    pauses.append(pause)
    begun.append(pause)
  }

  /// More than ten minutes, as the provider says.
  func longHint(_ signal: PaceSignal) -> Duration? {
    switch signal {
    case .throttled(let hint?, _, _), .edgeBlocked(let hint?), .inFlightBudget(let hint?),
      .failing(let hint?):
      hint > Self.longestWait ? hint : nil
    default: nil
    }
  }

  private static let longestWait: Duration = .seconds(600)

  /// The network is gone, for a run that leaves at every pause.
  func unreachablePause(now: Timestamp) -> Pause? {
    let gate = pacer.account.gate
    guard settings.patience == .noWait, isReached, flights.isEmpty,
      pacer.accountReason == .unreachable, gate.streak >= 3, !gate.isOpen(at: now)
    else { return nil }
    return Pause(
      scope: .queue, reason: .unreachable, since: now, until: gate.until,
      message: "The provider cannot be reached any more (\(gate.streak) times in a row).",
      remedy: "Run again when the network is back.")
  }
}
