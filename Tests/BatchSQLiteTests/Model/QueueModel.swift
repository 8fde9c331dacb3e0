import BatchCore

/// What a queue has to hold after whatever was done to it, said a second time and as simply as can
/// be: rows in arrays, no counter, no index, no file.
struct QueueModel {
  struct StoredArticle: Equatable {
    var article: Article
    var revision = 1

    var size: Int { article.title.utf8.count + article.body.utf8.count }
  }

  /// A job file as the queue has kept it.
  struct StoredJob: Equatable {
    var role: String
    var digest: String
    /// Empty if no run brought it.
    var source: String
  }

  struct StoredRole {
    var lastArticle = 0
    var newestJob: StoredJob?
    var minutes: [Int64: Int] = [:]
    /// Of the newest failure of each kind.
    var remedies: [FailureKind: String] = [:]
  }

  struct StoredAttempt {
    var record: AttemptRecord
    var job: StoredJob
    var isThrottle = false
    var isCostUnknown = false
  }

  struct StoredTask {
    var record: TaskRecord
    var isEscalated = false
    var attempts: [StoredAttempt] = []
    var answer: (attempt: StoredAttempt, answer: Answer, model: String)?
    /// On the answer.
    var judgement: Judgement?
    /// That failed; nil if nothing was sent.
    var failedModel: String?
  }

  struct LiveRun: Equatable {
    var startedAt: Timestamp
    var concurrency: Int
  }

  /// Article number n stands at n - 1.
  var articles: [StoredArticle] = []
  var jobs: [StoredJob] = []
  var roles: [String: StoredRole] = [:]
  /// Task number n stands at n - 1.
  var tasks: [StoredTask] = []
  var pauses: [Pause] = []
  var documents: [String: KeptDocument] = [:]
  var run: LiveRun?
  var lastClaim = ClaimNumber(0)

  func index(of id: String) -> Int? { articles.firstIndex { $0.article.id == id } }

  func tasks(of role: String) -> [StoredTask] { tasks.filter { $0.record.role == role } }
}

extension QueueModel {
  /// What `status` has to say of a role.
  func figures(_ role: String, now: Timestamp) -> RoleFigures {
    var figures = RoleFigures(role: role)
    let stored = roles[role] ?? StoredRole()
    let tasks = tasks(of: role)
    let attempts = tasks.flatMap(\.attempts)
    for task in tasks {
      switch task.record.state {
      case .ready(_, let notBefore):
        figures.ready += 1
        if let notBefore, notBefore > now { figures.waiting += 1 }
      case .claimed: figures.claimed += 1
      case .done: figures.done += 1
      case .failed: figures.failed += 1
      case .cancelled: figures.cancelled += 1
      }
      if task.isEscalated { figures.escalated += 1 }
      if task.judgement?.verdict == .accepted { figures.accepted += 1 }
      if task.judgement?.verdict == .rejected { figures.rejected += 1 }
      if let answer = task.answer, task.record.state == .done, let newest = stored.newestJob,
        answer.attempt.job.digest != newest.digest
      {
        figures.stale += 1
      }
    }
    figures.attempts = attempts.count
    figures.throttled = attempts.count { $0.isThrottle }
    figures.costUnknown = attempts.count { $0.isCostUnknown }
    let usages = attempts.map(\.record.facts.usage)
    figures.cost = usages.compactMap(\.cost).reduce(.zero, +)
    figures.promptTokens = usages.compactMap(\.promptTokens).reduce(0, +)
    figures.completionTokens = usages.compactMap(\.completionTokens).reduce(0, +)
    figures.models = models(tasks)
    figures.failures = failures(tasks, stored.remedies)
    figures.finishedEver = stored.minutes.values.reduce(0, +)
    figures.minutes = stored.minutes.sorted { $0.key < $1.key }.suffix(10)
      .map { RoleFigures.Minute(minute: $0.key, finished: $0.value) }
    return figures
  }

  private func models(_ tasks: [StoredTask]) -> [RoleFigures.ModelFigures] {
    var models: [String: RoleFigures.ModelFigures] = [:]
    func note(_ model: String, _ change: (inout RoleFigures.ModelFigures) -> Void) {
      change(
        &models[model, default: .init(model: model, done: 0, failed: 0, cost: .zero)])
    }
    for task in tasks {
      if let answer = task.answer, task.record.state == .done {
        note(answer.attempt.record.shape.model) { $0.done += 1 }
      }
      if let model = task.failedModel { note(model) { $0.failed += 1 } }
      for attempt in task.attempts {
        guard let cost = attempt.record.facts.usage.cost else { continue }
        note(attempt.record.shape.model) { $0.cost = $0.cost + cost }
      }
    }
    return models.values.filter(\.isAny).sorted { ($1.done, $0.model) < ($0.done, $1.model) }
  }

  private func failures(
    _ tasks: [StoredTask], _ remedies: [FailureKind: String]
  ) -> [RoleFigures.FailureFigures] {
    let kinds = tasks.compactMap { task -> FailureKind? in
      if case .failed(let failure) = task.record.state { failure.kind } else { nil }
    }
    return Dictionary(grouping: kinds) { $0 }.map { kind, all in
      RoleFigures.FailureFigures(kind: kind, count: all.count, remedy: remedies[kind] ?? "")
    }.sorted { ($1.count, $0.kind.rawValue) < ($0.count, $1.kind.rawValue) }
  }

  /// What `show` has to say of an article.
  func history(_ index: Int) -> ArticleHistory {
    let stored = articles[index]
    let tasks = tasks.filter { $0.record.article == index + 1 }
      .sorted { $0.record.role < $1.record.role }
    return ArticleHistory(
      article: stored.article, number: Int64(index + 1), revision: stored.revision,
      tasks: tasks.map { task in
        TaskHistory(
          record: task.record, attempts: task.attempts.map(\.record), result: task.result,
          judgement: task.judgement, newestJob: roles[task.record.role]?.newestJob?.digest)
      })
  }
}

extension QueueModel.StoredTask {
  var cost: Money? {
    let known = attempts.compactMap(\.record.facts.usage.cost)
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }

  var result: StoredResult? {
    answer.map { answer in
      StoredResult(
        output: answer.answer.output, extraction: answer.answer.extraction, model: answer.model,
        finishedAt: answer.attempt.record.finishedAt ?? Timestamp(milliseconds: 0), cost: cost,
        attempts: attempts.count, attempt: answer.attempt.record.number,
        job: answer.attempt.job.digest)
    }
  }
}

extension RoleFigures.ModelFigures {
  /// Something is to be told of the model.
  var isAny: Bool { done != 0 || failed != 0 || cost != .zero }
}
