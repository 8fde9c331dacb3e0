extension Failure {
  /// The run was shut down while the request was in flight.
  package static let interrupted = Failure(
    kind: .aborted, sentence: "The run was stopped before the answer came.",
    remedy: "Nothing to do: the next run sends the same request again.")
}

extension Failure {
  /// The run has no job for the task's role: a fault of ours.
  static let noJob = Failure(
    kind: .unknown, sentence: "The run holds no job for this task's role.",
    remedy: "Please report this; then: batch retry.")

  /// No request was sent: prompt and answer cannot fit.
  ///
  /// - Parameters:
  ///   - needed: tokens that the answer takes at the least.
  ///   - limit: tokens that are left for it.
  static func tooLong(model: String, needed: Int, limit: Int) -> Failure {
    Failure(
      kind: .tooLong,
      sentence: "The article is too long for \(model): its answer needs about "
        + "\(Wording.grouped(needed)) tokens, and there is room for \(Wording.grouped(limit)).",
      remedy: """
        Have long articles cut, with sections in the job file, or add a model with a larger context to \
        the job's models; then: batch retry.
        """)
  }
}
