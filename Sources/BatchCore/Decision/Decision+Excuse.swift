extension Decision {
  /// What went wrong; nil for a success.
  package var failure: Failure? {
    switch self {
    case .succeed, .proceed: nil
    case .retry(let failure, _, _), .escalate(let failure, _, _), .postpone(let failure, _, _),
      .pause(let failure, _), .fail(let failure):
      failure
    }
  }

  /// What becomes of a decision about a failure that is not the task's fault, as the model fails
  /// for everyone: the task is put back untouched and behind the others, so that another one finds
  /// out.
  ///
  /// | decision | becomes |
  /// |---|---|
  /// | retry | postpone |
  /// | escalate | postpone |
  /// | fail | postpone |
  /// | succeed, proceed, postpone, pause | itself |
  package func excused(until notBefore: Timestamp) -> Decision {
    switch self {
    case .retry(let failure, _, _), .escalate(let failure, _, _), .fail(let failure):
      .postpone(failure, .paused, notBefore: notBefore)
    case .succeed, .proceed, .postpone, .pause:
      self
    }
  }
}
