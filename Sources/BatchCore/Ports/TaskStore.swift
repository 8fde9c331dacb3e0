/// The queue, for the one process that may write it.
///
/// Every call is one transaction, durable (fsync) when it returns, and all or nothing when it
/// throws. The executable contract is `StoreContract`; the caller is on a thread that may block.
package protocol TaskStore: ArticleIntake, BatchStore {
  /// Takes over after whoever wrote before: every claimed task becomes ready as `.lost`, to be sent
  /// again with the same bytes, and its attempt is marked lost. Returns how many.
  func recover(now: Timestamp) throws(StoreFailure) -> Int

  /// Notes that a run begins, and which job files it works with; returns its number.
  func beginRun(_ run: RunRecord) throws(StoreFailure) -> Int64

  /// Notes that a run has ended.
  func endRun(_ number: Int64, at now: Timestamp, exit: Int32) throws(StoreFailure)

  /// Makes the tasks of a role for the articles enqueued since it last did, in their order, at most
  /// so many; returns how many. Fewer than the limit: none is missing any more.
  func makeTasks(role: String, limit: Int) throws(StoreFailure) -> Int

  /// Puts the ready tasks of a role on the rungs of its ladder as it is now: a task takes the rung
  /// of the model it stood on, else the first.
  func alignLadder(role: String, models: [String]) throws(StoreFailure)

  /// Settles, pauses and claims in one transaction.
  ///
  /// - Parameter prepare: builds the request of a candidate; called inside the transaction, so that
  ///   the attempt's row holds what shapes the request before a byte of it is sent.
  func turn(
    _ turn: Turn, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure) -> TurnResult

  /// Reads so many more of the next new tasks of a lane and has their requests prepared, so that
  /// the turns that claim them take less time; they claim the same as without.
  func lookAhead(
    in lane: ClaimWish.Lane, count: Int, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure)

  /// Does what turns leave to be done, now that nobody waits for one.
  func tidy()

  /// Puts failed or cancelled tasks back: ready, no tries, on the rung the selection names.
  ///
  /// - Throws: `StoreFailure.unknownArticle` if one of the articles is not in the queue; then none
  ///   is put back.
  func retry(_ selection: RetrySelection) throws(StoreFailure) -> RetriedTasks

  /// Puts done tasks back whose results were made with another digest than that of the role's
  /// newest run: ready as `.stale`, on the first rung. Each keeps its result until a new one is
  /// stored.
  func redo(_ selection: RedoSelection) throws(StoreFailure) -> RedoneTasks

  /// Takes back what `redo` did where a job is to be in force again that was so before: ready tasks
  /// whose kept result was made with it, of the text as it is now, are done as they were. Before
  /// `beginRun`; where the role's newest run had the same digest there is nothing to do.
  func reinstate(_ selection: RedoSelection, digest: String) throws(StoreFailure) -> RedoneTasks

  /// Takes ready tasks out, and claimed ones when their claims end without an answer to keep.
  /// Articles that have no task of the role yet get a cancelled one.
  ///
  /// - Throws: as `retry`.
  func cancel(_ selection: CancelSelection) throws(StoreFailure) -> CancelledTasks

  /// Writes down what a reviewer says of a result, in the place of what was said before.
  ///
  /// - Throws: `StoreFailure.refusedReview` where the result is another one by now, or none;
  ///   `.unknownArticle` as `retry`.
  func judge(_ judging: Judging, now: Timestamp) throws(StoreFailure) -> JudgedResult

  /// Puts a task with a result back, as `.sentBack`; it keeps the result, and what was said of it,
  /// until a new one is stored, and its requests carry the note until then.
  ///
  /// - Parameter place: of the model on the ladder; nil: it stands on the first rung under the
  ///   model's name, and `alignLadder` puts it where it belongs.
  /// - Throws: as `judge`, and where the task is ready or claimed.
  func sendBack(_ sendBack: SendBack, onto place: LadderPlace?) throws(StoreFailure)

  /// Takes back what `sendBack` did: the task is done as it was.
  ///
  /// - Throws: `StoreFailure.refusedReview` where the task was not sent back, is claimed, has a new
  ///   result, or its article has another text since.
  func keepResult(_ keeping: Keeping) throws(StoreFailure)

  /// Takes spent attempts out of the ledger: of finished tasks (done, failed, cancelled) all but
  /// the newest, that of the result, and those whose cost is unknown. Their number, tokens and cost
  /// stay in every sum; nothing of a task that is ready or claimed is touched.
  func prune(_ selection: PruneSelection) throws(StoreFailure) -> PrunedAttempts

  /// Notes that a run works with another number of requests in flight.
  func setConcurrency(_ concurrency: Int, ofRun number: Int64) throws(StoreFailure)

  /// Changes what the queue may cost, and ends the budget's pauses: the next claim finds out anew.
  func change(_ change: BudgetChange) throws(StoreFailure) -> ChangedBudget

  /// Keeps a document under a name (the model list), replacing the one before.
  func keep(_ document: KeptDocument) throws(StoreFailure)
}
