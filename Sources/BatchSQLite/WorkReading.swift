import BatchCore
import GRDB

/// What forecasts are made of: sizes of what is to do, and what attempts have used.
enum WorkReading {
  /// Articles looked at in one read.
  static let reach: Int64 = 10_000

  /// The open tasks of a stretch of articles, and the articles for which none is made yet.
  static func sizes(
    _ db: Database, role: String, after: Int64, through: Int64
  ) throws -> [(article: Int64, bytes: Int, place: WorkSample.Place)] {
    try (db.all(openTasks, [role, after, through]) + db.all(unmade, [role, after, through]))
      .map { row in
        (try row[0], try row[1], try WorkSample.Place(model: row[2], isInBatch: row[3]))
      }
  }

  static let openTasks = """
    SELECT article, size, model, EXISTS (SELECT 1 FROM batch_attempt WHERE attempt = claim)
    FROM task
    WHERE role = ? AND article > ? AND article <= ? AND state IN ('ready', 'claimed')
    ORDER BY article
    """
  static let unmade = """
    SELECT number, size, NULL, 0 FROM article
    WHERE number > max(ifnull((SELECT last_article FROM role WHERE name = ?1), 0), ?2)
    AND number <= ?3
    AND (number > ifnull((SELECT max(article) FROM task WHERE role = ?1), 0)
      OR NOT EXISTS (SELECT 1 FROM task WHERE role = ?1 AND article = number))
    ORDER BY number
    """

  /// Sections that are read.
  private static let mostSections = 5_000

  static func begun(_ db: Database, role: String) throws -> [BegunWork] {
    var works: [BegunWork] = []
    for row in try db.all(begun, [role, mostSections]) {
      let article: Int64 = try row[0]
      if works.last?.article != article {
        let note = try Column.adjustment(row[3] as String?).note
        works.append(
          try BegunWork(
            article: article, revision: row[1], note: note,
            place: WorkSample.Place(model: row[2]), finished: []))
      }
      works[works.count - 1].finished.append(
        try FinishedSection(
          step: row[4], job: row[5], revision: row[6], builder: row[7],
          note: Column.adjustment(row[8] as String?).note, output: ""))
    }
    return works
  }

  private static let begun = """
    SELECT t.article, x.revision, t.model, t.adjustment, s.step, j.digest, a.revision, a.builder,
    a.adjustment
    FROM section s CROSS JOIN task t ON t.id = s.task JOIN article x ON x.number = t.article
    JOIN attempt a ON a.number = s.attempt JOIN job j ON j.number = a.job
    WHERE t.role = ? AND t.state IN ('ready', 'claimed') ORDER BY t.article, s.step LIMIT ?
    """

  static func article(_ db: Database, number: Int64) throws -> Article? {
    try db.first(
      """
      SELECT x.id, c.title, c.body, c.extra
      FROM article x JOIN content c ON c.article = x.number WHERE x.number = ?
      """, [number]
    ).map { row in try Article(id: row[0], title: row[1], body: row[2], extra: row[3]) }
  }

  /// Attempts of all roles among which those of one are looked for.
  private static let attemptsLookedAt: Int64 = 20_000

  /// Attempts that did not end are in flight, or lost; what is throttled, or served by the response
  /// cache, costs nothing and says nothing of the next.
  static func spending(_ db: Database, role: String, limit: Int) throws -> [SpentAttempt] {
    try db.all(spent, [role, limit, attemptsLookedAt]).map { row in
      try SpentAttempt(
        article: row[0], model: row[1],
        section: Column.adjustment(row[2] as String?).section,
        isDone: (row[3] as String?) == "done", job: row[4], promptTokens: row[5],
        completionTokens: row[6], cost: (row[7] as Int64?).map(Money.init(picodollars:)),
        milliseconds: row[8], isInBatch: row[9])
    }
  }

  static let spent = """
    SELECT t.article, a.model, a.adjustment, a.outcome, j.digest, a.prompt_tokens,
    a.completion_tokens, a.cost, a.milliseconds,
    EXISTS (SELECT 1 FROM batch_attempt b WHERE b.attempt = a.number)
    FROM attempt a CROSS JOIN task t ON t.id = a.task JOIN article x ON x.number = t.article
    JOIN job j ON j.number = a.job
    WHERE t.role = ?1 AND a.number > (SELECT max(number) FROM attempt) - ?3
    AND a.finished_at IS NOT NULL AND NOT a.is_throttle AND NOT a.is_cache_hit
    AND a.revision = x.revision
    ORDER BY a.number DESC LIMIT ?2
    """
}
