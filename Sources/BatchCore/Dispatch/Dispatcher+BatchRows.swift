/// A settled task of a batch that has come back.
package struct ReturnedRow: Sendable {
  package var settlement: Settlement
  package var signal: PaceSignal
  package var task: TaskRecord
  package var shape: AttemptShape

  package init(
    settlement: Settlement, signal: PaceSignal, task: TaskRecord, shape: AttemptShape
  ) {
    self.settlement = settlement
    self.signal = signal
    self.task = task
    self.shape = shape
  }
}

/// What a batch's rows say of their model.
extension Dispatcher {
  /// Counts a batch's rows as the live lane's answers: each for how readable the model is, and all
  /// of them for whether it is there and works.
  ///
  /// - Parameter since: when the provider accepted the batch.
  package mutating func returned(
    _ rows: [ReturnedRow], of model: String, since: Timestamp, now: Timestamp
  ) {
    for row in rows { countReadability(of: row, now: now) }
    countAbsence(rows, of: model, since: since, now: now)
    countFaults(rows, of: model, since: since, now: now)
  }

  /// Only where the job and its models are still those that it was asked with.
  private mutating func countReadability(of row: ReturnedRow, now: Timestamp) {
    let (task, shape) = (row.task, row.shape)
    let lane = DispatchSettings.Lane(role: task.role, rung: task.rung, model: shape.model)
    guard settings.judgedJobs[task.role]?.digest == shape.job, settings.lanes.contains(lane) else {
      return
    }
    countAnswer(row.settlement, signal: row.signal, of: shape.model, on: lane.lane, now: now)
  }

  /// One row that somebody has answered says more than many that nobody has.
  private mutating func countAbsence(
    _ rows: [ReturnedRow], of model: String, since: Timestamp, now: Timestamp
  ) {
    let shown = rows.first { Self.showsModel($0.settlement) }
    for row in shown.map({ [$0] }) ?? rows {
      let lane = row.task.lane
      countAbsence(row.settlement, of: model, on: lane, asked: since, now: now)
    }
  }

  /// However many rows failed, they did so in one event, as far as anybody knows.
  private mutating func countFaults(
    _ rows: [ReturnedRow], of model: String, since: Timestamp, now: Timestamp
  ) {
    let isServed = rows.contains { $0.signal == .served }
    let fault = rows.lazy.compactMap(\.fault).first
    guard isServed || fault != nil else { return }
    tell(pacer.returned(model, fault: isServed ? nil : fault, since: since, now: now), model)
  }
}

extension ReturnedRow {
  fileprivate var fault: Breaker.Fault? {
    guard case .failing = signal, let failure = settlement.decision.failure else { return nil }
    return Breaker.Fault(task: settlement.task, kind: failure.kind)
  }
}
