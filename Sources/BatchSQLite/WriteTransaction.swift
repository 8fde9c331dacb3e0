import BatchCore
import GRDB

/// One transaction of the writer: what it changes, and what that does to the counters.
struct WriteTransaction {
  let db: Database
  var tallies = Tallies()
  /// What the counters held of money when the transaction began; nil: not read yet.
  var stored: CostStanding?
  /// Kept true by all that changes a ready task in a turn: by `write(_:over:attempt:)` and
  /// `update(_:)`, and by the search for a candidate where that is none of those read ahead.
  var memory: TurnMemory

  init(_ db: Database, memory: TurnMemory = TurnMemory()) {
    self.db = db
    self.memory = memory
  }

  /// Makes a transition: writes the new row, and every table and counter that depends on its state.
  ///
  /// - Parameters:
  ///   - next: what `TaskRecord.after(_:)` made of the row.
  ///   - row: as it is stored.
  ///   - attempt: the attempt that brought it about; nil if nothing was sent.
  mutating func write(
    _ next: TaskRecord, over row: TaskRow, attempt: (model: String, job: String)? = nil
  ) throws {
    var changed = row
    changed.record = next
    if case .ready(.escalated, _) = next.state, !row.isEscalated {
      changed.isEscalated = true
      tallies.add(1, to: .escalated, role: next.role)
    }
    if case .ready(_, let moment) = row.record.state {
      let isClaimed = if case .claimed = next.state { true } else { false }
      // A new task that is claimed was taken from the memory.
      if !isClaimed || moment != nil { memory.readyChanged(waits: moment != nil) }
    }
    try leave(row.record)
    try enter(next, attempt: attempt)
    tallies.move(from: StateWord(row.record.state), to: StateWord(next.state), role: next.role)
    try update(changed)
  }

  /// When the first of a lane's tasks that have a moment may start; nil: none has one.
  mutating func firstDue(of lane: ClaimWish.Lane) throws -> Timestamp? {
    if let known = memory.firstDue[lane] { return known }
    let found = try ClaimQuery.nextDue(db, lane, now: Timestamp(milliseconds: .min))
    memory.firstDue[lane] = .some(found)
    return found
  }

  /// Writes a row's columns as they are.
  mutating func update(_ row: TaskRow) throws {
    let record = row.record
    if case .ready(_, let moment) = record.state {
      memory.readyChanged(waits: moment != nil)
    }
    var reason: String?
    var notBefore: Int64?
    var claim: Int64?
    switch record.state {
    case .ready(let why, let moment): (reason, notBefore) = (why.rawValue, moment?.milliseconds)
    case .claimed(let number): claim = number.number
    case .done, .failed, .cancelled: break
    }
    try db.run(
      """
      UPDATE task SET state = ?, reason = ?, not_before = ?, rung = ?, model = ?, tries = ?,
      throttles = ?, claim = ?, resend = ?, adjustment = ?, escalated = ?, attempts = ?, cost = ?,
      cancelling = ?
      WHERE id = ?
      """,
      [
        StateWord(record.state).rawValue, reason, notBefore, record.rung, record.model,
        record.tries, record.throttles, claim, record.resend?.number,
        try Column.adjustment(record.adjustment), row.isEscalated, row.attempts,
        row.cost?.picodollars, record.isCancelling, record.id.number,
      ])
  }

  private mutating func leave(_ old: TaskRecord) throws {
    switch old.state {
    case .ready, .claimed, .cancelled: break
    case .failed:
      guard
        let failure = try db.first(
          "DELETE FROM failure WHERE task = ? RETURNING kind, model", [old.id.number])
      else { return }
      try tallies.add(failed: -1, kind: failure[0], remedy: nil, model: failure[1], role: old.role)
    case .done:
      guard
        let result = try db.first(
          """
          SELECT a.model, j.digest FROM result r JOIN attempt a ON a.number = r.attempt
          JOIN job j ON j.number = a.job WHERE r.task = ?
          """, [old.id.number])
      else { return }
      try tallies.add(done: -1, model: result[0], job: result[1], role: old.role)
    }
  }

  private mutating func enter(
    _ next: TaskRecord, attempt: (model: String, job: String)?
  ) throws {
    switch next.state {
    case .ready, .claimed, .cancelled: break
    case .failed(let failure):
      try db.run(
        "INSERT INTO failure(task, kind, sentence, remedy, model) VALUES (?, ?, ?, ?, ?)",
        [
          next.id.number, failure.kind.rawValue, failure.sentence, failure.remedy,
          attempt?.model,
        ])
      tallies.add(
        failed: 1, kind: failure.kind.rawValue, remedy: failure.remedy, model: attempt?.model,
        role: next.role)
    case .done:
      guard let attempt else { return }
      tallies.add(done: 1, model: attempt.model, job: attempt.job, role: next.role)
    }
  }
}

extension TaskState {
  /// It has a moment before which it does not start.
  var waits: Bool {
    if case .ready(_, .some) = self { true } else { false }
  }
}
