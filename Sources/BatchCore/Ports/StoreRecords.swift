/// What became of one enqueued article.
package enum EnqueueResult: String, Sendable, Codable, CaseIterable {
  /// New in the queue.
  case queued
  /// Same id, same content.
  case unchanged
  /// Same id, other content, replaced.
  case updated
  /// Same id, other content, skipped.
  case conflicting
}

/// One process at work.
package struct RunRecord: Sendable, Equatable {
  package var pid: Int32
  package var host: String
  package var startedAt: Timestamp
  package var concurrency: Int
  package var jobs: [Job]

  package init(pid: Int32, host: String, startedAt: Timestamp, concurrency: Int, jobs: [Job]) {
    self.pid = pid
    self.host = host
    self.startedAt = startedAt
    self.concurrency = concurrency
    self.jobs = jobs
  }
}

/// Which tasks are put back.
package struct RetrySelection: Sendable, Equatable, Codable {
  package var role: String?
  /// Article ids; empty: all.
  package var articles: [String]
  package var kind: FailureKind?
  /// Those that were cancelled instead of those that failed; named articles come back either way.
  package var isOfCancelled: Bool
  /// Where they go; nil: to the first rung.
  package var target: LadderPlace?
  /// Only tasks behind this one: `RetriedTasks.next`.
  package var after: TaskID?
  /// Tasks in one transaction; named articles are put back together.
  package var limit: Int

  package init(
    role: String? = nil, articles: [String] = [], kind: FailureKind? = nil,
    isOfCancelled: Bool = false, target: LadderPlace? = nil, after: TaskID? = nil,
    limit: Int = 10_000
  ) {
    self.role = role
    self.articles = articles
    self.kind = kind
    self.isOfCancelled = isOfCancelled
    self.target = target
    self.after = after
    self.limit = limit
  }
}

/// Which tasks are taken out.
package struct CancelSelection: Sendable, Equatable, Codable {
  package var role: String
  /// Article ids; empty: all.
  package var articles: [String]
  /// Tasks in one transaction; named articles are taken out together.
  package var limit: Int

  package init(role: String, articles: [String] = [], limit: Int = 10_000) {
    self.role = role
    self.articles = articles
    self.limit = limit
  }
}

/// A document kept between runs.
package struct KeptDocument: Sendable, Equatable {
  package var name: String
  package var fetchedAt: Timestamp
  package var text: String

  package init(name: String, fetchedAt: Timestamp, text: String) {
    self.name = name
    self.fetchedAt = fetchedAt
    self.text = text
  }
}
