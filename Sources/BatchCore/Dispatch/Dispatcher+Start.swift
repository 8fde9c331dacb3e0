extension Dispatcher {
  /// Counts an answer; a model that too often answers without JSON loses its place as the start.
  mutating func countAnswer(_ decision: Decision, signal: PaceSignal, model: String) {
    guard signal == .served else { return }
    switch decision {
    case .succeed:
      answers[model, default: AnswerShare()].add(isReadable: true)
    case .retry(let failure, _, _), .escalate(let failure, _, _), .fail(let failure):
      guard Self.answered.contains(failure.kind) else { return }
      answers[model, default: AnswerShare()].add(isReadable: failure.kind != .notJSON)
    case .postpone, .pause:
      return
    }
    guard answers[model]?.isTooMany == true, !passedOver.contains(model),
      let lane = settings.lanes.first(where: { $0.model == model && next(after: $0) != nil }),
      let next = next(after: lane)
    else { return }
    passedOver.insert(model)
    news.append(.startMoved(model: model, sentence: sentence(model, next: next.model)))
  }

  /// Kinds of an answer that was written.
  private static let answered: Set<FailureKind> = [
    .notJSON, .offSchema, .truncated, .reasoningOnly, .empty,
  ]

  private func sentence(_ model: String, next: String) -> String {
    let share = answers[model] ?? AnswerShare()
    return "\(share.unreadable) of the last \(share.counted) answers of \(model) were not JSON: "
      + "new tasks start with \(next)."
  }

  /// The next rung of a lane's ladder, if another model works it.
  private func next(after lane: DispatchSettings.Lane) -> DispatchSettings.Lane? {
    settings.lanes.first {
      $0.lane.role == lane.lane.role && $0.lane.rung == lane.lane.rung + 1
        && $0.model != lane.model
    }
  }

  /// What becomes of a candidate before anything is sent: a new task of a model that is passed over
  /// goes to the next one.
  package func preparation(of task: TaskRecord) -> Preparation? {
    guard !passedOver.isEmpty, task.resend == nil, task.tries == 0, task.throttles == 0,
      task.adjustment == .none || task.adjustment == Adjustment(clearCache: true)
    else { return nil }
    let own = ClaimWish.Lane(role: task.role, rung: task.rung)
    guard let lane = settings.lanes.first(where: { $0.lane == own }),
      passedOver.contains(lane.model), let next = next(after: lane)
    else { return nil }
    let failure = Failure(
      kind: .notJSON, sentence: "\(lane.model) too often answers without JSON: not asked.",
      remedy: "Put a better model first in the job file.")
    return .settle(.escalate(failure, rung: next.lane.rung, model: next.model))
  }
}
