/// Says when the next request may start, and for which models: one for all workers.
///
/// A throttle closes a gate for everyone: the model's, or the account's where the limit is
/// OpenRouter's own. After a closing, one request at a time goes through until one is served.
/// Server errors and timeouts never touch the pace.
package struct Pacer: Sendable {
  /// The gates that stood when a request started.
  package struct Ticket: Sendable, Equatable {
    package var model: String
    package var modelEpoch: Int
    package var freeEpoch: Int
    package var accountEpoch: Int
  }

  /// Why nothing may start now.
  package enum Reason: String, Sendable, Codable { case rateLimited, unreachable }

  package var throttleDelays = Gate.Delays(base: .seconds(1), longest: .seconds(60))
  /// With a floor: seven of these in a row are no moment's trouble.
  package var unreachableDelays = Gate.Delays(
    base: .milliseconds(500), longest: .seconds(30), floor: 0.25)
  package private(set) var account = Gate()
  /// Of all `:free` models together.
  package private(set) var free = Gate()
  package private(set) var models: [String: Gate] = [:]
  package private(set) var accountReason: Reason?
  private var flying: [String: Int] = [:]

  package init() {}

  /// How many requests of a model may start now; nil: as many as there are workers.
  package func allowance(for model: String, now: Timestamp) -> Int? {
    let gate = models[model] ?? Gate()
    guard account.isOpen(at: now), gate.isOpen(at: now) else { return 0 }
    if account.isProbing { return flying.values.reduce(0, +) == 0 ? 1 : 0 }
    if gate.isProbing { return flying[model, default: 0] == 0 ? 1 : 0 }
    guard ModelID.isFree(model) else { return nil }
    guard free.isOpen(at: now) else { return 0 }
    guard free.isProbing else { return nil }
    return flying.contains { ModelID.isFree($0.key) && $0.value > 0 } ? 0 : 1
  }

  /// When the first of these models may start again; nil if one may now, or waits only for an answer.
  package func opening(of models: [String], now: Timestamp) -> Timestamp? {
    models.compactMap { model -> Timestamp? in
      let moments = [account.until, self.models[model]?.until, until(ofFree: model)]
        .compactMap { $0 }.filter { $0 > now }
      return moments.max()
    }.min()
  }

  /// What keeps requests of these models waiting now, in words: the gate that opens first; nil if none
  /// is closed.
  package func wait(of models: [String], now: Timestamp) -> (until: Timestamp, reason: String)? {
    if let until = account.until, until > now {
      let reason =
        accountReason == .unreachable
        ? "the provider cannot be reached" : "the account is rate limited"
      return (until, reason)
    }
    let closed = models.compactMap { model in
      [self.models[model]?.until, until(ofFree: model)].compactMap { $0 }.max()
        .flatMap { $0 > now ? (model, $0) : nil }
    }
    guard let first = closed.min(by: { $0.1 < $1.1 }) else { return nil }
    return (first.1, "\(first.0) is rate limited")
  }

  private func until(ofFree model: String) -> Timestamp? {
    ModelID.isFree(model) ? free.until : nil
  }

  package mutating func start(_ model: String) -> Ticket {
    flying[model, default: 0] += 1
    return Ticket(
      model: model, modelEpoch: models[model]?.epoch ?? 0, freeEpoch: free.epoch,
      accountEpoch: account.epoch)
  }

  /// Models that were paused before: one request finds out, the others wait for its answer.
  package mutating func doubt(_ models: [String]) {
    for model in models { self.models[model, default: Gate()].doubt() }
  }

  /// A request has ended.
  package mutating func end(
    _ ticket: Ticket, signal: PaceSignal, now: Timestamp, chance: Double
  ) {
    flying[ticket.model, default: 1] -= 1
    switch signal {
    case .served:
      models[ticket.model]?.served(sent: ticket.modelEpoch, now: now)
      account.served(sent: ticket.accountEpoch, now: now)
      if ModelID.isFree(ticket.model) { free.served(sent: ticket.freeEpoch, now: now) }
    case .throttled(let hint, let isAccountWide):
      if isAccountWide {
        closeAccount(ticket, .rateLimited, hint, throttleDelays, now: now, chance: chance)
      } else {
        models[ticket.model, default: Gate()].close(
          hint: hint, sent: ticket.modelEpoch, delays: throttleDelays, now: now, chance: chance)
      }
    case .throttledFree(let hint):
      free.close(
        hint: hint, sent: ticket.freeEpoch, delays: throttleDelays, now: now, chance: chance)
    case .unreachable:
      closeAccount(ticket, .unreachable, nil, unreachableDelays, now: now, chance: chance)
    case .silent:
      break
    }
  }

  private mutating func closeAccount(
    _ ticket: Ticket, _ reason: Reason, _ hint: Duration?, _ delays: Gate.Delays, now: Timestamp,
    chance: Double
  ) {
    account.close(
      hint: hint, sent: ticket.accountEpoch, delays: delays, now: now, chance: chance)
    accountReason = reason
  }
}
