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
    var lane: ClaimWish.Lane
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
  /// The same of each role, when it was last said.
  var openOfRoles: [String: Int] = [:]
  /// Tasks that this run has escalated to a lane and not claimed there yet.
  var escalated: [ClaimWish.Lane: Int] = [:]
  var shortage: Shortage?
  /// The budget has no room until a cost is told that is being asked for.
  var isAwaitingCosts = false
  /// The lanes that a wish for any task at all found empty.
  var exhausted: Set<ClaimWish.Lane>?
  /// Pauses in force that hold nothing, because one request of their model finds out about them.
  var lifted: Set<Pause.Key> = []
  /// Roles whose tasks are being cancelled in several transactions, and how long that holds them.
  var held: [String: Timestamp] = [:]
  /// What was not told yet.
  package var news: [PaceNews] = []
  /// Pauses that the pace began, not written yet.
  package var begun: [Pause] = []
  /// How readable the last answers were.
  var answers: [ClaimWish.Lane: AnswerShare] = [:]
  /// Lanes of which it was told that they answer badly, and that there is no other to start with.
  var badLanesTold: Set<ClaimWish.Lane> = []
  /// Models that new tasks do not start with any more; those of other jobs are only kept.
  package internal(set) var passedOver: [MovedStart] = []
  /// Of models that are perhaps not there.
  var refusals: [String: Refusals] = [:]
  /// When an absent model was last asked whether it is back.
  var asked: [String: Timestamp] = [:]
  /// How the batch lane stands.
  package internal(set) var batches = Batches()
  /// Absent models that this run has not asked yet.
  var doubted: Set<String> = []
  var retryBudget = RetryBudget()
  var spares = Spares()
  /// Requests made smaller for want of balance.
  var squeeze: Squeeze?
  /// By model, what the balance was last found to be enough for.
  var affordable: [String: Squeeze] = [:]

  /// - Parameter pauses: those in force when the run begins; the queue's are probed at once with
  ///   one ordinary request ("top up, run again"), also those that would end by themselves, but
  ///   none before the moment that the provider named.
  /// - Parameter passedOver: models that an earlier run has found not to be there, or not to answer
  ///   in JSON or with images.
  package init(
    settings: DispatchSettings, pauses: [Pause], pacer: Pacer = Pacer(),
    passedOver: [MovedStart] = [], now: Timestamp
  ) {
    self.passedOver = passedOver.filter { $0.isInForce(at: now) }
    self.settings = settings
    self.pauses = pauses
    self.pacer = pacer
    let isHeld = pauses.contains { $0.scope == .queue && $0.isHint }
    probeAt = !isHeld && pauses.contains { $0.scope == .queue } ? now : nil
    forgetAbsenceOfAll()
    tellMovedStarts()
  }

  package var inFlight: Int { flights.count }

  /// A signal, or a fault of ours: nothing more is claimed.
  package mutating func stop(_ ending: RunEnding) {
    switch (stopping, ending) {
    case (nil, _), (.drained, _), (.unsaved, .aborted): stopping = ending
    default: break
    }
  }

  /// A claim's exchange has ended and was decided on.
  ///
  /// - Returns: what is to be written down: the settlement, its failure excused where the model
  ///   fails for everyone; and the scopes whose pauses are over, because a probe was answered.
  package mutating func settled(
    _ settlement: Settlement, signal: PaceSignal, now: Timestamp, chance: Double
  ) -> (settlement: Settlement, ended: [Pause.Key]) {
    guard let flight = flights.removeValue(forKey: settlement.claim) else {
      return (settlement, [])
    }
    let model = flight.ticket.model
    // Who says when to come back is not asked before, so there is nothing to find out.
    let fault =
      longHint(signal) != nil
      ? nil
      : settlement.decision.failure.map { Breaker.Fault(task: settlement.task, kind: $0.kind) }
    let effect = pacer.end(
      flight.ticket, signal: signal, task: settlement.task, fault: fault,
      tokens: settlement.facts.usage.totalTokens, now: now, chance: chance)
    tell(effect, model)
    if signal == .served { spares.note(settlement.facts.milliseconds) }
    park(signal, model: model, now: now)
    countAnswer(settlement, signal: signal, of: model, on: flight.lane, now: now)
    countAbsence(
      settlement, of: model, on: flight.lane, asked: flight.ticket.own.started, now: now)
    countSqueeze(settlement, of: model, now: now)
    open = nil
    shortage = nil
    exhausted = nil
    countReach(signal, settlement)
    let excused = excusing(settlement, effect, model: model, now: now, chance: chance)
    let kept = standingBeforeNew(
      stoppingRole(budgeted(excused, signal, now: now), flight, now: now), flight.lane, now: now)
    if case .escalate(_, let rung, _) = kept.decision {
      escalated[ClaimWish.Lane(role: flight.lane.role, rung: rung), default: 0] += 1
    }
    let ended = ends(kept.decision, flight, signal: signal, now: now)
    return (kept, ended + (signal == .served ? endLifted(by: model) : []))
  }

  /// What a model or its provider has failed is asked again within the budget for that.
  private mutating func budgeted(
    _ settlement: Settlement, _ signal: PaceSignal, now: Timestamp
  ) -> Settlement {
    if signal == .served { retryBudget.earn(now: now) }
    guard case .failing = signal,
      case .retry(let failure, let notBefore, let adjustment) = settlement.decision
    else { return settlement }
    let wait = retryBudget.spend(now: now)
    guard wait > .zero else { return settlement }
    var settlement = settlement
    settlement.decision = .retry(failure, notBefore: max(notBefore ?? now, now + wait), adjustment)
    return settlement
  }

  /// S4, S7: the balance does not cover a request, but a smaller one of the same article.
  private mutating func countSqueeze(_ settlement: Settlement, of model: String, now: Timestamp) {
    guard case .retry(let failure, _, let adjustment) = settlement.decision,
      failure.kind == .unaffordable, let room = adjustment.maxTokens
    else { return }
    let isNews = squeeze?.isInForce(at: now) != true
    let new = Squeeze(count: (isNews ? 0 : squeeze?.count ?? 0) + 1, maxTokens: room, at: now)
    squeeze = new
    affordable[model] = new
    if isNews { news.append(.squeezed(new)) }
  }

  mutating func tell(_ effect: Pacer.Effect, _ model: String) {
    if let change = effect.change { news.append(.rate(change)) }
    if effect.opens { news.append(.fails(model: model, sentence: failingSentence(model))) }
    if let level = effect.flight { news.append(.flight(level)) }
    if effect.closes { news.append(.worksAgain(model: model)) }
  }

  /// What a decision means for the run, and which pauses it ends.
  private mutating func ends(
    _ decision: Decision, _ flight: Flight, signal: PaceSignal, now: Timestamp
  ) -> [Pause.Key] {
    switch decision {
    case .pause(_, let pause):
      begin(pause, isProbe: flight.isProbe, now: now)
      if pause.scope == .queue { return [] }
    case .postpone:
      // The question was not answered: ask it again when the pace allows.
      if flight.isProbe { probeAt = now }
      return []
    case .succeed, .fail:
      finished += 1
    case .retry, .escalate, .proceed:
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
  /// - Parameters:
  ///   - now: when the wishes were made.
  ///   - count: of the claims, in order, so many start now; the others are spares.
  package mutating func claimed(
    _ result: TurnResult, for wishes: [ClaimWish], now: Timestamp, starting count: Int = .max
  ) {
    let roles = Set(settings.lanes.map(\.lane.role))
    if roles.isSubset(of: result.open.keys) {
      open = result.open.filter { roles.contains($0.key) }.values.reduce(0, +)
    }
    openOfRoles.merge(result.open) { $1 }
    for pause in result.begun {
      pauses.removeAll { $0.key == pause.key }
      pauses.append(pause)
    }
    guard !wishes.isEmpty else { return }
    isAwaitingCosts = result.awaitsCosts
    let takesAny = wishes.contains { $0.order == .cheapest || $0.order == .soonest }
    let isProbe = takesAny && pauses.contains { $0.scope == .queue }
    let claims = result.claims.compactMap(\.self)
    for claim in claims {
      let lane = claim.task.lane
      escalated[lane] = escalated[lane].flatMap { $0 > 1 ? $0 - 1 : nil }
    }
    for claim in claims.prefix(count) { start(claim, isProbe: isProbe, now: now) }
    spares.count += claims.dropFirst(count).count
    // Only the lanes of a wish that found nothing have nothing.
    let short = zip(wishes, result.claims).filter { $0.1 == nil }.flatMap(\.0.lanes)
    if takesAny { exhausted = short.isEmpty ? nil : Set(short) }
    // A wish for any task at all says nothing about the lanes it did not ask: what was found there
    // still holds, else the two wishes would be made in turn without end.
    let known = takesAny && !short.isEmpty ? shortage : nil
    shortage =
      short.isEmpty
      ? nil
      : Shortage(
        lanes: short + (known?.lanes ?? []),
        due: [result.nextDue, known?.due].compactMap(\.self).min())
  }

  /// A claim's request starts.
  mutating func start(_ claim: Claim, isProbe: Bool = false, now: Timestamp) {
    flights[claim.number] = Flight(
      ticket: pacer.start(
        model(of: claim.task) ?? claim.shape.model, tokens: claim.body.count / 4, now: now),
      lane: claim.task.lane, isProbe: isProbe)
  }

  /// Ends the pauses whose own end has come.
  ///
  /// - Returns: their scopes, for the store.
  package mutating func expire(now: Timestamp) -> [Pause.Key] {
    held = held.filter { $0.value > now }
    passedOver.removeAll { !$0.isInForce(at: now) }
    let over = pauses.filter { $0.until.map { $0 <= now } ?? false }
    guard !over.isEmpty else { return [] }
    pauses.removeAll { over.contains($0) }
    lifted.subtract(over.map(\.key))
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
    case .served, .throttled, .edgeBlocked, .inFlightBudget, .throttledFree:
      isReached = true
    case .failing, .silent:
      if settlement.facts.httpStatus != nil { isReached = true }
    }
  }

  mutating func begin(_ pause: Pause, isProbe: Bool, now: Timestamp) {
    let known = pauses.count
    pauses.removeAll { $0.scope == pause.scope && $0.reason == pause.reason }
    let isNew = pauses.count == known
    pauses.append(pause)
    // A model's or a role's pause says nothing about the queue's.
    guard pause.scope == .queue else { return }
    // Who comes back from one has perhaps topped up.
    affordable = [:]
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
    let over = pauses.filter { $0.scope == .queue && !$0.isUsers }
    pauses.removeAll { over.contains($0) }
    probes = 0
    probeAt = nil
    return over.map(\.key)
  }

  private func model(of task: TaskRecord) -> String? {
    let lane = task.lane
    return settings.lanes.first { $0.lane == lane }?.model
  }
}

extension Dispatcher {
  /// The run was told to end.
  package var isStopping: Bool { stopping != nil }

  /// There are models whose new tasks start elsewhere.
  package var hasMovedStarts: Bool {
    !passedOver.isEmpty && settings.lanes.contains { movedStart($0) != nil }
  }

  /// It was told twice.
  package var isAborting: Bool { stopping == .aborted }

  /// What the balance leaves for answers.
  package func thrift(at now: Timestamp) -> Thrift {
    Thrift(
      isTight: pacer.account.cap.level?.cause == .balance,
      affordable: affordable.compactMapValues { $0.isInForce(at: now) ? $0.maxTokens : nil })
  }

  /// What is kept of the pace, for `status` and the next run.
  package func paceRecord(now: Timestamp) -> PaceRecord {
    var record = pacer.record(now: now)
    record.passedOver = passedOver
    record.squeeze = squeeze
    return record
  }

  /// The models of the run's ladders, each once.
  package var models: [String] { Set(settings.lanes.map(\.model)).sorted() }
}
