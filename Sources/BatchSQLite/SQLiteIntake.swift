import BatchCore
import GRDB
import Synchronization

/// The queue for one who only adds articles: it holds the writer's lock for each batch and no
/// longer, so that others get their turn while a long input is read.
///
/// The writing connection is opened and closed under the lock, so that there is one in the world at
/// any time; a reading one stays open between, which keeps the log and its index as they are and
/// makes the next opening cheap.
package final class SQLiteIntake: ArticleIntake, Sendable {
  private let path: String
  private let patience: WriterLock.Patience
  private let reader: Mutex<DatabaseQueue?>

  private init(path: String, patience: WriterLock.Patience, reader: DatabaseQueue) {
    self.path = path
    self.patience = patience
    self.reader = Mutex(reader)
  }

  deinit { finish() }

  /// Opens a queue to add articles, and makes it if there is none.
  ///
  /// - Parameters:
  ///   - wait: how long for another writer, at each batch, unless that is a run.
  ///   - stop: ends the wait.
  package static func open(
    path: String, wait: Duration = .seconds(30), stop: AbortFlag = AbortFlag()
  ) throws(StoreFailure) -> SQLiteIntake {
    try open(path: path, patience: WriterLock.Patience(limit: wait, stop: stop))
  }

  static func open(
    path: String, patience: WriterLock.Patience
  ) throws(StoreFailure) -> SQLiteIntake {
    let store = try SQLiteTaskStore.open(
      path: path, holder: .current(.enqueue), create: true, patience: patience)
    defer { store.handOver() }
    do {
      let reader = try Connection.reader(path: FileSystem.resolved(path))
      // A connection that has read nothing yet holds on to nothing.
      _ = try reader.read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") }
      return SQLiteIntake(path: path, patience: patience, reader: reader)
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  package func enqueue(
    _ articles: [Article], update: Bool
  ) throws(StoreFailure) -> [EnqueueResult] {
    let store = try SQLiteTaskStore.open(
      path: path, holder: .current(.enqueue), create: false, patience: patience)
    defer { store.handOver() }
    return try store.write { transaction in
      let insertion = try ArticleInsertion(transaction.db)
      return try articles.map { article in
        try insertion.add(article) ? .queued : try transaction.enqueue(article, update: update)
      }
    }
  }

  /// Empties the log into the file, unless somebody else writes now, who will; without effect the
  /// second time.
  package func finish() {
    guard let reader = reader.withLock({ $0.take() }) else { return }
    try? reader.close()
    let patience = WriterLock.Patience(limit: .zero)
    try? SQLiteTaskStore.open(
      path: path, holder: .current(.enqueue), create: false, patience: patience
    ).close()
  }
}
