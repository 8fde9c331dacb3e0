/// Why a run ends.
package enum RunEnding: Sendable, Equatable {
  /// Nothing is left to do in its roles.
  case finished
  /// `--limit` tasks were finished.
  case limitReached
  /// A pause needs a person, or `--no-wait` was asked.
  case paused(Pause)
  /// Nothing is left but so many tasks in batches at the provider, and the run was not to wait.
  case inBatches(Int)
  /// Asked to stop; requests in flight were finished and stored.
  case drained
  /// Asked to stop twice; requests in flight were cut off.
  case aborted
  /// Not one connection to the provider succeeded.
  case neverReached(String)
  /// Answers could not be written to the queue.
  case unsaved(StoreFailure)
  /// Tasks are ready that no lane serves: a fault of ours.
  case stuck(Int)
}
