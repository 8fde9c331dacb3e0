/// Which results are made anew, and how far that goes in one transaction.
package struct RedoSelection: Sendable, Equatable {
  package var role: String
  /// Only results behind this one: `RedoneTasks.next`.
  package var after: RedoPlace?
  /// Tasks that are put back at most.
  package var limit: Int

  package init(role: String, after: RedoPlace? = nil, limit: Int = 10_000) {
    self.role = role
    self.after = after
    self.limit = limit
  }
}

/// How far the results of earlier prompts were gone through: job by job, in the order they were
/// made.
package struct RedoPlace: Sendable, Equatable {
  /// The store's number of the job.
  package var job: Int64
  package var attempt: ClaimNumber

  package init(job: Int64, attempt: ClaimNumber) {
    self.job = job
    self.attempt = attempt
  }
}

/// What `redo` did in one transaction.
package struct RedoneTasks: Sendable, Equatable {
  package var count: Int
  /// Hand it back as `RedoSelection.after` for the rest; nil if there is none.
  package var next: RedoPlace?

  package init(count: Int, next: RedoPlace? = nil) {
    self.count = count
    self.next = next
  }
}
