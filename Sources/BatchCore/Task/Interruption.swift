extension Failure {
  /// The run was shut down while the request was in flight.
  package static let interrupted = Failure(
    kind: .aborted, sentence: "The run was stopped before the answer came.",
    remedy: "Nothing to do: the next run sends the same request again.")
}
