import BatchCore
import GRDB
import GRDBSQLite

/// Adds new articles, one after the other, in a transaction that is open.
struct ArticleInsertion: ~Copyable {
  private let connection: SQLiteConnection?
  private let article: RepeatedStatement
  private let content: RepeatedStatement

  init(_ db: Database) throws {
    let article = try RepeatedStatement(
      "INSERT INTO article(id, revision, size) VALUES (?, 1, ?) ON CONFLICT (id) DO NOTHING", db)
    content = try RepeatedStatement(
      "INSERT INTO content(article, title, body, extra) VALUES (?, ?, ?, ?)", db)
    self.article = article
    connection = db.sqliteConnection
  }

  deinit {
    article.clear()
    content.clear()
  }

  /// - Returns: false if there is an article of its id; then nothing has changed.
  borrowing func add(_ new: Article) throws -> Bool {
    var (id, title, body, extra) = (new.id, new.title, new.body, new.extra)
    try article.bind(Int64(title.utf8.count + body.utf8.count), at: 2)
    try id.withUTF8 { id in
      try article.bind(id, at: 1)
      try article.run()
    }
    guard sqlite3_changes(connection) == 1 else { return false }
    try content.bind(sqlite3_last_insert_rowid(connection), at: 1)
    try title.withUTF8 { title in
      try content.bind(title, at: 2)
      try body.withUTF8 { body in
        try content.bind(body, at: 3)
        try extra.withUTF8 { extra in
          try content.bind(extra, at: 4)
          try content.run()
        }
      }
    }
    return true
  }
}
