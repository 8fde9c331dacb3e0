import BatchCore

extension SQLiteTaskStore {
  package func gather(
    _ wish: BatchWish, now: Timestamp, prepare: (Candidate) -> Preparation
  ) throws(StoreFailure) -> GatheredBatch {
    try write { try $0.gather(wish, now: now, prepare: prepare) }
  }

  package func accepted(
    _ batch: BatchNumber, as id: String, now: Timestamp
  ) throws(StoreFailure) -> Bool {
    try write { try $0.accepted(batch, as: id, now: now) }
  }

  package func asked(
    _ batch: BatchNumber, isKnown: Bool?, now: Timestamp
  ) throws(StoreFailure) {
    try write { try $0.asked(batch, isKnown: isKnown, now: now) }
  }

  package func outstandingBatches() throws(StoreFailure) -> [OutstandingBatch] {
    try write { try BatchRows.outstanding($0.db) }
  }

  package func tasks(of batch: BatchNumber) throws(StoreFailure) -> [BatchedTask] {
    try write { try BatchRows.tasks($0.db, of: batch) }
  }

  package func settle(
    _ batch: BatchNumber, _ settlements: [Settlement], now: Timestamp
  ) throws(StoreFailure) -> [ClaimNumber] {
    try write { try $0.settle(batch, settlements, now: now) }
  }
}
