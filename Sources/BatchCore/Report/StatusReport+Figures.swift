import Foundation

extension StatusReport {
  /// The report of a queue at a moment.
  ///
  /// - Parameter database: as the user named it.
  package init(
    of reader: any QueueReader, database: String, now: Timestamp
  ) throws(StoreFailure) {
    try self.init(try QueueLook(of: reader, now: now), of: reader, database: database, now: now)
  }

  /// The same where the queue has been looked at.
  package init(
    _ look: QueueLook, of reader: any QueueReader, database: String, now: Timestamp
  ) throws(StoreFailure) {
    let lessons = try reader.documents(namedWith: ModelLessons.namePrefix)
    let others = OtherModels(try reader.document(named: OtherModels.name), now: now)
    self.init(
      look.figures, look.pace, lessons: lessons, others: others.pairs, database: database,
      now: now)
  }

  /// Without what passes with time alone, so that two can be compared.
  package var timeless: StatusReport {
    var report = self
    for index in roles.indices {
      (report.roles[index].perMinute, report.roles[index].etaSeconds) = (nil, nil)
    }
    return report
  }

  /// The report of a queue's figures, its pace and what is known of its models.
  package init(
    _ figures: QueueFigures, _ pace: PaceRecord = PaceRecord(), lessons: [KeptDocument] = [],
    others: [OtherModel] = [], database: String, now: Timestamp
  ) {
    self.init(
      database: database, articles: figures.articles,
      roles: figures.roles.map { role in
        Role(
          role, isPaused: figures.standsStill(role, pace),
          runSince: figures.run?.startedAt, now)
      },
      pacing: Pacing.all(of: pace, now: now), lessons: Lesson.all(of: lessons, now: now),
      otherModels: others.map {
        Other(
          model: $0.asked, servedModel: $0.served, since: $0.since.iso, remedy: OtherModel.remedy)
      }, pauses: figures.pauses.map(PauseInForce.init),
      batches: figures.batches.map { Batch($0, isAsked: figures.run != nil) }
        + figures.submissions.map(Batch.init), cost: Cost(figures),
      run: figures.run.map {
        Run(
          pid: $0.pid, since: $0.startedAt.iso, concurrency: $0.concurrency,
          inFlight: pace.claimsAhead == true ? min($0.inFlight, $0.concurrency) : $0.inFlight)
      })
  }
}

extension StatusReport.Role {
  /// - Parameters:
  ///   - isPaused: the role stands still, so nobody can say when it ends.
  ///   - runSince: when the live run began; without one there is no pace.
  init(_ figures: RoleFigures, isPaused: Bool, runSince: Timestamp?, _ now: Timestamp) {
    let perMinute = runSince.flatMap { figures.perMinute(since: $0, now: now) }
    let open = figures.ready + figures.claimed
    self.init(
      role: figures.role, total: figures.total, ready: figures.ready, waiting: figures.waiting,
      claimed: figures.claimed, done: figures.done, failed: figures.failed,
      cancelled: figures.cancelled, escalated: figures.escalated, attempts: figures.attempts,
      throttled: figures.throttled, stale: figures.stale, accepted: figures.accepted,
      rejected: figures.rejected, perMinute: perMinute,
      etaSeconds: isPaused ? nil : perMinute.flatMap { $0 > 0 ? Int(Double(open) / $0 * 60) : nil },
      costUSD: figures.cost.dollars, costUnknown: figures.costUnknown,
      reservedUSD: figures.reserved.dollars,
      projectedCostUSD: figures.projectedCost?.dollars,
      tokens: StatusReport.Tokens(
        prompt: figures.promptTokens, completion: figures.completionTokens),
      models: figures.models.map {
        StatusReport.Model(
          model: $0.model, done: $0.done, failed: $0.failed, costUSD: $0.cost.dollars)
      },
      failures: figures.failures.map {
        StatusReport.Cause(kind: $0.kind, count: $0.count, remedy: $0.remedy)
      })
  }
}

extension StatusReport.Batch {
  init(_ batch: OutstandingBatch, isAsked: Bool) {
    self.init(
      role: batch.role, model: batch.model, tasks: batch.tasks, since: batch.since.iso,
      asksAgainAt: isAsked ? batch.asksAgainAt.iso : nil)
  }

  init(_ tasks: SubmittedTasks) {
    self.init(role: tasks.role, model: tasks.model, tasks: tasks.count)
  }
}

extension StatusReport.Cost {
  init(_ figures: QueueFigures) {
    let standing = figures.standing
    let open = figures.roles.filter { $0.total > 0 }
    let projected = open.compactMap(\.projectedCost)
    self.init(
      costUSD: standing.cost.dollars,
      unknown: figures.roles.map(\.costUnknown).reduce(0, +),
      reservedUSD: standing.reserved.dollars,
      projectedUSD: projected.count == open.count && !open.isEmpty
        ? projected.reduce(.zero, +).dollars : nil,
      budget: StatusReport.Budget(figures.budget))
  }
}

extension StatusReport.Budget {
  package init(_ budget: Budget) {
    self.init(
      maxCostUSD: budget.maxCost?.dollars, warnBalanceUSD: budget.warnBalance.dollars)
  }
}

extension StatusReport.PauseInForce {
  init(_ pause: Pause) {
    self.init(
      scope: pause.scope.text, reason: pause.reason, since: pause.since.iso,
      until: pause.until?.iso, message: pause.message, remedy: pause.remedy)
  }
}

extension RoleFigures {
  /// Tasks finished a minute in the last five calendar minutes of the run, one decimal; nil if none
  /// was, or the run is younger than three seconds.
  func perMinute(since start: Timestamp, now: Timestamp) -> Double? {
    let oldest = max(now.milliseconds / 60_000 - 4, start.milliseconds / 60_000)
    let finished = minutes.filter { $0.minute >= oldest }.reduce(0) { $0 + $1.finished }
    let elapsed = now - max(Timestamp(milliseconds: oldest * 60_000), start)
    guard finished > 0, elapsed >= .seconds(3) else { return nil }
    return (Double(finished) / elapsed.inSeconds * 600).rounded() / 10
  }

  /// What all tasks will have cost if the open ones cost as much as the finished ones; nil if none
  /// is finished. Those that were sent on to another model, and have cost something already, cost
  /// as much more as what that one has finished.
  var projectedCost: Money? {
    var (count, cost) = (0, cost)
    // Of what was put back a model's cost is known, but not how often it has finished.
    if finishedEver <= done + failed {
      for model in models {
        guard let placed = placed[model.model],
          let likely = model.costOfOne?.times(placed)
        else { continue }
        count += placed
        cost = cost + likely
      }
    }
    return .ofAll(
      spent: cost, finished: max(done + failed, finishedEver) + count,
      open: ready + claimed - count)
  }
}

extension RoleFigures.ModelFigures {
  /// nil: it has finished none.
  fileprivate var costOfOne: Money? {
    done + failed > 0 ? Money(picodollars: cost.picodollars / Int64(done + failed)) : nil
  }
}

extension Pause.Scope {
  /// As in the JSON document: `queue`, `role:rewrite`, `model:openai/gpt-4o-mini`, `free models`.
  package var text: String {
    switch self {
    case .queue: "queue"
    case .role(let role): "role:\(role)"
    case .model(let model): "model:\(model)"
    case .freeModels: "free models"
    }
  }
}
