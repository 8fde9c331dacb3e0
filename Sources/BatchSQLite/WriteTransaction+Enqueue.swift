import BatchCore
import GRDB

extension WriteTransaction {
  /// Adds one article, or says why not.
  mutating func enqueue(_ article: Article, update: Bool) throws -> EnqueueResult {
    let (id, title) = (article.id, article.title)
    let (body, extra) = (article.body, article.extra)
    let size = title.utf8.count + body.utf8.count
    try db.run(
      """
      INSERT INTO article(id, revision, size) VALUES (?, 1, ?)
      ON CONFLICT (id) DO NOTHING
      """, [id, size])
    if db.changed == 1 {
      try db.run(
        """
        INSERT INTO content(article, title, body, extra) VALUES (?, ?, ?, ?)
        """, [db.lastRowID, title, body, extra])
      return .queued
    }
    guard
      let stored = try db.first(
        """
        SELECT number, title = ?2 AND body = ?3 AND extra = ?4
        FROM article JOIN content ON article = number WHERE id = ?1
        """, [id, title, body, extra])
    else { throw Column.Damage(description: "article “\(article.id)” has no text") }
    if try stored[1] { return .unchanged }
    guard update else { return .conflicting }
    let number: Int64 = try stored[0]
    try db.run(
      "UPDATE article SET revision = revision + 1, size = ? WHERE number = ?", [size, number])
    try db.run(
      """
      UPDATE content SET title = ?, body = ?, extra = ? WHERE article = ?
      """, [title, body, extra, number])
    try putBack(article: number, size: size)
    return .updated
  }

  /// Puts the tasks of a replaced article back; a claimed one follows when its claim is settled.
  private mutating func putBack(article: Int64, size: Int) throws {
    for role in try db.all("SELECT name FROM role ORDER BY name") {
      guard
        let found = try db.first(
          "SELECT \(TaskRow.columns) FROM task t WHERE t.role = ? AND t.article = ?",
          [role[0] as String, article])
      else { continue }
      let row = try TaskRow(found, db)
      try db.run("UPDATE task SET size = ? WHERE id = ?", [size, row.record.id.number])
      guard let next = row.record.after(.articleUpdated) else { continue }
      try write(next, over: row)
    }
  }

  /// Makes the tasks of a role for the first articles it has none for yet.
  ///
  /// - Parameter state: ready as new ones, or cancelled.
  mutating func makeTasks(
    role: String, limit: Int, as state: StateWord = .ready
  ) throws -> Int {
    try db.run("INSERT INTO role(name) VALUES (?) ON CONFLICT DO NOTHING", [role])
    let last = try db.number("SELECT last_article FROM role WHERE name = ?", [role]) ?? 0
    // A named article may have been cancelled before its turn came.
    try db.run(
      """
      INSERT INTO task(role, article, size, state, reason)
      SELECT ?1, number, size, ?2, ?3 FROM article WHERE number > ?4
      AND (number > ifnull((SELECT max(article) FROM task WHERE role = ?1), 0)
        OR NOT EXISTS (SELECT 1 FROM task WHERE role = ?1 AND article = number))
      ORDER BY number LIMIT ?5
      """,
      [
        role, state.rawValue, state == .ready ? ReadyReason.new.rawValue : nil, last, limit,
      ])
    let made = db.changed
    let reached =
      made < limit
      ? try db.number("SELECT max(number) FROM article")
      : try db.number("SELECT article FROM task WHERE id = ?", [db.lastRowID])
    if let reached, reached > last {
      try db.run("UPDATE role SET last_article = ? WHERE name = ?", [reached, role])
    }
    tallies.add(Int64(made), to: state.counter, role: role)
    return made
  }

  /// Makes the task of one article, which has none in the role yet, cancelled.
  mutating func makeCancelled(role: String, article: Int64) throws {
    try db.run("INSERT INTO role(name) VALUES (?) ON CONFLICT DO NOTHING", [role])
    try db.run(
      """
      INSERT INTO task(role, article, size, state)
      SELECT ?, number, size, ? FROM article WHERE number = ?
      """, [role, StateWord.cancelled.rawValue, article])
    tallies.add(1, to: StateWord.cancelled.counter, role: role)
  }
}
