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

  /// How many tasks of a lane were read ahead.
  func count(of lane: ClaimWish.Lane) -> Int { isOf(lane) ? ahead.count : 0 }

  func isOf(_ lane: ClaimWish.Lane) -> Bool { self.lane == lane }

  /// Of all texts that are held.
  var bytes: Int { ahead.reduce(0) { $0 + $1.bytes } }

  /// The last in the order of the input.
  var last: TaskID? { ahead.first?.row.record.id }

  /// Takes a lane's new tasks behind the last.
  mutating func append(_ found: [WriteTransaction.Found], of lane: ClaimWish.Lane) {
    ahead = found.reversed() + ahead
    self.lane = lane
  }

  /// The first new task of a lane, if it was read ahead.
  mutating func next(of lane: ClaimWish.Lane) -> WriteTransaction.Found? {
    self.lane == lane ? ahead.popLast() : nil
  }

  /// Other tasks come first, or their requests would be others.
  mutating func forgetAhead() { (ahead, lane) = ([], nil) }

  /// A ready task came, went or was changed, other than by a claim.
  ///
  /// - Parameter waits: it has, or had, a moment before which it does not start.
  mutating func readyChanged(waits: Bool) {
    guard !waits else { return firstDue = [:] }
    forgetAhead()
    withoutNew = []
  }
}
