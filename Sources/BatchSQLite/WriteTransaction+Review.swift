import BatchCore
import GRDB

extension WriteTransaction {
  /// Writes down what a reviewer says of a result; see `TaskStore.judge`.
  mutating func judge(_ judging: Judging, now: Timestamp) throws -> JudgedResult {
    let reviewed = try reviewed(judging.role, judging.article)
    guard reviewed.attempt == judging.attempt else {
      throw StoreFailure.refusedReview(.otherResult, article: judging.article)
    }
    let task = reviewed.row.record.id.number
    let was = try JudgementRow.judgement(db, ofTask: task)
    let judgement = judging.verdict.map { Judgement(verdict: $0, note: judging.note, at: now) }
    try forgetVerdict(ofTask: task, role: judging.role)
    if let judgement {
      try db.run(
        "INSERT INTO verdict(task, attempt, verdict, note, judged_at) VALUES (?, ?, ?, ?, ?)",
        [
          task, judging.attempt.number, judgement.verdict.rawValue, judgement.note,
          now.milliseconds,
        ])
      tallies.add(1, to: judgement.verdict.counter, role: judging.role)
    }
    return JudgedResult(was: was, now: judgement)
  }

  /// Has a result made anew; see `TaskStore.sendBack`.
  mutating func sendBack(_ sendBack: SendBack, onto place: LadderPlace?) throws {
    let reviewed = try reviewed(sendBack.role, sendBack.article)
    guard reviewed.attempt == sendBack.attempt, reviewed.isOfText else {
      throw StoreFailure.refusedReview(.otherResult, article: sendBack.article)
    }
    let named = sendBack.model.map { LadderPlace(rung: 0, model: $0) }
    let event = TaskEvent.sentBack(note: sendBack.note, onto: place ?? named)
    guard let next = reviewed.row.record.after(event) else {
      throw StoreFailure.refusedReview(.beingMade, article: sendBack.article)
    }
    try write(next, over: reviewed.row)
  }

  /// Takes `sendBack` back; see `TaskStore.keepResult`.
  mutating func keepResult(_ keeping: Keeping) throws {
    let reviewed = try reviewed(keeping.role, keeping.article)
    if case .claimed = reviewed.row.record.state, reviewed.row.record.isSentBack {
      throw StoreFailure.refusedReview(.beingAsked, article: keeping.article)
    }
    guard reviewed.attempt != nil, reviewed.isOfText,
      let next = reviewed.row.record.after(.kept)
    else { throw StoreFailure.refusedReview(.notSentBack, article: keeping.article) }
    try write(next, over: reviewed.row, attempt: (reviewed.model, reviewed.job))
  }

  /// The verdict of a result that is about to be replaced, or judged anew.
  mutating func forgetVerdict(ofTask task: Int64, role: String) throws {
    let old = try db.first("DELETE FROM verdict WHERE task = ? RETURNING verdict", [task])
    guard let old else { return }
    let verdict: Verdict = try Column.word(old[0])
    tallies.add(-1, to: verdict.counter, role: role)
  }

  /// A task as its reviewer sees it.
  private struct Reviewed {
    var row: TaskRow
    /// That the result came from; nil: there is none.
    var attempt: ClaimNumber?
    /// That was asked for the result, and the digest of its job; empty where there is none.
    var model: String
    var job: String
    /// The result is of the article's text as it is.
    var isOfText: Bool
  }

  private func reviewed(_ role: String, _ id: String) throws -> Reviewed {
    let article = try numbers(of: [id])[0]
    guard let row = try db.first(Self.withResult, [role, article]) else {
      throw StoreFailure.refusedReview(.otherResult, article: id)
    }
    let width = TaskRow.width
    return try Reviewed(
      row: TaskRow(row, db), attempt: (row[width] as Int64?).map(ClaimNumber.init),
      model: row[width + 1] ?? "", job: row[width + 2] ?? "", isOfText: row[width + 3] ?? false)
  }

  private static let withResult = """
    SELECT \(TaskRow.columns), r.attempt, a.model, j.digest, a.revision = x.revision
    FROM task t JOIN article x ON x.number = t.article LEFT JOIN result r ON r.task = t.id
    LEFT JOIN attempt a ON a.number = r.attempt LEFT JOIN job j ON j.number = a.job
    WHERE t.role = ? AND t.article = ?
    """
}

extension Verdict {
  var counter: RoleCounter {
    switch self {
    case .accepted: .accepted
    case .rejected: .rejected
    }
  }
}
