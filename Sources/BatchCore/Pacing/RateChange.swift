/// One change of a learned rate.
package struct RateChange: Sendable, Equatable {
  package enum Reason: String, Sendable {
    /// There was none before.
    case learned
    /// It was too high.
    case cut
    /// The provider named its limit.
    case told
  }

  /// nil: the account's.
  package var model: String?
  /// Requests a second; nil: no limit was known.
  package var old: Double?
  package var new: Double
  package var reason: Reason
  package var hint: Duration?

  init(old: Double?, new: Double, reason: Reason, hint: Duration?) {
    self.old = old
    self.new = new
    self.reason = reason
    self.hint = hint
  }
}
