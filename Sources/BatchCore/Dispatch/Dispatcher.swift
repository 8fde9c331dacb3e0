/// Decides what may be claimed next, and when a run rests or ends: no effects, time as an argument.
package struct Dispatcher: Sendable {
  /// What the workers without a task do now.
  package enum Standing: Sendable, Equatable {
    /// Claim for these slots.
    case claim([ClaimWish])
    /// Nothing may start before the given moment, or before a request in flight ends (nil).
    case rest(until: Timestamp?)
    /// Nothing more will start, and nothing is in flight.
    case end(RunEnding)
  }

  struct Flight: Sendable {
    var ticket: Pacer.Ticket
    var isProbe: Bool
  }

  /// A claim that found too little: the lanes it asked, and when one of their tasks comes due.
  struct Shortage: Sendable {
    var lanes: [ClaimWish.Lane]
    var due: Timestamp?
  }

  package let settings: DispatchSettings
  package internal(set) var pacer: Pacer
  package internal(set) var pauses: [Pause]
  /// Tasks done or failed in this run.
  package internal(set) var finished = 0
  /// The provider answered at least once.
  package internal(set) var isReached = false
  var flights: [ClaimNumber: Flight] = [:]
  var stopping: RunEnding?
  var probes = 0
  /// When a pause that needs a person is probed next; nil: not by this run.
  var probeAt: Timestamp?
  /// Ready and claimed tasks of all the run's roles; nil: not known.
  var open: Int?
  var shortage: Shortage?
  /// Changes of learned rates that were not told yet.
  package var rateChanges: [RateChange] = []

  /// - Parameter pauses: those in force when the run begins; the queue's are probed at once with one
  ///   ordinary request ("top up, run again"), also those that would end by themselves.
  package init(settings: DispatchSettings, pauses: [Pause], pacer: Pacer = Pacer(), now: Timestamp)
  {
    self.settings = settings
    self.pauses = pauses
    self.pacer = pacer
    probeAt = pauses.contains { $0.scope == .queue } ? now : nil
  }

  package var inFlight: Int { flights.count }

  /// A signal, or a fault of ours: nothing more is claimed.
  package mutating func stop(_ ending: RunEnding) {
    switch stopping {
    case nil, .drained: stopping = ending
    default: break
    }
  }

  /// A claim's exchange has ended and was decided on.
  ///
  /// - Returns: the scopes whose pauses are over, because a probe was answered.
  package mutating func settled(
    _ settlement: Settlement, signal: PaceSignal, now: Timestamp, chance: Double
  ) -> [Pause.Key] {
    guard let flight = flights.removeValue(forKey: settlement.claim) else { return [] }
    let used = settlement.facts.usage.totalTokens
    if let change = pacer.end(
      flight.ticket, signal: signal, tokens: used, now: now, chance: chance)
    {
      rateChanges.append(change)
    }
    open = nil
    shortage = nil
    countReach(signal, settlement)
    switch settlement.decision {
    case .pause(_, let pause):
      begin(pause, isProbe: flight.isProbe, now: now)
      if pause.scope == .queue { return [] }
    case .postpone:
      // The question was not answered: ask it again when the pace allows.
      if flight.isProbe { probeAt = now }
      return []
    case .succeed, .fail:
      finished += 1
    case .retry, .escalate:
      break
    }
    guard flight.isProbe else { return [] }
    if signal == .served { return endProbedPauses() }
    // A server error says nothing about the pause.
    probeAt = now + Self.unansweredProbe
    return []
  }

  /// After a probe that found out nothing: as for an outage, each 5 s.
  private static let unansweredProbe: Duration = .seconds(5)

  /// The store has answered the wishes.
  ///
  /// - Parameter now: when the wishes were made.
  package mutating func claimed(_ result: TurnResult, for wishes: [ClaimWish], now: Timestamp) {
    guard !wishes.isEmpty else { return }
    let isProbe = wishes.contains { $0.order == .cheapest }
    for case let claim? in result.claims {
      flights[claim.number] = Flight(
        ticket: pacer.start(
          model(of: claim.task) ?? claim.shape.model, tokens: claim.body.count / 4, now: now),
        isProbe: isProbe)
    }
    let roles = Set(settings.lanes.map(\.lane.role))
    open = roles.isSubset(of: result.open.keys) ? result.open.values.reduce(0, +) : nil
    // Only the lanes of a wish that found nothing have nothing.
    let short = zip(wishes, result.claims).filter { $0.1 == nil }.flatMap(\.0.lanes)
    shortage = short.isEmpty ? nil : Shortage(lanes: short, due: result.nextDue)
  }

  /// Ends the pauses whose own end has come.
  ///
  /// - Returns: their scopes, for the store.
  package mutating func expire(now: Timestamp) -> [Pause.Key] {
    let over = pauses.filter { $0.until.map { $0 <= now } ?? false }
    guard !over.isEmpty else { return [] }
    pauses.removeAll { over.contains($0) }
    shortage = nil
    return over.map(\.key)
  }

  private mutating func countReach(_ signal: PaceSignal, _ settlement: Settlement) {
    switch signal {
    case .unreachable:
      // Five workers that are refused at once are one closing of the gate.
      if !isReached, pacer.account.gate.streak >= settings.unreachableLimit,
        settings.patience != .wait,
        case .postpone(let failure, _, _) = settlement.decision
      {
        stop(.neverReached(failure.sentence))
      }
    case .served, .throttled, .throttledFree:
      isReached = true
    case .failing, .silent:
      if settlement.facts.httpStatus != nil { isReached = true }
    }
  }

  private mutating func begin(_ pause: Pause, isProbe: Bool, now: Timestamp) {
    let known = pauses.count
    pauses.removeAll { $0.scope == pause.scope && $0.reason == pause.reason }
    let isNew = pauses.count == known
    pauses.append(pause)
    // A model's or a role's pause says nothing about the queue's.
    guard pause.scope == .queue else { return }
    let person = pauses.contains { $0.scope == .queue && $0.needsPerson }
    guard settings.patience == .wait, person else {
      probeAt = nil
      return
    }
    // Whatever was in flight beside the first one refused is no probe: it must not double the wait.
    guard isNew || isProbe else { return }
    probes += 1
    probeAt = now + settings.probing.wait(streak: probes, chance: 1)
  }

  private mutating func endProbedPauses() -> [Pause.Key] {
    let over = pauses.filter { $0.scope == .queue && $0.reason != .operator }
    pauses.removeAll { over.contains($0) }
    probes = 0
    probeAt = nil
    return over.map(\.key)
  }

  private func model(of task: TaskRecord) -> String? {
    let lane = ClaimWish.Lane(role: task.role, rung: task.rung)
    return settings.lanes.first { $0.lane == lane }?.model
  }
}

extension Dispatcher {
  /// The run was told to end.
  package var isStopping: Bool { stopping != nil }

  /// The models of the run's ladders, each once.
  package var models: [String] { Set(settings.lanes.map(\.model)).sorted() }
}
