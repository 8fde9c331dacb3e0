/// A batch that the provider has, as long as the queue does not know of it.
package struct AcceptedBatch: Sendable, Equatable, Codable {
  package var batch: BatchNumber
  /// What the provider calls it.
  package var id: String
  package var acceptedAt: Timestamp

  package init(batch: BatchNumber, id: String, acceptedAt: Timestamp) {
    self.batch = batch
    self.id = id
    self.acceptedAt = acceptedAt
  }
}

/// Where answers and accepted batches go that the queue cannot take at exit, so that none is lost.
package protocol AnswerSpool: Sendable {
  /// Appends settlements, durable (fsync) when it returns; returns the path to name to the user.
  func keep(_ settlements: [Settlement]) throws(StoreFailure) -> String

  /// The same of a batch that was accepted.
  func keep(_ batch: AcceptedBatch) throws(StoreFailure) -> String

  /// The settlements kept by an earlier run; empty if there are none.
  func kept() throws(StoreFailure) -> [Settlement]

  /// The batches kept by an earlier run.
  func keptBatches() throws(StoreFailure) -> [AcceptedBatch]

  /// Forgets them: the queue has them now.
  ///
  /// - Parameter keepCopy: the queue refused some of them: the file is kept under another name.
  /// - Returns: the paths of files kept under another name, also those with lines that cannot be
  ///   read.
  func discard(keepCopy: Bool) throws(StoreFailure) -> [String]
}
