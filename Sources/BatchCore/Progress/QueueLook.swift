/// What one look at the queue shows of its work.
package struct QueueLook: Sendable, Equatable {
  package var figures: QueueFigures
  package var pace: PaceRecord

  package init(of reader: any QueueReader, now: Timestamp) throws(StoreFailure) {
    figures = try reader.figures(now: now)
    pace = PaceRecord(try reader.document(named: PaceRecord.name))
    // Without a run nobody keeps to a pace; a wait that was asked for goes on.
    if figures.run == nil { (pace.rates, pace.failing) = ([], []) }
  }
}
