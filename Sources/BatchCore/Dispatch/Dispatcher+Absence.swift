/// Models that are not there (S14, S15): passed over until one request a minute finds them back.
extension Dispatcher {
  /// Refusals in a row that said that nobody serves a model.
  struct Refusals: Sendable {
    var count: Int
    var last: Timestamp
  }

  /// A 404 may be about one request's length; this many in a row are about the model.
  private static let enoughRefusals = 3
  /// Refusals that lie further apart do not belong together.
  private static let refusalSpan: Duration = .seconds(600)
  private static let askEach: Duration = .seconds(60)

  package func isAbsent(_ model: String) -> Bool {
    absence(of: model) != nil
  }

  /// Counts a refusal that says that a model is not there, and takes the finding back at the first
  /// answer that somebody who serves it gives.
  ///
  /// - Parameter asked: when its request left.
  mutating func countAbsence(
    _ settlement: Settlement, of model: String, on own: ClaimWish.Lane, asked: Timestamp,
    now: Timestamp
  ) {
    let decision = settlement.decision
    // What was asked before it was gone tells nothing.
    if let moved = absence(of: model), asked < moved.since { return }
    if Self.showsModel(settlement) { return comeBack(model) }
    guard let failure = decision.failure else { return }
    if case .pause(_, let pause) = decision, pause.key == Self.pauseForWant(of: model) {
      // The last of one role's ladder may be the first of another's.
      let isOthers = settings.lanes.contains {
        $0.model == model && $0.lane != own && instead(of: $0.lane) != nil
      }
      guard isOthers else { return }
      return note(absenceOf: model, failure, own, now: now)
    }
    guard case .escalate = decision, failure.kind.saysAbsent else { return }
    let before = refusals[model].flatMap { now - $0.last < Self.refusalSpan ? $0.count : nil } ?? 0
    refusals[model] = Refusals(count: before + 1, last: now)
    guard isAbsent(model) || before + 1 >= Self.enoughRefusals else { return }
    note(absenceOf: model, failure, own, now: now)
  }

  /// Whether somebody who serves the model has answered. What OpenRouter itself refuses, or could
  /// not complete, shows nobody.
  static func showsModel(_ settlement: Settlement) -> Bool {
    if case .succeed = settlement.decision { return true }
    guard let failure = settlement.decision.failure else { return false }
    if failure.kind == .noImage, !settlement.facts.isAnswered { return false }
    return failure.kind.showsProvider && failure.kind != .moderated
  }

  private mutating func note(
    absenceOf model: String, _ failure: Failure, _ own: ClaimWish.Lane, now: Timestamp
  ) {
    let isKnown = isAbsent(model)
    let moved = MovedStart(
      model: model, since: now, reason: .absent(failure.kind), remedy: failure.remedy)
    passedOver.removeAll { $0.isAbsence && $0.model == model }
    passedOver.append(moved)
    if !isKnown, let next = instead(of: own) { tell(moved, next: next.model) }
  }

  /// The pause of a model that is the last of its ladder and not there.
  private static func pauseForWant(of model: String) -> Pause.Key {
    Pause.Key(.model(model), .unknownModel)
  }

  /// A lane whose model is not there, but another of its ladder is: no pause for want of the model
  /// holds it.
  func isSpared(_ lane: DispatchSettings.Lane, from pause: Pause) -> Bool {
    pause.key == Self.pauseForWant(of: lane.model) && isAbsent(lane.model)
      && instead(of: lane.lane) != nil
  }

  private func absence(of model: String) -> MovedStart? {
    passedOver.first { $0.isAbsence && $0.model == model }
  }

  private mutating func comeBack(_ model: String) {
    refusals[model] = nil
    guard isAbsent(model) else { return }
    forgetAbsence(of: [model])
    news.append(
      .startMoved(model: model, sentence: "\(model) is there again: new tasks start with it."))
  }

  /// They are asked as if nothing was known of them.
  mutating func forgetAbsence(of models: [String]) {
    passedOver.removeAll { $0.isAbsence && models.contains($0.model) }
    for model in models { (refusals[model], asked[model]) = (nil, nil) }
    doubted.subtract(models)
  }

  /// Whether a request may find out now if an absent model is back.
  func mayAsk(_ model: String, now: Timestamp) -> Bool {
    guard let moment = askMoment(of: model) else { return false }
    return moment <= now && pacer.allowance(for: model, now: now) != 0
  }

  /// When an absent model is asked next; nil: it is not absent, or is being asked.
  private func askMoment(of model: String) -> Timestamp? {
    guard let moved = absence(of: model),
      !flights.values.contains(where: { $0.ticket.model == model })
    else { return nil }
    if doubted.contains(model) { return moved.since }
    return max(moved.since, asked[model] ?? moved.since) + Self.askEach
  }

  /// When the first absent model of these lanes is asked next.
  func nextAsk(_ lanes: [DispatchSettings.Lane]) -> Timestamp? {
    lanes.compactMap { askMoment(of: $0.model) }.min()
  }

  /// Whether another model of a role's ladder is there, as far as is known.
  private func isAnyLeft(of role: String, besides model: String) -> Bool {
    settings.lanes.contains { lane in
      lane.lane.role == role && lane.model != model && !isAbsent(lane.model)
        && !pauses.contains { $0.key == Self.pauseForWant(of: lane.model) }
    }
  }

  /// Who starts a run has perhaps mended what was wrong: what an earlier one found is asked at
  /// once.
  package mutating func doubtAbsences() {
    doubted = Set(passedOver.filter(\.isAbsence).map(\.model))
  }

  /// What an earlier run found counts for nothing where it would leave a role without a model.
  mutating func forgetAbsenceOfAll() {
    let lonely = settings.lanes.filter { lane in
      isAbsent(lane.model) && !isAnyLeft(of: lane.lane.role, besides: lane.model)
    }
    forgetAbsence(of: lonely.map(\.model))
  }

  /// What a settlement becomes where no model of its role's ladder is there: the task keeps its
  /// rung, and the role waits for a person.
  func stoppingRole(
    _ settlement: Settlement, _ flight: Flight, now: Timestamp
  ) -> Settlement {
    let (role, model) = (flight.lane.role, flight.ticket.model)
    let failure: Failure
    switch settlement.decision {
    case .escalate(let found, _, _) where found.kind.saysAbsent && isAbsent(model): failure = found
    case .pause(let found, let pause) where pause.key == Self.pauseForWant(of: model):
      failure = found
    default: return settlement
    }
    guard !isAnyLeft(of: role, besides: model) else { return settlement }
    let ladder = settings.lanes.filter { $0.lane.role == role }
      .sorted { $0.lane.rung < $1.lane.rung }.map(\.model)
    var settlement = settlement
    settlement.decision = .pause(
      failure,
      Pause(
        scope: .role(role), reason: .unknownModel, since: now,
        message: "No model of \(role) is there (\(ladder.joined(separator: ", "))). "
          + failure.sentence,
        remedy: failure.remedy))
    return settlement
  }
}

extension FailureKind {
  /// S14, S15.
  fileprivate var saysAbsent: Bool { self == .unknownModel || self == .noEndpoints }
}
