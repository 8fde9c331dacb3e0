/// What an exchange says about the pace.
package enum PaceSignal: Sendable, Equatable {
  /// The provider did its work, whatever it answered.
  case served
  /// 429 and its kin: slow down, everyone.
  case throttled(hint: Duration?, isAccountWide: Bool, limit: ToldLimit? = nil)
  /// The network in front of the provider turns everything away (S27): slower, and fewer at once.
  case edgeBlocked(hint: Duration?)
  /// Too many requests of the account are in flight for its balance (S6).
  case inFlightBudget(hint: Duration?)
  /// The limit that all `:free` models share; paid ones go on (S24).
  case throttledFree(hint: Duration?, limit: ToldLimit? = nil)
  /// The model or its provider is at fault: nothing about the rate, but many in a row open the
  /// breaker. A hint is obeyed.
  case failing(hint: Duration?)
  /// Nothing could be sent.
  case unreachable
  /// Says nothing: a shutdown, a lost request.
  case silent

  /// How long the provider asks to wait.
  package var hint: Duration? {
    switch self {
    case .throttled(let hint, _, _), .edgeBlocked(let hint), .inFlightBudget(let hint),
      .throttledFree(let hint, _), .failing(let hint):
      hint
    case .served, .unreachable, .silent: nil
    }
  }

  /// Why it holds for every request of the account, whatever its model and endpoint; nil: it does
  /// not.
  package var reasonOfAccount: Pacer.Reason? {
    switch self {
    case .throttled(_, true, _): .rateLimited
    case .edgeBlocked: .edgeBlocked
    case .inFlightBudget: .crowded
    case .throttled, .throttledFree, .served, .failing, .unreachable, .silent: nil
    }
  }
}
