/// What one turn of the committer writes down.
package struct Turn: Sendable {
  package var now: Timestamp
  package var settlements: [Settlement]
  /// `Job.digest` by role, of a run that is about to begin: what is settled of another one takes no
  /// place of a result that fits; nil: that of the role's newest run.
  package var inForce: [String: String] = [:]
  /// Begun by a settlement's `.pause` decision or by the run itself; one active pause per scope and
  /// reason: beginning it again only changes its texts.
  package var begin: [Pause]
  /// Ended now.
  package var end: [Pause.Key]
  package var wishes: [ClaimWish]
  /// What attempts have cost of which that was not known.
  package var costs: [KnownCost]
  /// Costs that are not known are being asked for, so that the budget may have room again in a
  /// while.
  package var awaitsCosts = false
  /// Each replaces the document of the same name.
  package var keep: [KeptDocument]
  /// Roles whose open tasks are to be counted; those of the wishes are in any case.
  package var counted: [String]
  /// The requests that were prepared ahead would be the same if they were prepared now.
  package var keepsAhead = false

  package init(
    now: Timestamp, settlements: [Settlement] = [], begin: [Pause] = [], end: [Pause.Key] = [],
    wishes: [ClaimWish] = [], costs: [KnownCost] = [], keep: [KeptDocument] = [],
    counted: [String] = []
  ) {
    self.now = now
    self.settlements = settlements
    self.begin = begin
    self.end = end
    self.wishes = wishes
    self.costs = costs
    self.keep = keep
    self.counted = counted
  }
}

/// One free slot that wants a task.
package struct ClaimWish: Sendable, Equatable {
  /// A role's tasks on one rung, worked by one model.
  package struct Lane: Sendable, Equatable, Hashable {
    package var role: String
    package var rung: Int

    package init(role: String, rung: Int) {
      self.role = role
      self.rung = rung
    }
  }

  package enum Order: String, Sendable, CaseIterable {
    /// Tasks whose time has come first, then new ones in input order.
    case input
    /// Tasks whose time has come first, then the shortest articles.
    case shortest
    /// The one ready task with the shortest article, whether its time has come or not: a probe.
    case cheapest
    /// New tasks first, the last of the input first, then those whose time has come: where some
    /// were refused, another one finds out.
    case unasked
    /// The same, and after them the one ready task whose time comes soonest: a probe.
    case soonest
  }

  /// Tried in this order until one has a task.
  package var lanes: [Lane]
  package var order: Order
  /// Of these only tasks whose time has come, or in a probe comes soonest: the new ones wait for a
  /// batch.
  package var dueOnly: Set<Lane>

  package init(lanes: [Lane], order: Order = .input, dueOnly: Set<Lane> = []) {
    self.lanes = lanes
    self.order = order
    self.dueOnly = dueOnly
  }
}

extension TaskRecord {
  /// Where it stands.
  package var lane: ClaimWish.Lane { ClaimWish.Lane(role: role, rung: rung) }
}

/// What became of a turn.
package struct TurnResult: Sendable {
  /// One per wish, in order; nil where no lane had a task that may start now.
  package var claims: [Claim?]
  /// Pauses that claiming began: of candidates that were settled so, and of the budget.
  package var begun: [Pause]
  /// Nothing is in flight and the budget has no room, until a cost is told that is being asked for.
  package var awaitsCosts = false
  /// Settlements that were refused because their claim is no longer in force.
  package var refused: [ClaimNumber]
  /// When the next waiting task of the wishes' lanes may start; nil if none waits.
  package var nextDue: Timestamp?
  /// Ready and claimed tasks of each role that was counted or is named in the wishes.
  package var open: [String: Int]
  /// Tasks that were read ahead and are left, of the last claim's lane.
  package var ahead = 0

  package init(
    claims: [Claim?] = [], begun: [Pause] = [], refused: [ClaimNumber] = [],
    nextDue: Timestamp? = nil, open: [String: Int] = [:]
  ) {
    self.claims = claims
    self.begun = begun
    self.refused = refused
    self.nextDue = nextDue
    self.open = open
  }
}

/// A task that could be claimed, with what its request is built from.
package struct Candidate: Sendable {
  package var task: TaskRecord
  package var article: Article
  package var revision: Int
  /// The lost attempt to be sent again, and the text of the job file it was built with.
  package var resend: (shape: AttemptShape, jobSource: String)?
  /// Sections of a long article that were answered before, in order.
  package var finished: [FinishedSection]

  package init(
    task: TaskRecord, article: Article, revision: Int,
    resend: (shape: AttemptShape, jobSource: String)? = nil, finished: [FinishedSection] = []
  ) {
    self.task = task
    self.article = article
    self.revision = revision
    self.resend = resend
    self.finished = finished
  }
}

/// What a candidate becomes.
package enum Preparation: Sendable {
  /// Claim it; this is its request. Under a budget it is claimed only if that has room for the most
  /// it may cost.
  case send(AttemptShape, body: [UInt8])
  /// Do not send anything: fail or escalate it as it stands, without an attempt.
  case settle(Decision)
}

/// A task in a run's hands, and the request to send for it.
package struct Claim: Sendable {
  package var number: ClaimNumber
  /// As it was when it was claimed, already in state `.claimed`.
  package var task: TaskRecord
  /// What it was before: where it returns to if nothing is sent.
  package var before: TaskState
  package var article: Article
  package var shape: AttemptShape
  package var body: [UInt8]
  /// This is the second sending of a lost attempt.
  package var isResend: Bool
  /// Sections of a long article that were answered before, in order.
  package var finished: [FinishedSection]

  package init(
    number: ClaimNumber, task: TaskRecord, article: Article, shape: AttemptShape, body: [UInt8],
    isResend: Bool, finished: [FinishedSection] = [],
    before: TaskState = .ready(.new, notBefore: nil)
  ) {
    self.number = number
    self.task = task
    self.before = before
    self.article = article
    self.shape = shape
    self.body = body
    self.isResend = isResend
    self.finished = finished
  }

  package var articleID: String { article.id }

  /// Gives the task back as it was: nothing of its request has left.
  package func withdrawal(now: Timestamp) -> Settlement {
    var decision = Decision.postpone(.interrupted, .interrupted, notBefore: nil)
    if case .ready(let reason, let moment) = before {
      decision = .postpone(.interrupted, reason, notBefore: moment)
    }
    return Settlement(
      task: task.id, claim: number, decision: decision, facts: AttemptFacts(wasSent: false),
      finishedAt: now)
  }
}

extension Turn {
  /// There is nothing to write and nothing to claim.
  package var isEmpty: Bool {
    settlements.isEmpty && begin.isEmpty && end.isEmpty && wishes.isEmpty && costs.isEmpty
      && keep.isEmpty && counted.isEmpty
  }
}
