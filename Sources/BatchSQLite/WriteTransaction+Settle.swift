import BatchCore
import GRDB

extension WriteTransaction {
  /// Writes a settlement down if its claim is still in force.
  ///
  /// - Parameter digests: see `Turn.inForce`.
  /// - Returns: false if it was refused; then only the ledger's row, if it is still open, is
  ///   completed.
  mutating func settle(
    _ settlement: Settlement, inForce digests: [String: String] = [:]
  ) throws -> Bool {
    let entry = LedgerEntry(decision: settlement.decision, facts: settlement.facts)
    guard
      let found = try db.first(
        Self.claimed, [settlement.task.number, settlement.claim.number])
    else {
      try completeRefused(settlement, entry)
      return false
    }
    var row = try TaskRow(found, db)
    let model: String = try found[TaskRow.width]
    let job: String = try found[TaskRow.width + 1]
    let isOutdated = try found[TaskRow.width + 2] as Int != found[TaskRow.width + 3]
    let wasSent = settlement.facts.wasSent
    let event: TaskEvent =
      wasSent ? .decided(settlement.decision) : .unsent(settlement.decision)
    guard var next = row.record.after(event) else { return false }
    // What was made of the old text says nothing about the new one.
    if isOutdated {
      next = next.after(.articleUpdated) ?? next
      if row.record.isCancelling { next = next.after(.cancelled) ?? next }
    }
    let digest = digests[next.role]
    let isInForce = try digest.map { $0 == job } ?? found[TaskRow.width + 5]
    let kept =
      try isInForce || row.record.isSentBack
      ? nil : fittingResult(of: next.id, notOf: job, inForce: digest)
    if kept != nil { next = next.after(.reinstated) ?? next }
    guard wasSent else {
      try withdraw(settlement.claim, of: &row)
      try write(next, over: row, attempt: kept)
      return true
    }
    let claim = Claimed(
      task: row.record, number: settlement.claim, model: model, reserve: found[TaskRow.width + 4])
    _ = try complete(claim, entry, settlement.facts, at: settlement.finishedAt)
    if let cost = settlement.facts.usage.cost { row.cost = (row.cost ?? .zero) + cost }
    if kept == nil {
      try keep(
        settlement, as: next, model: model, isOutdated: isOutdated, isFirst: row.attempts == 1)
    }
    try write(next, over: row, attempt: kept ?? (model, job))
    let isFinished = next.state == .done || StateWord(next.state) == .failed
    tallies.add(finished: isFinished ? 1 : 0, at: settlement.finishedAt, role: next.role)
    return true
  }

  private static let claimed = """
    SELECT \(TaskRow.columns), a.model, j.digest, a.revision, x.revision, a.reserve,
    a.job IS (SELECT newest_job FROM role WHERE name = t.role)
    FROM task t JOIN attempt a ON a.number = t.claim JOIN job j ON j.number = a.job
    JOIN article x ON x.number = t.article
    WHERE t.id = ? AND t.claim = ? AND t.state = 'claimed'
    """

  /// Stores what a settlement's decision brings: a result, or the answer to a step of the work.
  private mutating func keep(
    _ settlement: Settlement, as next: TaskRecord, model: String, isOutdated: Bool, isFirst: Bool
  ) throws {
    if case .succeed(let answer) = settlement.decision, next.state == .done {
      try store(
        answer, of: settlement, role: next.role, model: settlement.facts.servedModel ?? model,
        isFirst: isFirst)
    }
    if case .proceed(let answer, let step, _, _) = settlement.decision, !isOutdated {
      try keep(answer, step: step, of: settlement)
    }
    if let kept = settlement.kept, !isOutdated {
      try keep(kept.answer, step: kept.step, of: settlement)
    }
  }

  /// Takes an attempt out of the ledger that never was one: its row stood there as proof for the
  /// case of a crash. Its number is never used again.
  private mutating func withdraw(_ number: ClaimNumber, of row: inout TaskRow) throws {
    let reserve: Int64? = try db.first(
      "DELETE FROM attempt WHERE number = ? RETURNING reserve", [number.number])?[0]
    row.attempts -= 1
    tallies.add(-(reserve ?? 0), to: .reserved, role: row.record.role)
    tallies.add(-1, to: .attempts, role: row.record.role)
  }

  /// An attempt that is to be completed.
  struct Claimed {
    var task: TaskRecord
    var number: ClaimNumber
    /// That was asked.
    var model: String
    /// What was set aside for it, in picodollars.
    var reserve: Int64?
  }

  /// Completes a row of the ledger, once.
  ///
  /// - Returns: false if it was complete already.
  mutating func complete(
    _ claim: Claimed, _ entry: LedgerEntry, _ facts: AttemptFacts?, at moment: Timestamp
  ) throws -> Bool {
    let usage = facts?.usage
    try db.run(
      """
      UPDATE attempt SET finished_at = ?, outcome = ?, sentence = ?, remedy = ?, is_try = ?,
      http_status = ?, finish_reason = ?, provider = ?, generation_id = ?, served_model = ?,
      prompt_tokens = ?, completion_tokens = ?, reasoning_tokens = ?, cached_tokens = ?, cost = ?,
      cost_unknown = ?, is_cache_hit = ?, is_throttle = ?, excerpt = ?, milliseconds = ?
      WHERE number = ? AND task = ? AND finished_at IS NULL
      """,
      [
        moment.milliseconds, entry.outcome, entry.failure?.sentence, entry.failure?.remedy,
        entry.isTry, facts?.httpStatus, facts?.finishReason, facts?.provider, facts?.generationID,
        facts?.servedModel, usage?.promptTokens, usage?.completionTokens, usage?.reasoningTokens,
        usage?.cachedTokens, usage?.cost?.picodollars, entry.isCostUnknown,
        facts?.isCacheHit ?? false, entry.isThrottle, facts?.excerpt, facts?.milliseconds ?? 0,
        claim.number.number, claim.task.id.number,
      ])
    guard db.changed == 1 else { return false }
    let role = claim.task.role
    if entry.isThrottle { tallies.add(1, to: .throttled, role: role) }
    if entry.isCostUnknown {
      tallies.add(1, to: .costUnknown, role: role)
    } else {
      tallies.add(-(claim.reserve ?? 0), to: .reserved, role: role)
    }
    if let tokens = usage?.promptTokens {
      tallies.add(Int64(tokens), to: .promptTokens, role: role)
    }
    if let tokens = usage?.completionTokens {
      tallies.add(Int64(tokens), to: .completionTokens, role: role)
    }
    if let cost = usage?.cost?.picodollars {
      tallies.add(cost, to: .cost, role: role)
      tallies.add(cost: cost, model: claim.model, role: role)
    }
    return true
  }

  private mutating func completeRefused(_ settlement: Settlement, _ entry: LedgerEntry) throws {
    guard
      let found = try db.first(
        """
        SELECT \(TaskRow.columns), a.model, a.reserve FROM attempt a JOIN task t ON t.id = a.task
        WHERE a.number = ? AND a.task = ? AND a.finished_at IS NULL
        """, [settlement.claim.number, settlement.task.number])
    else { return }
    var row = try TaskRow(found, db)
    let claim = try Claimed(
      task: row.record, number: settlement.claim, model: found[TaskRow.width],
      reserve: found[TaskRow.width + 1])
    guard try complete(claim, entry, settlement.facts, at: settlement.finishedAt),
      let cost = settlement.facts.usage.cost
    else { return }
    row.cost = (row.cost ?? .zero) + cost
    try update(row)
  }

  /// Stores a result in the place of the one before, which was kept until now.
  ///
  /// - Parameter isFirst: it is of the task's first attempt: there is nothing before it.
  private mutating func store(
    _ answer: Answer, of settlement: Settlement, role: String, model: String, isFirst: Bool
  ) throws {
    if !isFirst {
      try forgetVerdict(ofTask: settlement.task.number, role: role)
      try db.run("DELETE FROM result WHERE task = ?", [settlement.task.number])
    }
    try db.run(
      """
      INSERT INTO result(task, attempt, extraction, model, finished_at, output)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (task) DO NOTHING
      """,
      [
        settlement.task.number, settlement.claim.number, answer.extraction.rawValue, model,
        settlement.finishedAt.milliseconds, answer.output,
      ])
    if isFirst, db.changed == 0 {
      // A count of attempts that is damaged must not cost a whole turn its answers.
      return try store(answer, of: settlement, role: role, model: model, isFirst: false)
    }
    if !isFirst { try forgetSections(after: answer, of: settlement) }
    guard let picture = answer.picture else { return }
    try db.run(
      "INSERT INTO picture(task, bytes) VALUES (?, ?)",
      [settlement.task.number, picture.bytes])
  }
}
