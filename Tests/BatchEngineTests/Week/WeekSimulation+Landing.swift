import BatchCore

@testable import BatchEngine

extension WeekSimulation {
  /// Requests that have ended by now come back.
  mutating func land() {
    let landed = flights.filter { $0.ends <= now }
    flights.removeAll { $0.ends <= now }
    for flight in landed.sorted(by: { $0.ends < $1.ends }) {
      var (outcome, facts, signal) = read(flight)
      facts.milliseconds = flight.ends.milliseconds - flight.started.milliseconds
      let task = flight.claim.task
      let situation = Situation(
        task: task, shape: flight.claim.shape, ladder: Week.ladders[task.role] ?? [], attempts: 4,
        now: now, chance: luck.unit())
      let decision = Decision.about(outcome, in: situation)
      let settlement = Settlement(
        task: task.id, claim: flight.claim.number, decision: decision, facts: facts,
        finishedAt: now)
      let carried = CarriedClaim(
        settlement: settlement, signal: signal, outcome: outcome, shape: flight.claim.shape,
        task: task, articleID: flight.claim.articleID)
      let before = desk?.dispatcher
      let spare = desk?.comeBack(carried, to: flight.seat, now: now, chance: luck.unit())
      if let spare, let before { launch(spare, flight.seat, before) }
    }
    watch.landed += landed.count
  }

  private mutating func read(_ flight: Flight) -> (Outcome, AttemptFacts, PaceSignal) {
    var circumstance = Circumstance()
    var told: ToldLimit?
    let kind: FailureKind
    switch flight.answer {
    case .good:
      let facts = AttemptFacts(httpStatus: 200, usage: Usage(completionTokens: 100))
      let outcome = Outcome.answered(Answer(output: "{}", extraction: .whole))
      return (outcome, facts, PaceSignal(Reading(outcome: outcome, facts: facts)))
    case .prose:
      kind = .notJSON
    case .failed(let failure, let hint):
      kind = failure
      circumstance.wait = hint.map { .seconds($0) }
      circumstance.isAccountWide = failure == .throttled
    case .throttled(let hint, let limit):
      kind = .throttled
      circumstance.wait = hint.map { .seconds($0) }
      told = limit.map { ToldLimit(requestsPerSecond: $0) }
    case .dayIsUsedUp:
      kind = .freeDailyLimit
    }
    watch.hinted(
      circumstance.wait.map { now + $0 },
      model: circumstance.isAccountWide ? nil : flight.model)
    let outcome = Outcome.failed(Failure(kind: kind, sentence: "s", remedy: "r"), circumstance)
    let isAnswer = kind != .unreachable && kind != .timedOut && kind != .cut
    let facts = AttemptFacts(
      wasSent: kind != .unreachable, httpStatus: isAnswer ? 400 : nil,
      usage: Usage(completionTokens: kind == .notJSON ? 100 : nil))
    var signal = PaceSignal(Reading(outcome: outcome, facts: facts))
    if case .throttled(let hint, let isAccountWide, _) = signal {
      signal = .throttled(hint: hint, isAccountWide: isAccountWide, limit: told)
    }
    return (outcome, facts, signal)
  }
}

extension Week {
  mutating func ask(
    _ model: String, at moment: Seconds, _ luck: inout Luck
  ) -> (Seconds, SimulatedServer.Answer) {
    servers[model]?.ask(at: moment, &luck) ?? (1, .good)
  }
}
