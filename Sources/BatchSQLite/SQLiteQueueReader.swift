import BatchCore
import Foundation
import GRDB

/// The queue in one SQLite file, for anyone who only looks, beside a live writer or without one.
package final class SQLiteQueueReader: QueueReader {
  private let file: DatabaseFile
  private let queue: DatabaseQueue

  private init(file: DatabaseFile, queue: DatabaseQueue) {
    self.file = file
    self.queue = queue
  }

  /// Opens a queue that exists; never makes one.
  ///
  /// - Throws: `.missing`, `.notOurs`, `.newer`, or `.unsuitable` where the folder cannot be
  ///   written and a log lies beside the file.
  package static func open(path: String) throws(StoreFailure) -> SQLiteQueueReader {
    let file = DatabaseFile(path)
    try file.refuseUnsuitable()
    guard FileSystem.exists(file.path) else { throw .missing(path: path) }
    do {
      return try open(file, isImmutable: false)
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
    {
      // Without the right to make the log's index beside it, the file can be read only if it is
      // whole without its log.
      guard FileSystem.size(file.path + "-wal") ?? 0 == 0 else {
        throw .unsuitable(
          path: path,
          reason: "its folder cannot be written; copy it and \(path)-wal together to a folder of "
            + "your own and look there")
      }
      do {
        return try open(file, isImmutable: true)
      } catch {
        throw StoreFailure(error, path: path)
      }
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  private static func open(_ file: DatabaseFile, isImmutable: Bool) throws -> SQLiteQueueReader {
    let queue = try Connection.reader(path: file.path, isImmutable: isImmutable)
    guard try file.version(through: queue) > 0 else {
      throw StoreFailure.missing(path: file.given)
    }
    return SQLiteQueueReader(file: file, queue: queue)
  }

  /// Such as `SQLite 3.40.1`.
  package static var library: String {
    let version = try? DatabaseQueue().read { db in
      try String.fetchOne(db, sql: "SELECT sqlite_version()")
    }
    return "SQLite " + (version ?? "of unknown version")
  }

  /// The version of the schema that this program reads and writes.
  package static let schemaVersion = Migrations.current.version

  /// Closes the file; nothing can be read afterwards.
  package func close() throws(StoreFailure) {
    do { try queue.close() } catch { throw StoreFailure(error, path: file.given) }
  }

  package func figures(now: Timestamp) throws(StoreFailure) -> QueueFigures {
    let holder = WriterLock.holder(of: file.path)
    return try read { db in try FiguresReading.figures(db, now: now, holder: holder) }
  }

  package func history(article id: String) throws(StoreFailure) -> ArticleHistory {
    try read { db in try HistoryReading.history(db, article: id) }
  }

  package func page(
    role: String, after article: Int64, filter: ExportFilter, limit: Int
  ) throws(StoreFailure) -> [ExportRow] {
    try page(role, after: article, limit: limit) { db, stretch in
      try PageReading.rows(db, stretch, filter: filter)
    }
  }

  package func pass(
    role: String, after article: Int64, filter: ExportFilter, _ take: (StoredRow) -> Bool
  ) throws(StoreFailure) -> Int64? {
    let stretch = PageReading.Stretch(
      role: role, after: article, through: article + PageReading.reach, limit: .max)
    return try read { db in
      var end: Int64?
      try PassReading.rows(db, stretch, filter: filter) { row in
        if take(row) { return true }
        end = row.number
        return false
      }
      if let end { return end }
      let last = try db.number("SELECT max(number) FROM article") ?? 0
      return stretch.through < last ? stretch.through : nil
    }
  }

  package func reviewPage(
    role: String, after article: Int64, limit: Int
  ) throws(StoreFailure) -> [ReviewRow] {
    try page(role, after: article, limit: limit, ReviewReading.rows)
  }

  /// Many short reads where few tasks match: a long one would keep the log from being emptied.
  private func page<Element>(
    _ role: String, after article: Int64, limit: Int,
    _ rows: (Database, PageReading.Stretch) throws -> [Element]
  ) throws(StoreFailure) -> [Element] {
    var page: [Element] = []
    var position = article
    let last = try read { db in try db.number("SELECT max(number) FROM article") ?? 0 }
    while page.count < limit, position < last {
      let stretch = PageReading.Stretch(
        role: role, after: position, through: position + PageReading.reach,
        limit: limit - page.count)
      page += try read { db in try rows(db, stretch) }
      position = stretch.through
    }
    return page
  }

  package func hasPictures(role: String) throws(StoreFailure) -> Bool {
    try read { db in try PictureReading.exist(db, role: role) }
  }

  package func picture(
    role: String, article: Int64, attempt: ClaimNumber
  ) throws(StoreFailure) -> [UInt8]? {
    try read { db in
      try PictureReading.bytes(db, role: role, article: article, attempt: attempt)
    }
  }

  package func failed(
    role: String, kind: FailureKind, limit: Int
  ) throws(StoreFailure) -> [String] {
    try read { db in try FailureReading.failed(db, role: role, kind: kind, limit: limit) }
  }

  package func waiting(
    role: String, now: Timestamp, examples: Int
  ) throws(StoreFailure) -> [WaitingFigures] {
    try read { db in try FailureReading.waiting(db, role: role, now: now, examples: examples) }
  }

  package func unknownCosts(limit: Int) throws(StoreFailure) -> [UnknownCost] {
    try read { db in try UnknownCostReading.newest(db, limit: limit) }
  }

  package func openWork(role: String) throws(StoreFailure) -> WorkSample {
    var sample = WorkSample()
    var position: Int64 = 0
    let last = try read { db in try db.number("SELECT max(number) FROM article") ?? 0 }
    // Many short reads: a long one would keep the log from being emptied.
    while position < last {
      let through = position + WorkReading.reach
      let sizes = try read { db in
        try WorkReading.sizes(db, role: role, after: position, through: through)
      }
      for size in sizes {
        sample.add(article: size.article, bytes: size.bytes, at: size.place)
      }
      position = through
    }
    return sample
  }

  package func begunWork(role: String) throws(StoreFailure) -> [BegunWork] {
    try read { db in try WorkReading.begun(db, role: role) }
  }

  package func article(number: Int64) throws(StoreFailure) -> Article? {
    try read { db in try WorkReading.article(db, number: number) }
  }

  package func spending(role: String, limit: Int) throws(StoreFailure) -> [SpentAttempt] {
    try read { db in try WorkReading.spending(db, role: role, limit: limit) }
  }

  package func document(named name: String) throws(StoreFailure) -> KeptDocument? {
    try read { db in
      try db.first(
        "SELECT fetched_at, text FROM document WHERE name = ?", [name]
      ).map { row in
        try KeptDocument(
          name: name, fetchedAt: Timestamp(milliseconds: row[0]), text: row[1])
      }
    }
  }

  package func documents(namedWith prefix: String) throws(StoreFailure) -> [KeptDocument] {
    try read { db in
      try db.all(
        """
        SELECT name, fetched_at, text FROM document
        WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name
        """, [prefix]
      ).map { row in
        try KeptDocument(
          name: row[0], fetchedAt: Timestamp(milliseconds: row[1]), text: row[2])
      }
    }
  }

  package func pauses() throws(StoreFailure) -> [Pause] {
    try read { db in try PauseRow.all(db) }
  }

  package func verify() throws(StoreFailure) -> [String] {
    try read { db in try Verification.findings(db) }
  }

  package func backup(to path: String) throws(StoreFailure) {
    do {
      try Backup.copy(queue, to: path)
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  /// Ends what is being read or copied at the moment with an error; from any thread.
  package func interrupt() { queue.interrupt() }

  /// One consistent look.
  func read<Result>(
    _ body: (Database) throws -> Result
  ) throws(StoreFailure) -> Result {
    do {
      return try queue.read(body)
    } catch {
      throw StoreFailure(error, path: file.given)
    }
  }
}
