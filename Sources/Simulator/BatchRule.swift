/// How the simulated batch endpoint behaves.
package struct BatchRule: Sendable {
  /// How a batch ends.
  package enum Ending: String, Sendable, CaseIterable {
    case completed, failed, expired, cancelled
  }

  /// There is no such endpoint: 404.
  package var isAbsent = false
  /// It answers with this status, and takes nothing.
  package var refusal: Int?
  /// With `Retry-After`, in seconds.
  package var retryAfter: Int?
  /// A question for a batch is answered with this status.
  package var askRefusal: Int?
  /// The key's cap is used up (S8): it takes nothing.
  package var isOverKeyLimit = false
  /// Rest before it says that it has accepted a batch.
  package var acceptMilliseconds = 0
  /// A batch ends when it is asked for so often; nil: when it is told to (`endBatches`).
  package var asks: Int? = 1
  package var ending = Ending.completed
  /// Rows that hold one of these texts get an error instead of an answer.
  package var rowErrors: [String] = []
  /// It forgets batches: 404 for each.
  package var forgets = false

  package init() {}
}
