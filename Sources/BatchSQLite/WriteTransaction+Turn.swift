import BatchCore
import GRDB

extension WriteTransaction {
  /// Settles, writes costs down, then ends and begins pauses, then claims.
  mutating func turn(_ turn: Turn, prepare: Prepare) throws -> TurnResult {
    var result = TurnResult()
    var begin: [Pause] = []
    for settlement in turn.settlements {
      if try !settle(settlement, inForce: turn.inForce) {
        result.refused.append(settlement.claim)
      } else if case .pause(_, let pause) = settlement.decision {
        begin.append(pause)
      }
    }
    for known in turn.costs { try write(known) }
    // Ends come first: what a settlement of this turn has just found out is newer than the wish to
    // go on.
    for key in turn.end { try PauseRow.end(key, db) }
    begin += turn.begin
    for pause in begin { try PauseRow.begin(pause, db) }
    begin = []
    var isCutShort = false
    var leastTooDear: Money?
    var tooDear: [ClaimWish] = []
    for wish in turn.wishes {
      // What did not fit a moment ago does not fit beside what was claimed since.
      guard !tooDear.contains(wish) else {
        result.claims.append(nil)
        continue
      }
      switch try claim(wish, now: turn.now, begin: &begin, prepare: prepare) {
      case .claim(let claim): result.claims.append(claim)
      case .nothing: result.claims.append(nil)
      case .tooDear(let least):
        result.claims.append(nil)
        leastTooDear = min(leastTooDear ?? least, least)
        tooDear.append(wish)
      case .cutShort:
        result.claims.append(nil)
        isCutShort = true
      }
    }
    // What is in flight may cost less than was set aside for it: then there is room again.
    let roles = Set(turn.wishes.flatMap(\.lanes).map(\.role)).union(turn.counted)
    if let leastTooDear, try !isAnyInFlight(of: roles) {
      result.awaitsCosts = turn.awaitsCosts
      if !turn.awaitsCosts {
        begin.append(.maxCostReached(try standing(), least: leastTooDear, now: turn.now))
      }
    }
    for pause in begin { try PauseRow.begin(pause, db) }
    result.begun = begin
    for document in turn.keep { try keep(document) }
    try tallies.write(to: db)
    let lanes = Set(turn.wishes.flatMap(\.lanes))
    result.nextDue = try lanes.compactMap { try nextDue(of: $0, now: turn.now) }.min()
    if isCutShort { result.nextDue = turn.now }
    for role in roles {
      result.open[role] = Int(
        try db.number("SELECT ready + claimed FROM tally_role WHERE role = ?", [role]) ?? 0)
    }
    return result
  }

  private mutating func nextDue(of lane: ClaimWish.Lane, now: Timestamp) throws -> Timestamp? {
    let first = try firstDue(of: lane)
    guard let first, first <= now else { return first }
    return try ClaimQuery.nextDue(db, lane, now: now)
  }

  /// Replaces the document of the same name.
  func keep(_ document: KeptDocument) throws {
    try db.run(
      """
      INSERT INTO document(name, fetched_at, text) VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET fetched_at = excluded.fetched_at, text = excluded.text
      """,
      [document.name, document.fetchedAt.milliseconds, document.text])
  }
}
