import BatchCore

/// One thing that is done to a queue. Nothing in it depends on what was done before: what it picks,
/// it picks of whatever there is, so that any of its forerunners can be left out.
struct QueueStep {
  enum Action {
    case add(Int)
    /// The text of a known article; nil: the same again.
    case enqueueAgain(article: Int, text: Int?, update: Bool)
    case makeTasks(role: String)
    case beginRun(digest: String, source: String, concurrency: Int)
    case endRun
    case setConcurrency(Int)
    case alignLadder(role: String, models: [String])
    case turn(TurnStep)
    case retry(RetrySelection, articles: [Int])
    case cancel(CancelSelection, articles: [Int])
    /// In portions of so many.
    case redo(role: String, limit: Int)
    /// Of some claim that was ever handed out; nil: the verdict is taken back.
    case judge(Verdict?, pick: Int)
    /// On the dear model, and on the rung where that stands, or not.
    case sendBack(pick: Int, isOnDear: Bool, isPlaced: Bool)
    case keepResult(pick: Int)
    case recover
    /// The writer closes the queue in order, and another opens it.
    case reopen
    /// The writer is gone from one instant to the next, with so many bytes of a transaction that
    /// was never finished behind the others in the log.
    case crash(torn: Int)
    /// The same, in the middle of a turn.
    case crashWithin(TurnStep)
    /// A copy is made; `restores`: it takes the place of the first.
    case backup(restores: Bool)
  }

  /// A settlement of some claim that was ever handed out.
  struct SettlementStep {
    /// Of the claims in force, else of all.
    var isHeld: Bool
    var pick: Int
    /// It names another task than the claim's.
    var isForged: Bool
    var decision: Decision
    var facts: AttemptFacts
  }

  struct TurnStep {
    var settlements: [SettlementStep] = []
    var begin: [Pause] = []
    var end: [Pause.Key] = []
    var wishes: [ClaimWish] = []
    var keep: [KeptDocument] = []
    var counted: [String] = []
    var rule: PreparationRule
    /// Read ahead when it is written.
    var ahead: ClaimWish.Lane?
  }

  /// Milliseconds since the step before.
  var after: Int64
  var action: Action
}

extension QueueStep: CustomStringConvertible {
  /// Without the names of modules and of types within types, and without what is not there.
  var description: String {
    "+\(after) ms: \(action)".replacing(/\b(?:[A-Z][A-Za-z0-9]*\.)+(?=[A-Za-z])/, with: "")
      .replacing(/, [A-Za-z]+: (?:nil|\[\])/, with: "")
  }
}
