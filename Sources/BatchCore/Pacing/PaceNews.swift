/// Something about the pace that a run's user may want to know.
package enum PaceNews: Sendable, Equatable {
  /// A learned rate was set or cut.
  case rate(RateChange)
  /// A model fails for everyone; its breaker is open.
  case fails(model: String, sentence: String)
  case worksAgain(model: String)
  /// How many may be in flight was lowered.
  case flight(FlightCap.Level)
  /// Answers get less room for want of balance.
  case squeezed(Squeeze)
  /// New tasks start with another model than before: one is not there or answers without JSON, or
  /// does well again.
  case startMoved(model: String, sentence: String)
  /// A model too often answers without JSON or an image, and there is none to start with instead.
  case answersBadly(model: String, sentence: String)
}
