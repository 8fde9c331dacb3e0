import BatchCore
import Foundation
import GRDB
import Synchronization

/// The queue in one SQLite file, for the one process that may write it.
///
/// It holds the writer's lock from `open` to `close`, and a single connection that writes and
/// checkpoints: Debian's SQLite damages a log that two write at once.
package final class SQLiteTaskStore: TaskStore {
  /// The absolute path, without symbolic links.
  package let file: String
  private let path: String
  private let lock: WriterLock
  let queue: DatabaseQueue
  private let memory = Mutex(TurnMemory())
  private let log = LogLength()

  private init(file: String, path: String, lock: WriterLock, queue: DatabaseQueue) {
    self.file = file
    self.path = path
    self.lock = lock
    self.queue = queue
    queue.inDatabase { [log] db in log.watch(db) }
  }

  deinit { try? close() }

  /// Opens a queue to write it.
  ///
  /// - Parameters:
  ///   - purpose: what for, to be told to others who want to write.
  ///   - create: make the file if there is none.
  ///   - wait: how long for another writer, unless that is a run.
  package static func open(
    path: String, purpose: LockHolder.Purpose, create: Bool, wait: Duration = .seconds(30)
  ) throws(StoreFailure) -> SQLiteTaskStore {
    try open(
      path: path, holder: .current(purpose), create: create,
      patience: WriterLock.Patience(limit: wait))
  }

  static func open(
    path: String, holder: LockHolder, create: Bool, patience: WriterLock.Patience
  ) throws(StoreFailure) -> SQLiteTaskStore {
    let file = DatabaseFile(path)
    if !create, !FileSystem.exists(file.path) { throw .missing(path: path) }
    try file.refuseUnsuitable()
    let lock = try WriterLock.acquire(
      database: file.path, named: path, holder: holder, patience: patience)
    do {
      try file.prepare(create: create)
      let version = try file.version()
      if version == 0, !create { throw StoreFailure.missing(path: path) }
      let queue = try Connection.writer(path: file.path)
      try Migrations.current.apply(to: queue, from: version, path: file.path)
      return SQLiteTaskStore(file: file.path, path: path, lock: lock, queue: queue)
    } catch {
      lock.release()
      throw StoreFailure(error, path: path)
    }
  }

  /// Checkpoints, closes the file and gives the lock back; nothing can be written afterwards.
  package func close() throws(StoreFailure) {
    defer { lock.release() }
    do {
      // As a statement: one that fails where the file is closed already.
      try? queue.inDatabase { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  /// Closes the file and gives the lock back, and leaves the log to be checkpointed later: for a
  /// writer that comes again, and that keeps a reader open meanwhile, without which SQLite would
  /// checkpoint by itself.
  func handOver() {
    try? queue.close()
    lock.release()
  }

  package func enqueue(
    _ articles: [Article], update: Bool
  ) throws(StoreFailure) -> [EnqueueResult] {
    try write { transaction in
      try articles.map { try transaction.enqueue($0, update: update) }
    }
  }

  package func recover(now: Timestamp) throws(StoreFailure) -> Int {
    try write { try $0.recover(now: now) }
  }

  package func beginRun(_ run: RunRecord) throws(StoreFailure) -> Int64 {
    try write { try $0.beginRun(run) }
  }

  package func endRun(_ number: Int64, at now: Timestamp, exit: Int32) throws(StoreFailure) {
    try write {
      try $0.db.run(
        "UPDATE run SET ended_at = ?, exit = ? WHERE number = ?",
        [now.milliseconds, exit, number])
    }
  }

  package func makeTasks(role: String, limit: Int) throws(StoreFailure) -> Int {
    try write { try $0.makeTasks(role: role, limit: limit) }
  }

  package func alignLadder(role: String, models: [String]) throws(StoreFailure) {
    try write { try $0.alignLadder(role: role, models: models) }
  }

  package func turn(
    _ turn: Turn, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure) -> TurnResult {
    try write(remembers: true, logLimit: LogLength.most) { transaction in
      if !turn.keepsAhead { transaction.memory.forgetAhead() }
      var result = try transaction.turn(turn, prepare: prepare)
      if let claim = result.claims.last.flatMap(\.self) {
        let lane = claim.task.lane
        result.ahead = transaction.memory.count(of: lane)
      }
      return result
    }
  }

  package func lookAhead(
    in lane: ClaimWish.Lane, count: Int, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure) {
    do {
      try queue.inDatabase { db in
        var transaction = WriteTransaction(db, memory: takeMemory())
        try db.reading {
          try transaction.lookAhead(in: lane, count: count, prepare: prepare)
        }
        memory.withLock { $0 = transaction.memory }
      }
    } catch {
      throw StoreFailure(error, path: path)
    }
  }

  package func tidy() {
    guard log.isLong else { return }
    queue.inDatabase { [log] db in log.empty(db) }
  }

  /// Only on the connection's queue, where no other write comes between: whoever does not put it
  /// back has forgotten it for all.
  private func takeMemory() -> TurnMemory {
    memory.withLock { memory in
      defer { memory = TurnMemory() }
      return memory
    }
  }

  package func retry(_ selection: RetrySelection) throws(StoreFailure) -> RetriedTasks {
    try write { try $0.retry(selection) }
  }

  package func redo(_ selection: RedoSelection) throws(StoreFailure) -> RedoneTasks {
    try write { try $0.redo(selection) }
  }

  package func reinstate(
    _ selection: RedoSelection, digest: String
  ) throws(StoreFailure) -> RedoneTasks {
    try write { try $0.reinstate(selection, digest: digest) }
  }

  package func cancel(_ selection: CancelSelection) throws(StoreFailure) -> CancelledTasks {
    try write { try $0.cancel(selection) }
  }

  package func judge(
    _ judging: Judging, now: Timestamp
  ) throws(StoreFailure) -> JudgedResult {
    try write { try $0.judge(judging, now: now) }
  }

  package func sendBack(
    _ sendBack: SendBack, onto place: LadderPlace?
  ) throws(StoreFailure) {
    try write { try $0.sendBack(sendBack, onto: place) }
  }

  package func keepResult(_ keeping: Keeping) throws(StoreFailure) {
    try write { try $0.keepResult(keeping) }
  }

  package func prune(_ selection: PruneSelection) throws(StoreFailure) -> PrunedAttempts {
    try write { try $0.prune(selection) }
  }

  package func setConcurrency(
    _ concurrency: Int, ofRun number: Int64
  ) throws(StoreFailure) {
    try write {
      try $0.db.run("UPDATE run SET concurrency = ? WHERE number = ?", [concurrency, number])
    }
  }

  package func change(_ change: BudgetChange) throws(StoreFailure) -> ChangedBudget {
    try write { try $0.change(change) }
  }

  package func keep(_ document: KeptDocument) throws(StoreFailure) {
    try write { try $0.keep(document) }
  }

  /// Runs one transaction; when it throws, nothing of it is written and the store can be used on.
  func write<Result>(
    _ body: (inout WriteTransaction) throws -> Result
  ) throws(StoreFailure) -> Result {
    try write(remembers: false, logLimit: LogLength.limit, body)
  }

  /// - Parameters:
  ///   - remembers: it takes up what the last turn has left, and leaves it to the next.
  ///   - logLimit: from which length on the log is written into the file at once.
  private func write<Result>(
    remembers: Bool, logLimit: Int32, _ body: (inout WriteTransaction) throws -> Result
  ) throws(StoreFailure) -> Result {
    do {
      return try queue.inDatabase { [log] db in
        defer { log.empty(db, from: logLimit) }
        let last = takeMemory()
        var transaction = WriteTransaction(db, memory: remembers ? last : TurnMemory())
        let result = try db.transaction {
          let result = try body(&transaction)
          try transaction.tallies.write(to: db)
          return result
        }
        if remembers { memory.withLock { $0 = transaction.memory } }
        return result
      }
    } catch {
      throw StoreFailure(error, path: path)
    }
  }
}
