import BatchCore

/// What the committer holds between two turns.
struct Desk {
  var dispatcher: Dispatcher
  var crew: Crew
  /// What was learnt of the models, and the name under which the queue keeps it.
  var lessons: ModelLessons
  let lessonsName: String
  /// Who else answered than was asked.
  var others: OtherModels
  var guardrail: GuardrailWatch
  /// There is a bound on what the queue may cost.
  var isBounded: Bool
  /// What was asked about and is not written yet.
  var costs: [KnownCost] = []
  /// Attempts that are being asked about.
  var questioned: Set<ClaimNumber> = []
  /// Workers without a task.
  var resting: [Seat] = []
  /// Carried out, not yet on disk; a worker that waits until it is has its seat here.
  var unwritten: [(carried: CarriedClaim, seat: Seat?)] = []
  var spares = SpareClaims()
  /// Pauses to end with the next turn.
  var endedPauses: [Pause.Key] = []
  var isTurnPosted = false
  /// nil: nothing was prepared ahead.
  var ahead: Ahead?
  /// The moment a turn is already posted for.
  var alarm: Timestamp?
  /// The queue refused the last turn; the next try is at that moment.
  var trouble: (failure: StoreFailure, retryAt: Timestamp)?
  /// The user knows that answers can be put nowhere.
  var isSpoolTold = false
  var ending: RunEnding?
  /// What the queue holds of the pacer, of the lessons and of who else answered; nil: another
  /// run's.
  var writtenPace: PaceRecord? = PaceRecord()
  /// When; what is old is not believed by the next run, so it is written again after a minute.
  var writtenPaceAt: Timestamp?
  private static let paceAge: Duration = .seconds(60)
  var writtenLessons: [String: ModelLesson]
  var writtenOthers: [OtherModel]
  /// The end of the wait that was told last.
  var waitTold: Timestamp?
  /// Pauses in force that were told: of five requests in flight, each may find out the same.
  var pausesTold: Set<Pause.Key> = []
  /// Tasks that are made between turns.
  var unmade = UnmadeTasks()
  /// There is something to gather for the batch lane.
  var wakeBatchLane: @Sendable () -> Void = {}
  /// What was cancelled of a role, until its last part is.
  var cancelled: [String: CancelledTasks] = [:]

  /// - Parameter kept: the lessons that the queue holds, those included that are in force no more.
  init(
    dispatcher: Dispatcher, concurrency: Int, lessons: ModelLessons, kept: KeptDocument?,
    lessonsName: String, others: OtherModels, isBounded: Bool = false
  ) {
    self.isBounded = isBounded
    self.dispatcher = dispatcher
    crew = Crew(wanted: concurrency)
    self.lessons = lessons
    self.lessonsName = lessonsName
    self.others = others
    guardrail = GuardrailWatch(
      isDoubted: dispatcher.pauses.contains { $0.reason == .guardrail })
    writtenLessons = ModelLessons.kept(kept)
    writtenOthers = others.pairs
  }

  /// Workers that may have a claim now, those included whose settlement the next turn writes.
  var slots: Int {
    let waiting = unwritten.count { $0.seat != nil }
    return max(min(resting.count + waiting, crew.wanted - dispatcher.inFlight), 0)
  }

  /// Takes the surplus workers off the desk that rest there; the others follow after their
  /// requests.
  mutating func leavers() -> [Seat] {
    let count = min(crew.surplus, resting.count)
    let seats = Array(resting.suffix(count))
    resting.removeLast(count)
    crew.left(count)
    return seats
  }

  /// A worker has carried out a claim.
  ///
  /// - Parameter spare: what it goes on with; nil: it waits at its seat.
  mutating func receive(
    _ carried: CarriedClaim, from seat: Seat, goingOnWith spare: Claim?, now: Timestamp,
    chance: Double
  ) {
    // Its worker has closed the stock.
    if !carried.isGood { spares.closings += 1 }
    let settled = dispatcher.settled(
      carried.settlement, signal: carried.signal, now: now, chance: chance)
    var kept = carried
    kept.settlement = settled.settlement
    unwritten.append((kept, spare == nil ? seat : nil))
    endedPauses += settled.ended
    if let spare { dispatcher.startSpare(spare, now: now) }
  }

  /// The next turn: what is to be written, and what may be claimed with it.
  mutating func turn(now: Timestamp) -> Turn {
    endedPauses += dispatcher.expire(now: now)
    var turn = Turn(
      now: now, settlements: unwritten.map(\.carried.settlement), begin: dispatcher.begun,
      end: endedPauses, costs: costs)
    turn.keepsAhead = keepsAhead(now: now)
    if !turn.keepsAhead { ahead = nil }
    turn.settlements += withdrawals(now: now)
    // A queue that refused the last answers gets no new work until it has taken them; if it refused
    // a claim alone, claiming again is the only way to see that it can be written.
    let wanted = slots > 0 || !unwritten.isEmpty ? slots + missingSpares(now: now) : 0
    if trouble == nil || unwritten.isEmpty, wanted > 0,
      case .claim(let wishes) = dispatcher.standing(resting: wanted, now: now)
    {
      turn.wishes = wishes
    }
    turn.awaitsCosts =
      !questioned.isEmpty
      || unwritten.contains { Reconciler.question(about: $0.carried.settlement) != nil }
    // The pace rides along: it is not worth a transaction of its own.
    if !turn.isEmpty {
      var pace = dispatcher.paceRecord(now: now)
      pace.claimsAhead = spares.terms == nil ? nil : true
      if pace != writtenPace || writtenPaceAt.map({ now - $0 >= Self.paceAge }) ?? true {
        turn.keep.append(pace.document(now: now))
      }
    }
    // How much is left after a change from outside no claim may tell for an hour.
    if !turn.isEmpty || !dispatcher.knowsOpen { turn.counted = dispatcher.roles }
    if lessons.proven != writtenLessons {
      turn.keep.append(lessons.document(name: lessonsName, now: now))
    }
    if others.pairs != writtenOthers { turn.keep.append(others.document(now: now)) }
    return turn
  }

  /// Whether a pause has not been told yet; it counts as told from now on.
  mutating func isNews(_ pause: Pause) -> Bool {
    pausesTold.insert(pause.key).inserted
  }

  /// The turn is on disk: the workers it settled are free, and some have a new claim.
  ///
  /// - Returns: whom to wake, and with what.
  mutating func written(_ turn: Turn, _ result: TurnResult) -> [(seat: Seat, claim: Claim)] {
    resting += unwritten.compactMap(\.seat)
    unwritten = []
    let handed = slots
    dispatcher.claimed(result, for: turn.wishes, now: turn.now, starting: handed)
    spares.withdrawn = []
    endedPauses = []
    costs.removeFirst(turn.costs.count)
    dispatcher.begun.removeFirst(turn.begin.count)
    trouble = nil
    for document in turn.keep {
      if document.name == PaceRecord.name {
        writtenPace = PaceRecord(document)
        writtenPaceAt = document.fetchedAt
      }
      if document.name == lessonsName { writtenLessons = lessons.proven }
      if document.name == OtherModels.name { writtenOthers = others.pairs }
    }
    let claims = result.claims.compactMap(\.self)
    spares.largest = claims.map(\.bytes).max() ?? spares.largest
    dispatcher.withdrew(spares.keep(claims.dropFirst(handed), now: turn.now))
    return claims.prefix(handed).map { (resting.removeFirst(), $0) } + takeSpares(now: turn.now)
  }
}
