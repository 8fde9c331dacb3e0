extension Dispatcher {
  /// Counts an answer; a model that too often answers without JSON loses its place as the start, and
  /// gets it back when those that are tried all the same are well.
  mutating func countAnswer(
    _ decision: Decision, signal: PaceSignal, flight: Flight, now: Timestamp
  ) {
    guard signal == .served, let job = settings.jsonJobs[flight.lane.role] else { return }
    let lane = flight.lane
    switch decision {
    case .succeed:
      answers[lane, default: AnswerShare()].add(isReadable: true)
    case .retry(let failure, _, _), .escalate(let failure, _, _), .fail(let failure):
      guard Self.answered.contains(failure.kind) else { return }
      answers[lane, default: AnswerShare()].add(isReadable: failure.kind != .notJSON)
    case .postpone, .pause:
      return
    }
    let model = flight.ticket.model
    let share = answers[lane] ?? AnswerShare()
    if isPassedOver(lane.role, model) {
      guard share.isFew else { return }
      passedOver.removeAll { $0.role == lane.role && $0.model == model }
      let sentence = "\(model) answers in JSON again: new \(lane.role) tasks start with it."
      news.append(.startMoved(model: model, sentence: sentence))
    } else {
      guard share.isTooMany, let next = next(lane, model: model) else { return }
      passedOver.removeAll { $0.role == lane.role && $0.model == model }
      passedOver.append(MovedStart(role: lane.role, job: job, model: model, since: now))
      let sentence =
        "\(share.unreadable) of the last \(share.counted) answers of \(model) were not JSON: "
        + "new \(lane.role) tasks start with \(next.model); one in 20 tries it again."
      news.append(.startMoved(model: model, sentence: sentence))
    }
    answers[lane] = nil
  }

  /// Tells what an earlier run has found, where this run keeps to it.
  mutating func tellMovedStarts() {
    for lane in settings.lanes where isPassedOver(lane.lane.role, lane.model) {
      guard let next = next(lane.lane, model: lane.model) else { continue }
      let sentence =
        "\(lane.model) too often answered without JSON in the last hour: new \(lane.lane.role) "
        + "tasks start with \(next.model); one in 20 tries it again."
      news.append(.startMoved(model: lane.model, sentence: sentence))
    }
  }

  private func isPassedOver(_ role: String, _ model: String) -> Bool {
    passedOver.contains {
      $0.role == role && $0.model == model && $0.job == settings.jsonJobs[role]
    }
  }

  /// Kinds of an answer that was written.
  private static let answered: Set<FailureKind> = [
    .notJSON, .offSchema, .truncated, .reasoningOnly, .empty,
  ]

  /// The next rung of a lane's ladder, if another model works it.
  private func next(_ lane: ClaimWish.Lane, model: String) -> DispatchSettings.Lane? {
    settings.lanes.first {
      $0.lane.role == lane.role && $0.lane.rung == lane.rung + 1 && $0.model != model
    }
  }

  /// What becomes of a candidate before anything is sent: a new task of a model that is passed over
  /// goes to the next one, but for one in twenty, from which its recovery is seen.
  package func preparation(of task: TaskRecord) -> Preparation? {
    guard !passedOver.isEmpty, task.resend == nil, task.tries == 0, task.throttles == 0,
      task.adjustment == .none || task.adjustment == Adjustment(clearCache: true),
      !task.id.number.isMultiple(of: 20), !isPlaced(task)
    else { return nil }
    let own = ClaimWish.Lane(role: task.role, rung: task.rung)
    guard let lane = settings.lanes.first(where: { $0.lane == own }),
      isPassedOver(task.role, lane.model), let next = next(own, model: lane.model)
    else { return nil }
    let failure = Failure(
      kind: .notJSON, sentence: "\(lane.model) too often answers without JSON: not asked.",
      remedy: "Put a better model first in the job file.")
    return .settle(.escalate(failure, rung: next.lane.rung, model: next.model))
  }

  /// Somebody chose its model.
  private func isPlaced(_ task: TaskRecord) -> Bool {
    if case .ready(.escalated, _) = task.state { return false }
    return task.model != nil
  }
}
