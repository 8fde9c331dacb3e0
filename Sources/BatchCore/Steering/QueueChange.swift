/// What can be asked of a queue from any terminal: one closed list, whether the writer of a live
/// run carries it out or the command itself.
package enum QueueChange: Sendable, Equatable, Codable {
  /// Adds articles, as `ArticleIntake.enqueue`.
  case enqueue([Article], update: Bool)
  /// Puts failed or cancelled tasks back.
  case retry(RetrySelection)
  /// Takes ready tasks out; those in flight follow unless their answer can be used.
  case cancel(CancelSelection)
  /// Takes spent attempts of finished tasks out.
  case prune(PruneSelection)
  /// Begins an operator's pause.
  case pause(Pause)
  /// Ends the operator's pauses of a scope and probes the others; nil: of every scope.
  case resume(Pause.Scope?)
  /// Requests in flight at most, 1 to 200; of a live run only.
  case concurrency(Int)
  /// What the queue may cost, and when little is left.
  case budget(BudgetChange)
  /// Says of a result what its reviewer thinks of it, or takes that back.
  case judge(Judging)
  /// Has a result made anew; it is kept until the new one is stored.
  case sendBack(SendBack)
  /// Takes that back while no request is in flight: the task is done as it was.
  case keepResult(Keeping)
}

/// What became of a change.
package enum ChangeReport: Sendable, Equatable, Codable {
  /// One result per article, in order.
  case enqueued([EnqueueResult])
  case retried(RetriedTasks)
  case cancelled(CancelledTasks)
  case pruned(PrunedAttempts)
  case paused
  /// Pauses that are over, and those that one request finds out about; without a live run the next
  /// one does.
  case resumed(ended: [Pause.Key], probed: [Pause.Key])
  case concurrency(was: Int)
  case budget(ChangedBudget)
  case judged(JudgedResult)
  case sentBack
  case keptResult
}

/// Why a live run did not carry a change out.
package enum ChangeRefusal: Error, Sendable, Equatable, Codable {
  /// The queue said no, or cannot be written.
  case store(StoreFailure)
  /// The run is at its end: the queue is free in a moment.
  case ending
  /// The run has not begun yet: its queue is still taken over.
  case starting
  /// The writer did not come to it in time; `isOpen` if it had begun and may still end well.
  case notWriting(isOpen: Bool)
  /// The run cannot do it; the sentence says why, and what to do.
  case unable(String)
}

/// What `retry` did in one transaction.
package struct RetriedTasks: Sendable, Equatable, Codable {
  package var count: Int
  /// Hand it back as `RetrySelection.after` for the rest; nil if there is none.
  package var next: TaskID?

  package init(count: Int, next: TaskID? = nil) {
    self.count = count
    self.next = next
  }
}

/// What `cancel` did in one transaction.
package struct CancelledTasks: Sendable, Equatable, Codable {
  package var count: Int
  /// Claimed ones, whose requests end first.
  package var inFlight: Int
  /// There may be more: ask again.
  package var isPartial: Bool

  package init(count: Int, inFlight: Int, isPartial: Bool = false) {
    self.count = count
    self.inFlight = inFlight
    self.isPartial = isPartial
  }
}
