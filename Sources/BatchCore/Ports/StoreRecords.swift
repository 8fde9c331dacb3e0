/// What became of one enqueued article.
package enum EnqueueResult: String, Sendable, CaseIterable {
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

/// Which failed tasks are put back.
package struct RetrySelection: Sendable, Equatable {
  package var role: String?
  /// Article ids; empty: all.
  package var articles: [String]
  package var kind: FailureKind?

  package init(role: String? = nil, articles: [String] = [], kind: FailureKind? = nil) {
    self.role = role
    self.articles = articles
    self.kind = kind
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
