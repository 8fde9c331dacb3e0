/// A limit on tokens a minute, prompts and answers together, refused with 429 beyond it.
package struct TokenLimit: Sendable, Hashable {
  /// Tokens a minute, in the long run.
  package var perMinute: Double
  /// How many may be used at once after a rest.
  package var depth: Double
  /// Where the refusal says how long to wait.
  package var hint: RetryHint
  /// Seconds the hint asks for; nil is the true time until the request would pass.
  package var seconds: Double?
  /// The refusal names the limit's figure, and not only tokens.
  package var namesFigure: Bool

  /// - Parameter depth: a minute's worth unless given.
  package init(
    perMinute: Double, depth: Double? = nil, hint: RetryHint = .none, seconds: Double? = nil,
    namesFigure: Bool = false
  ) {
    self.perMinute = perMinute
    self.depth = depth ?? perMinute
    self.hint = hint
    self.seconds = seconds
    self.namesFigure = namesFigure
  }
}
