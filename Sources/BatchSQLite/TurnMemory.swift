import BatchCore

/// What one turn leaves to the next, so that it need not be looked up again; every other write, and
/// a turn that fails, forgets it.
struct TurnMemory {
  /// The moments of lanes' first waiting tasks; nil inside: none waits.
  var firstDue: [ClaimWish.Lane: Timestamp?] = [:]
  /// Lanes without a new task.
  var withoutNew: Set<ClaimWish.Lane> = []
  /// Job rows by role and digest.
  var jobs: [Tallies.Pair: Int64] = [:]
  /// Prepared, in the order of the input, the last first.
  private var ahead: [WriteTransaction.Found] = []
  /// The lane whose first new tasks they are.
  private var lane: ClaimWish.Lane?

  /// How many tasks were read ahead.
  var count: Int { ahead.count }

  /// The last that was read ahead of a lane; nil: its first new task is none of them.
  func last(of lane: ClaimWish.Lane) -> TaskID? {
    self.lane == lane ? ahead.first?.row.record.id : nil
  }

  /// Takes a lane's new tasks behind the last.
  mutating func append(_ found: [WriteTransaction.Found], of lane: ClaimWish.Lane) {
    ahead = found.reversed() + (self.lane == lane ? ahead : [])
    self.lane = lane
  }

  /// The first new task of a lane, if it was read ahead.
  mutating func next(of lane: ClaimWish.Lane) -> WriteTransaction.Found? {
    self.lane == lane ? ahead.popLast() : nil
  }

  /// Other tasks come first, or their requests would be others.
  mutating func forgetAhead() { (ahead, lane) = ([], nil) }

  /// A task was made ready, or changed while it is: what was read may be another by now.
  ///
  /// - Parameter waits: it has, or had, a moment before which it does not start.
  mutating func readyChanged(waits: Bool) {
    forgetAhead()
    withoutNew = []
    if waits { firstDue = [:] }
  }
}
