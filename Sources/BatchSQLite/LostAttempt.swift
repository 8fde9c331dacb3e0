import BatchCore

/// An attempt whose bytes are to be sent again.
struct LostAttempt {
  var shape: AttemptShape
  /// The row of its job file, and that file's text.
  var job: Int64
  var source: String
}
