/// Where a task stands; each case carries what is true in it.
package enum TaskState: Sendable, Equatable {
  /// Waits to be claimed, not before the given moment (nil: at once).
  case ready(ReadyReason, notBefore: Timestamp?)
  /// In a run's hands.
  case claimed(ClaimNumber)
  /// Its result is stored.
  case done
  /// No rung of the ladder is left, or nothing would help.
  case failed(Failure)
  /// Taken out by the user.
  case cancelled
}

/// Why a ready task is ready.
package enum ReadyReason: String, Sendable, Codable, CaseIterable {
  /// Never tried.
  case new
  /// A section of its article is finished, and the next one is asked for.
  case section
  /// A try failed and the same model is asked again.
  case retry
  /// The next, more reliable model of the ladder is asked.
  case escalated
  /// The provider asked everyone to slow down; no try was used.
  case throttled
  /// A pause sent it back untouched; no try was used.
  case paused
  /// The provider could not be reached; no try was used.
  case unreachable
  /// A shutdown took it back; no try was used.
  case interrupted
  /// The run that held it died; the same bytes are sent again.
  case lost
  /// Its batch came back without an answer to it, or with one that the live lane has to find out
  /// about; no try was used.
  case returned
  /// The user put it back.
  case requeued
  /// Its article was replaced.
  case updated
  /// Its result was made with an earlier prompt, and is made anew.
  case stale
  /// A reviewer sent its result back.
  case sentBack
}
