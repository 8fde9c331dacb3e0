import BatchCore

extension QueueModel {
  /// What a turn answered, in values that can be compared.
  struct TurnAnswer: Equatable {
    struct Handed: Equatable {
      var number: ClaimNumber
      var task: TaskRecord
      var article: Article
      var shape: AttemptShape
      var isResend: Bool
    }

    /// A task that was offered to be prepared.
    struct Offer: Equatable {
      var task: TaskRecord
      var article: Article
      var revision: Int
      var resend: AttemptShape?
      var source: String?

      init(_ candidate: Candidate) {
        (task, article) = (candidate.task, candidate.article)
        revision = candidate.revision
        resend = candidate.resend?.shape
        source = candidate.resend?.jobSource
      }
    }

    var claims: [Handed?] = []
    var refused: [ClaimNumber] = []
    var nextDue: Timestamp?
    var open: [String: Int] = [:]
    var offers: [Offer] = []
  }

  /// Settles, ends and begins pauses, claims: all at once.
  mutating func turn(_ turn: Turn, rule: PreparationRule) -> TurnAnswer {
    var answer = TurnAnswer()
    var begin: [Pause] = []
    for settlement in turn.settlements {
      guard settle(settlement) else {
        answer.refused.append(settlement.claim)
        continue
      }
      if case .pause(_, let pause) = settlement.decision { begin.append(pause) }
    }
    pauses.removeAll { turn.end.contains($0.key) }
    for pause in begin + turn.begin { self.begin(pause) }
    begin = []
    for wish in turn.wishes {
      answer.claims.append(claim(wish, turn.now, rule, &answer.offers, &begin))
    }
    for pause in begin { self.begin(pause) }
    for document in turn.keep { documents[document.name] = document }
    let lanes = turn.wishes.flatMap(\.lanes)
    answer.nextDue = lanes.flatMap { ready($0) }.compactMap { $0.record.notBefore }
      .filter { $0 > turn.now }.min()
    for role in Set(lanes.map(\.role) + turn.counted) {
      answer.open[role] = tasks(of: role).count { !$0.record.isFinished && !$0.record.isOut }
    }
    return answer
  }

  mutating func begin(_ pause: Pause) {
    guard let known = pauses.firstIndex(where: { $0.key == pause.key }) else {
      return pauses.append(pause)
    }
    let since = pauses[known].since
    pauses[known] = pause
    pauses[known].since = since
  }

  private func ready(_ lane: ClaimWish.Lane) -> [StoredTask] {
    tasks.filter { task in
      guard case .ready = task.record.state else { return false }
      return task.record.role == lane.role && task.record.rung == lane.rung
    }
  }

  /// The order in which a lane's tasks are served.
  private func next(_ lane: ClaimWish.Lane, _ order: ClaimWish.Order, now: Timestamp) -> TaskID? {
    let ready = ready(lane).map(\.record)
    let fresh = ready.filter { $0.notBefore == nil }
    let waiting = ready.filter { $0.notBefore != nil }
      .sorted { ($0.notBefore ?? now, $0.id) < ($1.notBefore ?? now, $1.id) }
    let due = waiting.first { $0.notBefore.map { $0 <= now } ?? false }
    let size = { (record: TaskRecord) in (self.articles[Int(record.article) - 1].size, record.id) }
    let found: TaskRecord? =
      switch order {
      case .input: due ?? fresh.first
      case .shortest: due ?? fresh.min { size($0) < size($1) }
      case .cheapest: ready.min { size($0) < size($1) }
      case .unasked: fresh.last ?? due
      case .soonest: fresh.last ?? waiting.first
      }
    return found?.id
  }

  private mutating func claim(
    _ wish: ClaimWish, _ now: Timestamp, _ rule: PreparationRule,
    _ offers: inout [TurnAnswer.Offer], _ begin: inout [Pause]
  ) -> TurnAnswer.Handed? {
    var seen: Set<String> = []
    while true {
      var found: (id: TaskID, lane: ClaimWish.Lane)?
      for lane in wish.lanes where found == nil {
        found = next(lane, wish.order, now: now).map { ($0, lane) }
      }
      // One that stands again where it was settled would be offered for ever.
      guard let found, seen.insert("\(found)").inserted else { return nil }
      let candidate = candidate(found.id)
      offers.append(TurnAnswer.Offer(candidate))
      switch rule.preparation(of: candidate) {
      case .send(let shape, _): return hand(candidate, shape, now)
      case .settle(let decision):
        if case .pause(_, let pause) = decision { begin.append(pause) }
        let resend = candidate.task.resend
        change(found.id, at: now) { record in
          record.resend = resend
          record.follow(decision)
        }
        let record = tasks[Int(found.id.number) - 1].record
        if record.isFinished { countWork(1, role: record.role, at: now) }
      }
    }
  }

  private func candidate(_ id: TaskID) -> Candidate {
    var record = tasks[Int(id.number) - 1].record
    let article = articles[Int(record.article) - 1]
    let lost = lost(of: record)
    if lost == nil { record.resend = nil }
    return Candidate(
      task: record, article: article.article, revision: article.revision,
      resend: lost.map { ($0.record.shape, $0.job.source) })
  }

  /// Only the same text under a job file that was kept makes the same bytes.
  private func lost(of record: TaskRecord) -> StoredAttempt? {
    guard let number = record.resend else { return nil }
    let lost = tasks[Int(record.id.number) - 1].attempts.first { $0.record.number == number }
    let revision = articles[Int(record.article) - 1].revision
    return lost.flatMap {
      $0.record.shape.revision == revision && !$0.job.source.isEmpty ? $0 : nil
    }
  }

  private mutating func hand(
    _ candidate: Candidate, _ shape: AttemptShape, _ now: Timestamp
  ) -> TurnAnswer.Handed {
    let lost = lost(of: candidate.task)
    let job =
      lost.flatMap { $0.job.digest == shape.job ? $0.job : nil }
      ?? job(candidate.task.role, digest: shape.job)
    lastClaim = ClaimNumber(lastClaim.number + 1)
    let place = Int(candidate.task.id.number) - 1
    tasks[place].record = candidate.task
    tasks[place].record.state = .claimed(lastClaim)
    let attempt = AttemptRecord(
      number: lastClaim, rung: candidate.task.rung, shape: shape, startedAt: now, finishedAt: nil,
      outcome: nil, failure: nil, isTry: false, facts: AttemptFacts())
    tasks[place].attempts.append(StoredAttempt(record: attempt, job: job))
    return TurnAnswer.Handed(
      number: lastClaim, task: tasks[place].record, article: candidate.article, shape: shape,
      isResend: lost.map { $0.record.shape.bodySHA256 == shape.bodySHA256 } ?? false)
  }
}

extension TaskRecord {
  var notBefore: Timestamp? {
    if case .ready(_, let notBefore) = state { notBefore } else { nil }
  }

  var isOut: Bool { state == .cancelled }
}
