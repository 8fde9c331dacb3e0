import BatchCore
import GRDB

/// Looks for articles: candidates come from an index, a bounded number at a time, and are looked at
/// one by one.
struct ArticleReading {
  /// Candidates of one read.
  static let reach = 2_000
  /// Candidates that one search looks at.
  static let most = 20_000

  let search: ArticleSearch
  /// There are articles whose ids begin with the text: they come first, in the order of their ids.
  let hasIDs: Bool
  private let lowercased: String

  init(_ search: ArticleSearch, _ db: Database) throws {
    self.search = search
    lowercased = search.text.lowercased()
    hasIDs =
      try !search.text.isEmpty
      && db.first(Self.anyWithPrefix, [search.text, Self.end(of: search.text)]) != nil
  }

  /// What one read found.
  struct Part {
    /// In the order of the search, backwards for a place before an article.
    var rows: [ArticleRow] = []
    var lookedAt = 0
    /// The last candidate that was looked at.
    var last: ArticleSearch.Mark?
    /// There are no more candidates of its kind, by id or by title.
    var isEnd = false
  }

  /// Looks at the next candidates of one kind, by id or by title, until `limit` of them are taken.
  func part(_ db: Database, from place: ArticleSearch.Place, limit: Int) throws -> Part {
    let isByID = isByID(place)
    let candidates = try isByID ? ids(db, from: place) : numbers(db, from: place)
    var part = Part(isEnd: candidates.count < Self.reach)
    for candidate in candidates {
      part.last = ArticleSearch.Mark(candidate, isByTitle: !isByID && !search.text.isEmpty)
      part.lookedAt += 1
      if let row = try row(db, candidate, isByID: isByID) { part.rows.append(row) }
      if part.rows.count == limit {
        part.isEnd = part.isEnd && part.lookedAt == candidates.count
        break
      }
    }
    return part
  }

  /// Whether the candidates of a place are those whose ids begin with the text.
  func isByID(_ place: ArticleSearch.Place) -> Bool {
    switch place {
    case .first: hasIDs
    case .after(let mark), .before(let mark): hasIDs && !mark.isByTitle
    }
  }

  func mark(of row: ArticleRow) -> ArticleSearch.Mark {
    ArticleSearch.Mark(row.number, isByTitle: !search.text.isEmpty && !beginsSo(row.id))
  }

  private func beginsSo(_ id: String) -> Bool { id.utf8.starts(with: search.text.utf8) }

  private func numbers(_ db: Database, from place: ArticleSearch.Place) throws -> [Int64] {
    let isBackwards = if case .before = place { true } else { false }
    let number: Int64 =
      switch place {
      case .first: 0
      case .after(let mark), .before(let mark): mark.article
      }
    let isFailed = search.kind != nil || search.state == StateWord.failed.rawValue
    guard isFailed || search.role != nil || search.state != nil else {
      return try db.all(
        isBackwards ? Self.articlesBefore : Self.articlesAfter, [number, Self.reach]
      ).map { try $0[0] }
    }
    let query =
      switch (isFailed, isBackwards) {
      case (true, false): Self.failedAfter
      case (true, true): Self.failedBefore
      case (false, false): Self.tasksAfter
      case (false, true): Self.tasksBefore
      }
    var numbers: Set<Int64> = []
    for role in try roles(db) {
      for row in try db.all(query, [role, number, Self.reach]) { numbers.insert(try row[0]) }
    }
    // Of each role there are so many: behind the last of these one of them may have more.
    return Array(numbers.sorted { isBackwards ? $0 > $1 : $0 < $1 }.prefix(Self.reach))
  }

  private func ids(_ db: Database, from place: ArticleSearch.Place) throws -> [Int64] {
    let (from, end) = (search.text, Self.end(of: search.text))
    switch place {
    case .first:
      return try db.all(Self.idsFrom, [from, end, Self.reach]).map { try $0[0] }
    case .after(let mark):
      return try db.all(Self.idsAfter, [mark.article, end, Self.reach]).map { try $0[0] }
    case .before(let mark):
      return try db.all(Self.idsBefore, [mark.article, end, from, Self.reach]).map { try $0[0] }
    }
  }

  private func roles(_ db: Database) throws -> [String] {
    if let role = search.role { return [role] }
    return try db.all("SELECT name FROM role ORDER BY name").map { try $0[0] }
  }

  /// nil: the article is not one of those looked for.
  private func row(_ db: Database, _ number: Int64, isByID: Bool) throws -> ArticleRow? {
    if search.role != nil || search.state != nil {
      guard try db.first(Self.task, [number, search.role, search.state]) != nil else { return nil }
    }
    guard let found = try db.first(Self.article, [number]) else { return nil }
    let (id, title): (String, String) = try (found[0], found[1])
    let isTitled = search.text.isEmpty || title.lowercased().contains(lowercased) && !beginsSo(id)
    guard isByID || isTitled else { return nil }
    let tasks = try db.all(Self.tasks, [number]).map { try standing($0, db) }
    guard search.kind == nil || tasks.contains(where: failedAsWanted) else { return nil }
    return try ArticleRow(number: number, id: id, title: title, size: found[2], tasks: tasks)
  }

  private func failedAsWanted(_ task: ArticleRow.Standing) -> Bool {
    guard case .failed(let failure) = task.state, failure.kind == search.kind else { return false }
    return search.role.map { $0 == task.role } ?? true
  }

  private func standing(_ row: Row, _ db: Database) throws -> ArticleRow.Standing {
    let task = try TaskRow(row, db)
    let verdict: String? = row[TaskRow.width + 1]
    return try ArticleRow.Standing(
      role: task.record.role, state: task.record.state, model: task.record.model,
      attempts: task.attempts, cost: task.cost, isStale: row[TaskRow.width] ?? false,
      verdict: verdict.map { try Column.word($0) })
  }

  /// The first text behind all that begin so.
  private static func end(of prefix: String) -> String { prefix + "\u{10FFFF}" }
}

extension ArticleReading {
  static let anyWithPrefix = "SELECT number FROM article WHERE id >= ? AND id < ? LIMIT 1"
  static let idsFrom = """
    SELECT number FROM article WHERE id >= ? AND id < ? ORDER BY id LIMIT ?
    """
  static let idsAfter = """
    SELECT number FROM article WHERE id > (SELECT id FROM article WHERE number = ?) AND id < ?
    ORDER BY id LIMIT ?
    """
  static let idsBefore = """
    SELECT number FROM article
    WHERE id < coalesce((SELECT id FROM article WHERE number = ?), ?) AND id >= ?
    ORDER BY id DESC LIMIT ?
    """
  static let articlesAfter = "SELECT number FROM article WHERE number > ? ORDER BY number LIMIT ?"
  static let articlesBefore = """
    SELECT number FROM article WHERE number < ? ORDER BY number DESC LIMIT ?
    """
  static let failedAfter = """
    SELECT article FROM task INDEXED BY task_failed
    WHERE state = 'failed' AND role = ? AND article > ? ORDER BY article LIMIT ?
    """
  static let failedBefore = """
    SELECT article FROM task INDEXED BY task_failed
    WHERE state = 'failed' AND role = ? AND article < ? ORDER BY article DESC LIMIT ?
    """
  static let tasksAfter = """
    SELECT article FROM task WHERE role = ? AND article > ? ORDER BY article LIMIT ?
    """
  static let tasksBefore = """
    SELECT article FROM task WHERE role = ? AND article < ? ORDER BY article DESC LIMIT ?
    """
  static let article = """
    SELECT x.id, c.title, x.size FROM article x JOIN content c ON c.article = x.number
    WHERE x.number = ?
    """
  /// Whether one of an article's tasks is looked for.
  static let task = """
    SELECT 1 FROM role o CROSS JOIN task t ON t.role = o.name AND t.article = ?1
    WHERE (?2 IS NULL OR o.name = ?2) AND (?3 IS NULL OR t.state = ?3)
    """
  static let tasks = """
    SELECT \(TaskRow.columns), a.revision <> x.revision OR j.digest <> n.digest, v.verdict
    FROM role o CROSS JOIN task t ON t.role = o.name JOIN article x ON x.number = t.article
    LEFT JOIN result r ON r.task = t.id LEFT JOIN attempt a ON a.number = r.attempt
    LEFT JOIN job j ON j.number = a.job LEFT JOIN job n ON n.number = o.newest_job
    LEFT JOIN verdict v ON v.task = t.id WHERE t.article = ? ORDER BY o.name
    """
}
