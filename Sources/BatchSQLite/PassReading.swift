import BatchCore
import GRDB

/// A role's tasks in input order, handed on as they are stored.
enum PassReading {
  static func query(_ filter: ExportFilter) -> String {
    """
    SELECT t.article, x.id, CASE WHEN t.size < \(LongExtra.size) THEN c.extra END,
      t.state, t.attempts, t.cost,
      CASE WHEN r.task IS NOT NULL AND \(PageReading.hasResult) THEN r.output END,
      r.extraction, r.model, r.finished_at, v.verdict
    \(PageReading.tables) \(PageReading.condition(filter))
    """
  }

  static let failure = """
    SELECT f.kind, f.sentence, f.remedy FROM task t JOIN failure f ON f.task = t.id
    WHERE t.role = ? AND t.article = ?
    """

  /// - Parameter take: false ends it.
  static func rows(
    _ db: Database, _ stretch: PageReading.Stretch, filter: ExportFilter,
    _ take: (StoredRow) -> Bool
  ) throws {
    var extras = LongExtra(db)
    try db.each(query(filter), [stretch.role, stretch.after, stretch.through]) { row in
      func hand(_ extra: StoredRow.Text) throws -> Bool {
        let found = try task(row, extra)
        guard found.state.elementsEqual(StateWord.failed.rawValue.utf8) else { return take(found) }
        return try failed(found, db, role: stretch.role, take)
      }
      if let extra = try row.text(at: 2) as StoredRow.Text? { return try hand(extra) }
      return try extras.read(article: try row.number(at: 0), hand)
    }
  }

  private static func task(_ row: StandingRow, _ extra: StoredRow.Text) throws -> StoredRow {
    let result = try result(row)
    let state: StoredRow.Text = try row.text(at: 3)
    // They are written without a look at their letters.
    guard StateWord.allCases.contains(where: { state.elementsEqual($0.rawValue.utf8) }) else {
      throw Column.Damage(description: "a task is in no state")
    }
    let verdict = result == nil ? nil : try row.text(at: 10) as StoredRow.Text?
    if let verdict { _ = try Column.word(String(decoding: verdict, as: UTF8.self)) as Verdict }
    return StoredRow(
      number: try row.number(at: 0), id: try row.text(at: 1), extra: extra,
      state: state, failure: nil, result: result, verdict: verdict,
      attempts: Int(try row.number(at: 4)),
      cost: try row.number(at: 5).map(Money.init(picodollars:)))
  }

  private static func result(_ row: StandingRow) throws -> StoredRow.Result? {
    guard let output = try row.text(at: 6) as StoredRow.Text? else { return nil }
    let word: StoredRow.Text = try row.text(at: 7)
    let extraction: Answer.Extraction = try Column.word(String(decoding: word, as: UTF8.self))
    return StoredRow.Result(
      output: output, extraction: extraction, model: try row.text(at: 8),
      finishedAt: Timestamp(milliseconds: try row.number(at: 9)))
  }

  private static func failed(
    _ task: StoredRow, _ db: Database, role: String, _ take: (StoredRow) -> Bool
  ) throws -> Bool {
    var goesOn: Bool?
    try db.each(failure, [role, task.number]) { row in
      var task = task
      task.failure = StoredRow.Failure(
        kind: try row.text(at: 0), sentence: try row.text(at: 1), remedy: try row.text(at: 2))
      goesOn = take(task)
      return false
    }
    guard let goesOn else {
      throw Column.Damage(description: "article \(task.number) failed without a failure")
    }
    return goesOn
  }
}
