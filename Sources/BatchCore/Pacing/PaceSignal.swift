/// What an exchange says about the pace.
package enum PaceSignal: Sendable, Equatable {
  /// The provider did its work, whatever it answered.
  case served
  /// 429 and its kin: slow down, everyone.
  case throttled(hint: Duration?, isAccountWide: Bool)
  /// The limit that all `:free` models share; paid ones go on (S24).
  case throttledFree(hint: Duration?)
  /// Nothing could be sent.
  case unreachable
  /// Says nothing about the pace: a server error, a timeout, a shutdown.
  case silent
}
