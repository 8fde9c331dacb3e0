import BatchCore
import GRDB

extension WriteTransaction {
  typealias Prepare = (Candidate) -> Preparation

  /// Candidates that one wish may settle unsent before the transaction ends: a million articles too
  /// long for their model must not hold everyone up.
  static let unsentLimit = 100

  /// What became of a wish.
  enum Served {
    case claim(Claim)
    /// No lane has a task that may start now.
    case nothing
    /// `unsentLimit` is reached; there may be more.
    case cutShort
    /// There are tasks, but the budget has no room: for the least of those tried, with this
    /// reserve.
    case tooDear(Money)
  }

  /// Serves one wish: the first task of its lanes that may start now, whose request can be built
  /// and for which the budget has room. Where it has none for a lane's next task, the lane's
  /// shortest is tried, and then the other lanes.
  ///
  /// - Parameter begin: takes the pauses that settled candidates and prices ask for.
  mutating func claim(
    _ wish: ClaimWish, now: Timestamp, begin: inout [Pause], prepare: Prepare
  ) throws -> Served {
    // A candidate that was settled and stands in the same lane again would be offered for ever.
    var seen: Set<Visit> = []
    var search = Search(wish)
    while seen.count < Self.unsentLimit {
      guard let (candidate, lane) = try firstCandidate(search, now: now) else {
        return search.ending
      }
      let isShortest = search.isTooDear(lane)
      let visit = Visit(task: candidate.row.record.id, lane: lane, isShortest: isShortest)
      guard seen.insert(visit).inserted else { return search.ending }
      switch candidate.preparation ?? prepare(candidate.offer) {
      case .send(let shape, let body):
        let reserve = shape.reserve(for: body)
        switch try standing().admission(of: reserve) {
        case .admitted:
          return try claim(candidate, shape, body, reserve, now: now).map { .claim($0) }
            ?? .nothing
        case .exceeds(let reserve):
          memory.forgetAhead()
          search.pass(lane, tooDear: reserve)
        case .unpriced:
          memory.forgetAhead()
          begin.append(.unpriced(shape.model, now: now))
          search.close(lane)
        }
      case .settle(let decision):
        memory.forgetAhead()
        if case .pause(_, let pause) = decision { begin.append(pause) }
        try settle(candidate.row, decision, now: now)
      }
    }
    return .cutShort
  }

  private struct Visit: Hashable {
    var task: TaskID
    var lane: ClaimWish.Lane
    var isShortest: Bool
  }

  /// The lanes are asked from the first again each time: an unsent task may have moved to one of
  /// them.
  private mutating func firstCandidate(
    _ search: Search, now: Timestamp
  ) throws -> (Found, ClaimWish.Lane)? {
    for lane in search.lanes {
      let hasDue = try firstDue(of: lane).map { $0 <= now } ?? false
      let takesFirstNew = !hasDue && search.takesFirstNew(of: lane)
      if takesFirstNew {
        if let found = memory.next(of: lane) { return (found, lane) }
        if memory.withoutNew.contains(lane) { continue }
      }
      if let id = try search.next(of: lane, hasDue: hasDue, db, now: now),
        let found = try found(id)
      {
        // It may be one of those that were read ahead.
        if !found.row.record.state.waits { memory.forgetAhead() }
        return (found, lane)
      }
      if takesFirstNew { memory.withoutNew.insert(lane) }
    }
    return nil
  }

  /// A task that may start now, with its article and what is to be sent again.
  struct Found {
    var row: TaskRow
    var offer: Candidate
    var lost: LostAttempt?
    /// Made when it was read ahead.
    var preparation: Preparation?
  }

  private static let offered = """
    SELECT \(TaskRow.columns), x.id, x.revision, c.title, c.body, c.extra,
    EXISTS (SELECT 1 FROM section s WHERE s.task = t.id)
    FROM task t JOIN article x ON x.number = t.article JOIN content c ON c.article = t.article
    WHERE t.id = ?
    """

  /// A ready task with all that its request is built from.
  func found(_ id: Int64) throws -> Found? {
    guard let found = try db.first(Self.offered, [id]) else { return nil }
    var row = try TaskRow(found, db)
    let width = TaskRow.width
    let article = try Article(
      id: found[width], title: found[width + 2], body: found[width + 3], extra: found[width + 4])
    let revision: Int = try found[width + 1]
    let lost = try row.record.resend.flatMap { try self.lost($0, revision: revision) }
    if lost == nil { row.record.resend = nil }
    let offer = try Candidate(
      task: row.record, article: article, revision: revision,
      resend: lost.map { ($0.shape, $0.source) },
      finished: found[width + 5] ? finishedSections(of: row.record.id) : [])
    return Found(row: row, offer: offer, lost: lost)
  }

  /// - Returns: nil if the bytes cannot be made again: other text, or a job file not kept.
  private func lost(_ number: ClaimNumber, revision: Int) throws -> LostAttempt? {
    guard
      let row = try db.first(
        """
        SELECT \(AttemptRow.shapeColumns), a.job, j.source
        FROM attempt a JOIN job j ON j.number = a.job WHERE a.number = ?
        """, [number.number])
    else { return nil }
    let lost = try LostAttempt(
      shape: AttemptRow.shape(row), job: row[AttemptRow.shapeWidth],
      source: row[AttemptRow.shapeWidth + 1])
    return lost.shape.revision == revision && !lost.source.isEmpty ? lost : nil
  }

  mutating func claim(
    _ found: Found, _ shape: AttemptShape, _ body: [UInt8], _ reserve: Money?, now: Timestamp
  ) throws -> Claim? {
    let record = found.row.record
    let job = try job(role: record.role, shape: shape, resending: found.lost, now: now)
    try db.run(
      """
      INSERT INTO attempt(task, rung, job, model, route, max_tokens, format, parameters, stream,
      adjustment, revision, builder, body_sha256, ceiling, reserve, started_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        record.id.number, record.rung, job, shape.model, shape.route.rawValue, shape.maxTokens,
        shape.format.rawValue, try Column.list(shape.parameters), shape.stream,
        try Column.adjustment(shape.adjustment), shape.revision, shape.builder, shape.bodySHA256,
        Column.ceiling(shape.ceiling), reserve?.picodollars, now.milliseconds,
      ])
    let number = ClaimNumber(db.lastRowID)
    guard let next = record.after(.claimed(number)) else { return nil }
    var row = found.row
    row.attempts += 1
    tallies.add(1, to: .attempts, role: record.role)
    tallies.add(reserve?.picodollars ?? 0, to: .reserved, role: record.role)
    try write(next, over: row)
    return Claim(
      number: number, task: next, article: found.offer.article, shape: shape, body: body,
      isResend: found.lost?.shape.bodySHA256 == shape.bodySHA256, finished: found.offer.finished,
      before: record.state)
  }

  /// Applies a decision to a task of which nothing was sent.
  mutating func settle(_ row: TaskRow, _ decision: Decision, now: Timestamp) throws {
    guard let next = row.record.after(.decided(decision)), next.state != .done else { return }
    try write(next, over: row)
    if case .failed = next.state { tallies.add(finished: 1, at: now, role: next.role) }
  }
}
