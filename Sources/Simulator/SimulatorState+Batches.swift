import Foundation

extension SimulatorState {
  mutating func accept(_ submission: BatchSubmission) -> SimulatedBatch {
    let batch = SimulatedBatch(
      id: "batch_\(batches.count + 1)", model: submission.model, rows: submission.rows)
    batches.append(batch)
    return batch
  }

  /// Answers the question for a batch; one that has been asked for often enough ends.
  mutating func ask(_ id: String, at time: Double, now: Date) -> SimulatedBatch? {
    guard let index = batches.firstIndex(where: { $0.id == id }) else { return nil }
    batches[index].asks += 1
    if let asks = batchRule.asks, batches[index].asks >= asks { end(index, at: time, now: now) }
    return batches[index]
  }

  /// Ends the batches that are at work.
  mutating func endBatches(at time: Double, now: Date) {
    for index in batches.indices { end(index, at: time, now: now) }
  }

  /// Only what is completed is billed, at half the price.
  private mutating func end(_ index: Int, at time: Double, now: Date) {
    guard batches[index].ending == nil else { return }
    batches[index].ending = batchRule.ending
    guard batchRule.ending == .completed else { return }
    for row in batches[index].rows {
      let (result, cost) = answer(row, at: time, now: now)
      batches[index].results.append(result)
      if let cost {
        batches[index].completed += 1
        batches[index].cost += cost
      } else {
        batches[index].failed += 1
      }
    }
  }

  /// - Returns: the row's element of the results, and what it cost; nil where it has no answer.
  private mutating func answer(
    _ row: SimulatedBatch.Row, at time: Double, now: Date
  ) -> (JSON, Picodollars?) {
    let number = ledger.open(
      row.body, hash: BodyHash(of: row.body), keepsBody: settings.keepsBodies, at: time)
    defer { ledger.close(number, .answered, at: time) }
    guard case .success(let request) = ChatRequest.read(row.body),
      let model = settings.models.first(where: { $0.id == request.model })
    else { return (refused(row, number, .unknownModel("")), nil) }
    ledger.describe(number, request, cache: false, clear: false)
    if batchRule.rowErrors.contains(where: request.mentions) {
      ledger.judge(number, verdict: "batchRowError")
      return (
        element(
          row, response: .null, error: ["code": "row_failed", "message": "This row was not done."]),
        nil
      )
    }
    let fault = faults.fault(for: request, number: number)
    ledger.judge(number, verdict: fault.map { "batch \($0.name)" } ?? "batch")
    let id = GenerationID.text(of: number)
    if let refusal = fault?.refusal(for: request, model: model, id: id, now: now) {
      return (refused(row, number, refusal), nil)
    }
    var completion = Completion(
      to: request, model: model, id: id, created: Int(now.timeIntervalSince1970),
      honoursMaxTokens: settings.honoursMaxTokens)
    if let fault { completion.spoil(fault, request: request, model: model, other: model.id) }
    completion.usage?.cost.count /= 2
    let usage = completion.usage ?? .zero
    settle(number, usage: usage, kept: nil, from: time, seconds: 0)
    ledger.send(number, status: 200)
    return (response(row, 200, .raw(completion.document.text)), usage.cost)
  }

  private mutating func refused(
    _ row: SimulatedBatch.Row, _ number: Int, _ refusal: Refusal
  ) -> JSON {
    ledger.send(number, status: refusal.status)
    return response(row, refusal.status, .raw(refusal.body))
  }

  private func response(_ row: SimulatedBatch.Row, _ status: Int, _ body: JSON) -> JSON {
    element(
      row,
      response: [
        "status_code": JSON(status), "request_id": .string("req-\(row.name)"), "body": body,
      ], error: .null)
  }

  private func element(_ row: SimulatedBatch.Row, response: JSON, error: JSON) -> JSON {
    [
      "id": .string("batch_req_\(row.name)"), "custom_id": .string(row.name),
      "response": response, "error": error,
    ]
  }
}
