/// Everything `status` is made of.
package struct QueueFigures: Sendable, Equatable {
  package var articles: Int
  package var roles: [RoleFigures]
  package var pauses: [Pause]
  /// Those at the provider.
  package var batches: [OutstandingBatch]
  /// Those that the provider has not accepted yet, or of which the run died before it heard.
  package var submissions: [SubmittedTasks]
  package var budget: Budget
  /// The run that holds the queue now; nil if none lives.
  package var run: LiveRun?

  package init(
    articles: Int, roles: [RoleFigures] = [], pauses: [Pause] = [],
    batches: [OutstandingBatch] = [], submissions: [SubmittedTasks] = [],
    budget: Budget = Budget(), run: LiveRun? = nil
  ) {
    self.articles = articles
    self.roles = roles
    self.pauses = pauses
    self.batches = batches
    self.submissions = submissions
    self.budget = budget
    self.run = run
  }
}

extension QueueFigures {
  /// What all roles have cost and may still be charged for.
  package var standing: CostStanding {
    CostStanding(
      maxCost: budget.maxCost, cost: roles.map(\.cost).reduce(.zero, +),
      reserved: roles.map(\.reserved).reduce(.zero, +))
  }
}

/// A process at work now.
package struct LiveRun: Sendable, Equatable {
  package var pid: Int32
  package var startedAt: Timestamp
  package var concurrency: Int
  package var inFlight: Int

  package init(pid: Int32, startedAt: Timestamp, concurrency: Int, inFlight: Int) {
    self.pid = pid
    self.startedAt = startedAt
    self.concurrency = concurrency
    self.inFlight = inFlight
  }
}

/// A role's counters.
package struct RoleFigures: Sendable, Equatable {
  /// One minute's work, for pace and plots.
  package struct Minute: Sendable, Equatable {
    /// Minutes since 1970.
    package var minute: Int64
    package var finished: Int

    package init(minute: Int64, finished: Int) {
      self.minute = minute
      self.finished = finished
    }
  }

  package struct ModelFigures: Sendable, Equatable {
    package var model: String
    package var done: Int
    package var failed: Int
    package var cost: Money

    package init(model: String, done: Int, failed: Int, cost: Money) {
      self.model = model
      self.done = done
      self.failed = failed
      self.cost = cost
    }
  }

  package struct FailureFigures: Sendable, Equatable {
    package var kind: FailureKind
    package var count: Int
    package var remedy: String

    package init(kind: FailureKind, count: Int, remedy: String) {
      self.kind = kind
      self.count = count
      self.remedy = remedy
    }
  }

  package var role: String
  /// How often a task was done or failed, those included that were put back to be done again.
  package var finishedEver = 0
  package var ready = 0
  /// The part of ready with a later `not_before`.
  package var waiting = 0
  package var claimed = 0
  package var done = 0
  package var failed = 0
  package var cancelled = 0
  /// Tasks that were ever sent to a more reliable model.
  package var escalated = 0
  package var attempts = 0
  package var throttled = 0
  /// Done with an earlier prompt than the role's newest run.
  package var stale = 0
  package var cost = Money.zero
  /// Attempts whose cost is not known.
  package var costUnknown = 0
  /// Set aside for attempts in flight and for those whose cost is not known: the most they may
  /// cost.
  package var reserved = Money.zero
  /// Results that a reviewer has accepted, and rejected; those included that are made anew.
  package var accepted = 0
  package var rejected = 0
  package var promptTokens = 0
  package var completionTokens = 0
  package var models: [ModelFigures] = []
  /// Failed tasks by kind, with the remedy of the newest one, most frequent first.
  package var failures: [FailureFigures] = []
  /// The last ten minutes that had any work, oldest first.
  package var minutes: [Minute] = []

  package init(role: String) { self.role = role }

  package var total: Int { ready + claimed + done + failed + cancelled }
}
