import BatchCore

/// A spool on a full disk.
struct FullSpool: AnswerSpool {
  private var full: StoreFailure { .full(path: "batch.sqlite.unsaved") }

  func keep(_ settlements: [Settlement]) throws(StoreFailure) -> String { throw full }
  func keep(_ batch: AcceptedBatch) throws(StoreFailure) -> String { throw full }
  func kept() throws(StoreFailure) -> [Settlement] { [] }
  func keptBatches() throws(StoreFailure) -> [AcceptedBatch] { [] }
  func discard(keepCopy: Bool) throws(StoreFailure) -> [String] { [] }
}
