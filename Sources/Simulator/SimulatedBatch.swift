import Foundation

/// A batch that was accepted, as the simulator keeps it.
package struct SimulatedBatch: Sendable {
  package struct Row: Sendable {
    /// `custom_id`.
    package var name: String
    package var body: Data
  }

  package let id: String
  package let model: String
  package let rows: [Row]
  /// How often it was asked for.
  package internal(set) var asks = 0
  package internal(set) var ending: BatchRule.Ending?
  /// Rows with an answer, and with an error.
  package internal(set) var completed = 0
  package internal(set) var failed = 0
  package internal(set) var cost = Picodollars.zero
  /// The elements of `results`.
  var results: [JSON] = []

  /// In the order of its life: an ask later each.
  private var status: String {
    ending?.rawValue ?? (asks == 0 ? "validating" : "in_progress")
  }

  var document: JSON {
    [
      "id": .string(id), "object": "batch", "endpoint": "/v1/chat/completions",
      "model": .string(model), "status": .string(status),
      "request_counts": [
        "total": JSON(rows.count), "completed": JSON(completed), "failed": JSON(failed),
      ],
      "usage": ["cost": .number(cost.usd)],
      "results": ending == .completed ? .array(results) : .null,
      "error": ending == .failed
        ? ["code": "batch_failed", "message": "The input was lost."] : .null,
    ]
  }
}
