/// What to do about an outcome.
package enum Decision: Sendable, Equatable, Codable {
  /// Store the result; the task is done.
  case succeed(Answer)
  /// Store the answer to one step of an article's work, a section or the description of an image;
  /// the next one is asked for.
  ///
  /// - onto: whose turn that is; nil: the same model's.
  /// - from: when it may be asked for, so that it comes before what is new; nil: in its turn.
  case proceed(Answer, step: Int, onto: LadderPlace? = nil, from: Timestamp? = nil)
  /// Ask the same model again; counts as a try.
  case retry(Failure, notBefore: Timestamp?, Adjustment)
  /// Ask the next, more reliable model; counts as a try and starts a new count.
  case escalate(Failure, rung: Int, model: String)
  /// Put it back untouched for later; costs no try.
  case postpone(Failure, ReadyReason, notBefore: Timestamp?)
  /// Put it back untouched and stop dispatch; costs no try.
  case pause(Failure, Pause)
  /// Nothing would help.
  case fail(Failure)
}
