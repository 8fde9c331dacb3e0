import BatchCore

@testable import BatchEngine

extension WeekSimulation {
  /// A request of a model leaves now: nobody has said that it must wait.
  ///
  /// - Parameter before: the dispatcher as it decided.
  mutating func checkStart(_ model: String, role: String, _ before: Dispatcher) {
    for name in [model, nil] {
      if let moment = watch.told[name], moment > now {
        watch.fault("\(model) is asked \(moment - now) before the moment told of \(name ?? "all")")
      }
    }
    if let since = before.pacer.models[model]?.breaker.openSince {
      if flights.contains(where: { $0.model == model && $0.started >= since }) {
        watch.fault("two requests to \(model), whose breaker is open")
      }
      if let last = watch.starts[model], last >= since, now - last < .seconds(5) {
        watch.fault("\(model) is asked again after \(now - last), its breaker open")
      }
    }
    let holding = pauses.filter {
      $0.reason == .operator && $0.scope.holds(role: role, model: model)
    }
    if !holding.isEmpty { watch.fault("\(model) is asked under an operator's pause") }
    watch.start(model, now: now)
  }

  /// Until a moment nothing is going to start: is there nothing that ought to?
  mutating func checkIdle(until moment: Timestamp) {
    guard let desk, !desk.dispatcher.isStopping else { return }
    guard desk.dispatcher.inFlight < desk.crew.wanted else { return }
    let ofQueue = pauses.filter { $0.scope == .queue }
    // A run that waits for a person finds out by itself each ten minutes.
    let isProbing = ofQueue.allSatisfy { $0.needsPerson && $0.reason != .operator }
    guard ofQueue.isEmpty || isProbing && patience == .wait else { return }
    for lane in desk.dispatcher.settings.lanes {
      guard let since = servable(lane, at: now) else { continue }
      let idleSince = max(since, watch.lastStart ?? since, watch.runSince)
      if moment - idleSince > Self.longestIdleness {
        let idle = Int((moment - idleSince).inSeconds)
        let reasons = pauses.map { "\($0.scope) \($0.reason)" }
        return watch.fault(
          "\(lane.lane.role) could go on with \(lane.model) for \(idle) s, \(patience), "
            + "paused: \(reasons)")
      }
    }
  }

  static let longestIdleness: Duration = .seconds(601)

  /// Since when a lane has tasks that somebody would answer; nil: it has none, or nobody would.
  private func servable(_ lane: DispatchSettings.Lane, at now: Timestamp) -> Timestamp? {
    let isPaused = pauses.contains {
      $0.scope != .queue && $0.scope.holds(role: lane.lane.role, model: lane.model)
    }
    guard !isPaused, let accepted = accepts(lane.model) else { return nil }
    let hints = [watch.excused[lane.model], watch.excused[nil]].compactMap(\.self)
    guard hints.allSatisfy({ $0 <= now }) else { return nil }
    let due = shelf.tasks.compactMap { task -> Timestamp? in
      guard task.role == lane.lane.role, task.rung == lane.lane.rung,
        case .ready(_, let notBefore) = task.state
      else { return nil }
      return notBefore ?? Self.began
    }.min()
    guard let due, due <= now else { return nil }
    return ([due, accepted] + hints).max()
  }

  private func accepts(_ model: String) -> Timestamp? {
    let moment = seconds
    let windows = week.networkLosses + week.emptyBalances + week.accountLimits.map(\.during)
    guard !windows.contains(where: { $0.contains(moment) }),
      let since = week.servers[model]?.accepts(at: moment)
    else { return nil }
    let ends = windows.map(\.upperBound).filter { $0 <= moment }
    return Self.began + .seconds(max(since, ends.max() ?? 0))
  }
}
