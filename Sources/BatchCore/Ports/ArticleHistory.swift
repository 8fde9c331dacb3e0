/// All that happened to one article: `batch show`.
package struct ArticleHistory: Sendable, Equatable {
  package var article: Article
  package var number: Int64
  package var revision: Int
  package var tasks: [TaskHistory]

  package init(article: Article, number: Int64, revision: Int, tasks: [TaskHistory]) {
    self.article = article
    self.number = number
    self.revision = revision
    self.tasks = tasks
  }
}

/// One role's work on an article.
package struct TaskHistory: Sendable, Equatable {
  package var record: TaskRecord
  /// Oldest first.
  package var attempts: [AttemptRecord]
  /// Attempts that were made and are told no more.
  package var pruned: Int
  /// The description that its image was drawn of, a JSON text; nil: there is none.
  package var description: String?
  /// nil if it was never done. One that is made anew keeps the last until the new one is stored.
  package var result: StoredResult?
  /// What its reviewer says of the result; nil: nothing.
  package var judgement: Judgement?
  /// `Job.digest` of the role's newest run; nil if no run brought one.
  package var newestJob: String?

  package init(
    record: TaskRecord, attempts: [AttemptRecord], pruned: Int = 0,
    description: String? = nil, result: StoredResult?, judgement: Judgement? = nil,
    newestJob: String? = nil
  ) {
    self.judgement = judgement
    self.newestJob = newestJob
    self.record = record
    self.attempts = attempts
    self.pruned = pruned
    self.description = description
    self.result = result
  }

  /// A more reliable model's turn came by a failure, not by a description that is to be drawn.
  package var isEscalated: Bool {
    guard record.rung > 0 else { return false }
    return attempts.last { $0.rung < record.rung }.map { $0.failure != nil } ?? true
  }
}

/// One row of the ledger.
package struct AttemptRecord: Sendable, Equatable {
  package var number: ClaimNumber
  package var rung: Int
  package var shape: AttemptShape
  package var startedAt: Timestamp
  /// nil while in flight.
  package var finishedAt: Timestamp?
  /// nil while in flight; `done` or a failure's kind.
  package var outcome: String?
  /// What happened, if it did not become a result.
  package var failure: Failure?
  /// It counted against `retry.attempts`.
  package var isTry: Bool
  package var facts: AttemptFacts

  package init(
    number: ClaimNumber, rung: Int, shape: AttemptShape, startedAt: Timestamp,
    finishedAt: Timestamp?, outcome: String?, failure: Failure?, isTry: Bool, facts: AttemptFacts
  ) {
    self.number = number
    self.rung = rung
    self.shape = shape
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.outcome = outcome
    self.failure = failure
    self.isTry = isTry
    self.facts = facts
  }
}

/// A finished task's output.
package struct StoredResult: Sendable, Equatable {
  /// One strict JSON document, its bytes as they came; for a picture what `PictureNote` says of it.
  package var output: String
  package var extraction: Answer.Extraction
  /// The model that answered.
  package var model: String
  package var finishedAt: Timestamp
  /// Of all the task's attempts; nil if none is known.
  package var cost: Money?
  package var attempts: Int
  /// The attempt that it came from.
  package var attempt: ClaimNumber
  /// `Job.digest` it was made with.
  package var job: String

  package init(
    output: String, extraction: Answer.Extraction, model: String, finishedAt: Timestamp,
    cost: Money?, attempts: Int, attempt: ClaimNumber, job: String
  ) {
    self.attempt = attempt
    self.output = output
    self.extraction = extraction
    self.model = model
    self.finishedAt = finishedAt
    self.cost = cost
    self.attempts = attempts
    self.job = job
  }
}

/// Which tasks an export writes.
package enum ExportFilter: String, Sendable, CaseIterable {
  /// Done, or made anew and with a result until then, and not rejected.
  case done
  /// The same that a reviewer has accepted.
  case accepted
  case failed
  /// Rejected ones too.
  case all

  package func takes(_ row: ExportRow) -> Bool {
    switch (self, row.state) {
    case (.all, _), (.failed, .failed): true
    case (.done, _): row.result != nil && row.verdict != .rejected
    case (.accepted, _): row.result != nil && row.verdict == .accepted
    case (.failed, _): false
    }
  }
}

/// One task of an export.
package struct ExportRow: Sendable, Equatable {
  /// The article's number: hand it back for the next page.
  package var number: Int64
  package var id: String
  package var extra: String
  package var state: TaskState
  /// Of the article as it is now; a task that is not done has one if it is made anew.
  package var result: StoredResult?
  /// On the result.
  package var verdict: Verdict?
  /// Attempts so far, and their known cost, for tasks without a result.
  package var attempts: Int
  package var cost: Money?

  package init(
    number: Int64, id: String, extra: String, state: TaskState, result: StoredResult?,
    verdict: Verdict? = nil, attempts: Int, cost: Money?
  ) {
    self.verdict = verdict
    self.number = number
    self.id = id
    self.extra = extra
    self.state = state
    self.result = result
    self.attempts = attempts
    self.cost = cost
  }
}
