import BatchCore
import BatchSQLite
import Foundation
import Synchronization

/// The real store, counted, and made to fail or to dawdle on demand.
final class WatchedStore: TaskStore {
  /// One call of `turn`, whether it went well or not.
  struct Call: Sendable {
    var settlements: Int
    var wishes: Int
    var claims: Int
    var failed: Bool
  }

  private struct State {
    var calls: [Call] = []
    var inFlight = 0
    var maxInFlight = 0
    var failure: @Sendable (Turn) -> StoreFailure? = { _ in nil }
    var before: @Sendable (Turn) -> Void = { _ in }
    var batchFailure: @Sendable () -> StoreFailure? = { nil }
  }

  let inner: SQLiteTaskStore
  private let state = Mutex(State())

  init(_ inner: SQLiteTaskStore) { self.inner = inner }

  var calls: [Call] { state.withLock(\.calls) }
  /// Claims that were out at once, at most.
  var maxInFlight: Int { state.withLock(\.maxInFlight) }

  /// Fails each turn for which the closure names a failure, before anything is written.
  func fail(_ failure: @escaping @Sendable (Turn) -> StoreFailure?) {
    state.withLock { $0.failure = failure }
  }

  /// Fails each write about a batch that was submitted, as long as the closure names a failure.
  func failBatches(_ failure: @escaping @Sendable () -> StoreFailure?) {
    state.withLock { $0.batchFailure = failure }
  }

  /// Called before each turn, on the committer's thread.
  func before(_ work: @escaping @Sendable (Turn) -> Void) {
    state.withLock { $0.before = work }
  }

  func lookAhead(
    in lane: ClaimWish.Lane, count: Int, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure) {
    try inner.lookAhead(in: lane, count: count, prepare: prepare)
  }

  func tidy() { inner.tidy() }

  func turn(
    _ turn: Turn, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure) -> TurnResult {
    let (before, failure) = state.withLock { ($0.before, $0.failure) }
    before(turn)
    if let failure = failure(turn) {
      note(turn, nil)
      throw failure
    }
    let result = try inner.turn(turn, prepare: prepare)
    note(turn, result)
    return result
  }

  private func note(_ turn: Turn, _ result: TurnResult?) {
    let claims = result?.claims.count { $0 != nil } ?? 0
    state.withLock { state in
      state.calls.append(
        Call(
          settlements: turn.settlements.count, wishes: turn.wishes.count, claims: claims,
          failed: result == nil))
      guard result != nil else { return }
      state.inFlight += claims - turn.settlements.count
      state.maxInFlight = max(state.maxInFlight, state.inFlight)
    }
  }

  func enqueue(_ articles: [Article], update: Bool) throws(StoreFailure) -> [EnqueueResult] {
    try inner.enqueue(articles, update: update)
  }
  func recover(now: Timestamp) throws(StoreFailure) -> Int { try inner.recover(now: now) }
  func beginRun(_ run: RunRecord) throws(StoreFailure) -> Int64 { try inner.beginRun(run) }
  func endRun(_ number: Int64, at now: Timestamp, exit: Int32) throws(StoreFailure) {
    try inner.endRun(number, at: now, exit: exit)
  }
  func makeTasks(role: String, limit: Int) throws(StoreFailure) -> Int {
    try inner.makeTasks(role: role, limit: limit)
  }
  func alignLadder(role: String, models: [String]) throws(StoreFailure) {
    try inner.alignLadder(role: role, models: models)
  }
  func retry(_ selection: RetrySelection) throws(StoreFailure) -> RetriedTasks {
    try inner.retry(selection)
  }
  func redo(_ selection: RedoSelection) throws(StoreFailure) -> RedoneTasks {
    try inner.redo(selection)
  }
  func reinstate(
    _ selection: RedoSelection, digest: String
  ) throws(StoreFailure) -> RedoneTasks {
    try inner.reinstate(selection, digest: digest)
  }
  func cancel(_ selection: CancelSelection) throws(StoreFailure) -> CancelledTasks {
    try inner.cancel(selection)
  }
  func judge(_ judging: Judging, now: Timestamp) throws(StoreFailure) -> JudgedResult {
    try inner.judge(judging, now: now)
  }
  func sendBack(_ sendBack: SendBack, onto place: LadderPlace?) throws(StoreFailure) {
    try inner.sendBack(sendBack, onto: place)
  }
  func keepResult(_ keeping: Keeping) throws(StoreFailure) { try inner.keepResult(keeping) }
  func prune(_ selection: PruneSelection) throws(StoreFailure) -> PrunedAttempts {
    try inner.prune(selection)
  }
  func setConcurrency(_ concurrency: Int, ofRun number: Int64) throws(StoreFailure) {
    try inner.setConcurrency(concurrency, ofRun: number)
  }
  func change(_ change: BudgetChange) throws(StoreFailure) -> ChangedBudget {
    try inner.change(change)
  }
  func keep(_ document: KeptDocument) throws(StoreFailure) { try inner.keep(document) }
  func gather(
    _ wish: BatchWish, now: Timestamp, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure) -> GatheredBatch {
    try inner.gather(wish, now: now, prepare: prepare)
  }
  func accepted(
    _ batch: BatchNumber, as id: String, now: Timestamp
  ) throws(StoreFailure) -> Bool {
    if let failure = state.withLock(\.batchFailure)() { throw failure }
    return try inner.accepted(batch, as: id, now: now)
  }
  func asked(_ batch: BatchNumber, isKnown: Bool?, now: Timestamp) throws(StoreFailure) {
    if let failure = state.withLock(\.batchFailure)() { throw failure }
    try inner.asked(batch, isKnown: isKnown, now: now)
  }
  func outstandingBatches() throws(StoreFailure) -> [OutstandingBatch] {
    try inner.outstandingBatches()
  }
  func tasks(of batch: BatchNumber) throws(StoreFailure) -> [BatchedTask] {
    try inner.tasks(of: batch)
  }
  func settle(
    _ batch: BatchNumber, _ settlements: [Settlement], now: Timestamp
  ) throws(StoreFailure) -> [ClaimNumber] {
    if let failure = state.withLock(\.batchFailure)() { throw failure }
    return try inner.settle(batch, settlements, now: now)
  }
}
