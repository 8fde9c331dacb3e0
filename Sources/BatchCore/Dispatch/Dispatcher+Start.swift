extension Dispatcher {
  /// Counts an answer; a model that too often answers without JSON, or without the image, loses its
  /// place as the start, and gets it back when those that are tried all the same are well.
  mutating func countAnswer(
    _ settlement: Settlement, signal: PaceSignal, of model: String, on lane: ClaimWish.Lane,
    now: Timestamp
  ) {
    guard signal == .served, let job = settings.judgedJobs[lane.role] else { return }
    switch settlement.decision {
    case .succeed, .proceed:
      answers[lane, default: AnswerShare()].add(isReadable: true)
    case .retry(let failure, _, _), .escalate(let failure, _, _), .fail(let failure):
      guard Self.answered.contains(failure.kind) else { return }
      let isUnreadable = failure.kind == .notJSON || failure.kind == .noImage
      guard failure.kind != .noImage || settlement.facts.isAnswered else { return }
      answers[lane, default: AnswerShare()].add(isReadable: !isUnreadable)
    case .postpone, .pause:
      return
    }
    let share = answers[lane] ?? AnswerShare()
    if isProse(lane.role, model) {
      guard share.isFew else { return }
      passedOver.removeAll { $0.isProse(of: lane.role, model) }
      let sentence =
        "\(model) answers \(job.makesImages ? "with images" : "in JSON") again: "
        + "new \(lane.role) tasks start with it."
      news.append(.startMoved(model: model, sentence: sentence))
    } else {
      guard share.isTooMany else { return }
      let moved = MovedStart(
        model: model, since: now,
        reason: .prose(
          role: lane.role, job: job.digest, unreadable: share.unreadable, counted: share.counted,
          isOfImages: job.makesImages),
        remedy: "Put a better model first in the job file.")
      guard let next = instead(of: lane) else { return tellBadAnswers(moved, on: lane) }
      passedOver.removeAll { $0.isProse(of: lane.role, model) }
      passedOver.append(moved)
      tell(moved, next: next.model)
    }
    answers[lane] = nil
  }

  /// Once a run: nothing else can be done about it.
  private mutating func tellBadAnswers(_ moved: MovedStart, on lane: ClaimWish.Lane) {
    guard badLanesTold.insert(lane).inserted else { return }
    let sentence =
      "\(moved.model) \(moved.matter), and \(lane.role) has no other to start with. "
      + moved.remedy
    news.append(.answersBadly(model: moved.model, sentence: sentence))
  }

  /// Tells what an earlier run has found, where this run keeps to it.
  mutating func tellMovedStarts() {
    var told: Set<String> = []
    for lane in settings.lanes {
      guard let moved = movedStart(lane), let next = instead(of: lane.lane),
        !moved.isAbsence || told.insert(lane.model).inserted
      else { continue }
      tell(moved, next: next.model)
    }
  }

  mutating func tell(_ moved: MovedStart, next: String) {
    let sentence =
      "\(moved.model) \(moved.matter): \(moved.consequence(next: next)). \(moved.remedy)"
    news.append(.startMoved(model: moved.model, sentence: sentence))
  }

  /// Why a lane's new tasks do not start there; nil: they do.
  func movedStart(_ lane: DispatchSettings.Lane) -> MovedStart? {
    passedOver.first { $0.isAbsence && $0.model == lane.model }
      ?? passedOver.first { isProse($0, lane.lane.role, lane.model) }
  }

  private func isProse(_ role: String, _ model: String) -> Bool {
    passedOver.contains { isProse($0, role, model) }
  }

  /// Whether it was found with the run's own job.
  private func isProse(_ moved: MovedStart, _ role: String, _ model: String) -> Bool {
    guard case .prose(_, let job, _, _, _) = moved.reason else { return false }
    return moved.isProse(of: role, model) && job == settings.judgedJobs[role]?.digest
  }

  /// Kinds of an answer that was written.
  private static let answered: Set<FailureKind> = [
    .notJSON, .noImage, .offSchema, .failedCheck, .truncated, .reasoningOnly, .empty,
  ]

  /// The lane that works a lane's tasks instead: the next one up whose model is there and not
  /// paused.
  func instead(of lane: ClaimWish.Lane) -> DispatchSettings.Lane? {
    let model = settings.lanes.first { $0.lane == lane }?.model
    return settings.lanes.filter {
      $0.lane.role == lane.role && $0.lane.rung > lane.rung && $0.model != model
        && !isAbsent($0.model) && !isPaused($0)
    }.min { $0.lane.rung < $1.lane.rung }
  }

  /// The lanes that a wish may name. One whose model is passed over is named only beside the lane
  /// that works its tasks instead, so that no more of them are moved there than can start at once.
  ///
  /// - Parameter asking: the absent models that may be asked whether they are back.
  func offered(
    _ lanes: [DispatchSettings.Lane], asking: Set<String>, allowances: [String: Int]
  ) -> [DispatchSettings.Lane] {
    func isOffered(_ lane: DispatchSettings.Lane) -> Bool {
      let isOpen = allowances[lane.model, default: 0] > 0
      guard let moved = movedStart(lane) else { return isOpen }
      if moved.isAbsence, asking.contains(lane.model) { return isOpen }
      guard let next = instead(of: lane.lane) else { return isOpen && !moved.isAbsence }
      return isOffered(next) && (isOpen || moved.isAbsence)
    }
    return lanes.filter(isOffered)
  }

  /// What becomes of a candidate before anything is sent: a task of a model that is not there, and
  /// a new one of a model that answers without JSON or an image, goes to the next model, but for
  /// those from which a recovery is seen. The same bytes as before go where they went.
  ///
  /// - Parameter plan: what its own model would be sent.
  package mutating func preparation(
    of task: TaskRecord, now: Timestamp, asItStands plan: () -> Preparation
  ) -> Preparation {
    let own = task.lane
    guard !passedOver.isEmpty, task.resend == nil,
      let lane = settings.lanes.first(where: { $0.lane == own }), let moved = movedStart(lane)
    else { return plan() }
    let next = instead(of: own)
    let isAsking = moved.isAbsence && (next == nil || mayAsk(lane.model, now: now))
    guard let next, !isAsking, moved.isAbsence || isNew(task) && !task.id.number.isMultiple(of: 20)
    else {
      let preparation = plan()
      if isAsking, case .send = preparation {
        asked[lane.model] = now
        doubted.remove(lane.model)
      }
      return preparation
    }
    let failure = Failure(
      kind: moved.kind, sentence: "\(lane.model) \(moved.matter): not asked.",
      remedy: moved.remedy)
    return .settle(.escalate(failure, rung: next.lane.rung, model: next.model))
  }

  /// Never asked on this rung, and put there by nobody.
  private func isNew(_ task: TaskRecord) -> Bool {
    let isPlain =
      task.adjustment == .none || task.adjustment == Adjustment(clearCache: true)
    return task.tries == 0 && task.throttles == 0 && isPlain && !isPlaced(task)
  }

  /// Somebody chose its model.
  private func isPlaced(_ task: TaskRecord) -> Bool {
    if case .ready(.escalated, _) = task.state { return false }
    return task.model != nil
  }
}

extension MovedStart {
  fileprivate func isProse(of role: String, _ model: String) -> Bool {
    guard case .prose(role, _, _, _, _) = reason else { return false }
    return self.model == model
  }

  fileprivate var kind: FailureKind {
    switch reason {
    case .absent(let kind): kind
    case .prose(_, _, _, _, let isOfImages): isOfImages ? .noImage : .notJSON
    }
  }
}
