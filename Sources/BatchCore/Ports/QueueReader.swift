/// The queue, for anyone who only looks: never writes, never waits for the writer, never holds a
/// read for long.
package protocol QueueReader: Sendable {
  /// Counters, pauses, the budget and the live run; costs the same at a thousand tasks and at a
  /// million.
  func figures(now: Timestamp) throws(StoreFailure) -> QueueFigures

  /// All that happened to one article.
  ///
  /// - Throws: `StoreFailure.unknownArticle` with the nearest ids.
  func history(article id: String) throws(StoreFailure) -> ArticleHistory

  /// Tasks of a role in input order, a page at a time: those after the given article number.
  ///
  /// - Parameter filter: which states; an empty array ends the export.
  func page(
    role: String, after article: Int64, filter: ExportFilter, limit: Int
  ) throws(StoreFailure) -> [ExportRow]

  /// Hands the tasks of a role on in input order, as they are stored, in one short read: the first
  /// of those after the given article number.
  ///
  /// - Parameters:
  ///   - filter: which states.
  ///   - take: gets each; false ends the read. It must not wait, nor read the queue.
  /// - Returns: the article number after which to go on; nil: there are no more.
  func pass(
    role: String, after article: Int64, filter: ExportFilter, _ take: (StoredRow) -> Bool
  ) throws(StoreFailure) -> Int64?

  /// Whether a role has made pictures.
  func hasPictures(role: String) throws(StoreFailure) -> Bool

  /// The picture of a task's result, whole; nil if it has none, or another result by now.
  ///
  /// - Parameter attempt: the one that the result came from.
  func picture(
    role: String, article: Int64, attempt: ClaimNumber
  ) throws(StoreFailure) -> [UInt8]?

  /// Ids of some articles on which a role failed for a reason, in input order.
  func failed(role: String, kind: FailureKind, limit: Int) throws(StoreFailure) -> [String]

  /// The tasks of a role that may not start yet; the largest group first.
  ///
  /// - Parameter examples: ids in each group.
  func waiting(
    role: String, now: Timestamp, examples: Int
  ) throws(StoreFailure) -> [WaitingFigures]

  /// Attempts whose cost is not known and can be asked for, the newest first.
  func unknownCosts(limit: Int) throws(StoreFailure) -> [UnknownCost]

  /// The sizes of what a role has still to work on, and where it stands: its open tasks, and the
  /// articles for which it has none yet, as for a role that was never run. Reads no text.
  func openWork(role: String) throws(StoreFailure) -> WorkSample

  /// A role's open tasks of which sections are answered.
  func begunWork(role: String) throws(StoreFailure) -> [BegunWork]

  /// The article of a number in input order; nil if there is none.
  func article(number: Int64) throws(StoreFailure) -> Article?

  /// What a role's newest attempts have used that ended, in a batch or not, were neither throttled
  /// nor served by the response cache, and asked about the text that the article has still; the
  /// newest first.
  func spending(role: String, limit: Int) throws(StoreFailure) -> [SpentAttempt]

  /// A page of the articles that are looked for; looks at a bounded number of them.
  func articles(_ search: ArticleSearch) throws(StoreFailure) -> ArticlePage

  /// The ledger behind a number, in its order.
  func ledger(after number: ClaimNumber, limit: Int) throws(StoreFailure) -> [LedgerPoint]

  /// The attempts of these numbers, as far as the ledger has them still.
  func ledger(numbers: [ClaimNumber]) throws(StoreFailure) -> [LedgerPoint]

  /// What tasks have cost, in the order they were made: those behind the given one.
  func costs(after task: TaskID, limit: Int) throws(StoreFailure) -> [TaskCost]

  /// Results of a role beside their articles, in input order, a page at a time: those after the
  /// given article number.
  func reviewPage(
    role: String, after article: Int64, limit: Int
  ) throws(StoreFailure) -> [ReviewRow]

  /// The result of one article; nil if it has none of its text as it is.
  ///
  /// - Throws: `StoreFailure.unknownArticle` with the nearest ids.
  func review(role: String, article id: String) throws(StoreFailure) -> ReviewRow?

  /// The document kept under a name.
  func document(named name: String) throws(StoreFailure) -> KeptDocument?

  /// The documents kept under names that begin so, by name.
  func documents(namedWith prefix: String) throws(StoreFailure) -> [KeptDocument]

  /// The pauses in force.
  func pauses() throws(StoreFailure) -> [Pause]

  /// Checks the file's integrity, the counters against the rows and the invariants of a task's
  /// life; empty if all is well, else one sentence per finding.
  func verify() throws(StoreFailure) -> [String]

  /// Copies the whole queue, consistent, into a new file (0600).
  func backup(to path: String) throws(StoreFailure)
}
