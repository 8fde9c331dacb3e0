/// Says when the next request may start, and for which models: one for all workers.
///
/// Each model has a gate, a learned rate and a breaker; the account has a gate and a rate of its
/// own, for limits that are OpenRouter's. A refusal closes the gate for everyone; after a closing
/// one request finds out, then starts are spread evenly. Server errors never touch the rate.
package struct Pacer: Sendable {
  /// What stood when a request started.
  package struct Ticket: Sendable, Equatable {
    package var model: String
    var own: Pace.Ticket
    /// Of the pace that all `:free` models share.
    var free: Pace.Ticket?
    var account: Pace.Ticket
  }

  /// Why nothing may start now.
  package enum Reason: String, Sendable, Codable {
    case rateLimited, overloaded, unreachable
    /// Too many requests in flight for the account's balance.
    case crowded
    /// The network in front of the provider turns requests away.
    case edgeBlocked
  }

  package var throttleDelays = Gate.Delays(base: .seconds(1), longest: .seconds(30))
  /// With a floor: seven of these in a row are no moment's trouble.
  package var unreachableDelays = Gate.Delays(
    base: .milliseconds(500), longest: .seconds(30), floor: 0.25)
  package internal(set) var account = Pace()
  /// Of all `:free` models together.
  package internal(set) var free = Pace()
  package internal(set) var models: [String: Pace] = [:]
  package internal(set) var accountReason: Reason?

  package init() {}

  /// How many requests of a model may start now; nil: as many as there are workers.
  package func allowance(for model: String, now: Timestamp) -> Int? {
    let own = models[model].map { $0.allowance(now: now) } ?? Pace().allowance(now: now)
    let free = ModelID.isFree(model) ? free.allowanceOfAll(now: now) : nil
    return [account.allowanceOfAll(now: now), free, own].compactMap { $0 }.min()
  }

  /// Whether nothing is known that bounds a model's requests: no limit, no refusal that was not
  /// followed by an answer, no row of failures.
  package func isUnbound(_ model: String, now: Timestamp) -> Bool {
    account.isUnbound(now: now) && models[model]?.isUnbound(now: now) ?? true
      && (!ModelID.isFree(model) || free.isUnbound(now: now))
  }

  /// When the first of these models may start again, if that is a matter of time; nil if one may
  /// now, or waits only for an answer.
  package func opening(of models: [String], now: Timestamp) -> Timestamp? {
    let account = account.openingOfAll(now: now)
    let free = free.openingOfAll(now: now)
    return models.compactMap { model -> Timestamp? in
      [account, ModelID.isFree(model) ? free : nil, self.models[model]?.opening(now: now)]
        .compactMap { $0 }.filter { $0 > now }.max()
    }.min()
  }

  /// - Parameter tokens: what prompt and answer are expected to take.
  package mutating func start(_ model: String, tokens: Int = 0, now: Timestamp) -> Ticket {
    Ticket(
      model: model, own: models[model, default: Pace()].start(tokens: tokens, now: now),
      free: ModelID.isFree(model) ? free.start(tokens: tokens, now: now) : nil,
      account: account.start(tokens: tokens, now: now))
  }

  /// Models that were paused before: one request finds out, the others wait for its answer.
  package mutating func doubt(_ models: [String]) {
    for model in models { self.models[model, default: Pace()].gate.doubt() }
  }

  /// What the end of a request changed.
  package struct Effect: Sendable, Equatable {
    /// How a learned rate changed.
    package var change: RateChange?
    /// How many may be in flight from now on, where that was lowered.
    package var flight: FlightCap.Level?
    /// The model fails for everyone: its task is not at fault.
    package var isExcused = false
    /// The model's breaker opened.
    package var opens = false
    /// It closed.
    package var closes = false
  }

  /// A request has ended.
  ///
  /// - Parameters:
  ///   - task: whose request it was.
  ///   - fault: the failure, where it is the model's or its provider's.
  ///   - tokens: what it used, where known.
  @discardableResult
  package mutating func end(
    _ ticket: Ticket, signal: PaceSignal, task: TaskID? = nil, fault: Breaker.Fault? = nil,
    tokens: Int? = nil, now: Timestamp, chance: Double
  ) -> Effect {
    var effect = Effect()
    var pace = models[ticket.model] ?? Pace()
    let flight = account.cap.level
    switch signal {
    case .served:
      effect.closes = pace.served(ticket.own, task: task, tokens: tokens, now: now)
      if let shared = ticket.free { free.served(shared, tokens: tokens, now: now) }
      account.served(ticket.account, tokens: tokens, now: now)
    // Of a free model whose name does not show it only its own gate can close.
    case .throttledFree(let hint, let limit) where ticket.free == nil,
      .throttled(let hint, false, let limit):
      endShared(ticket, now: now)
      effect.change = pace.refused(
        ticket.own, hint: hint, limit: limit, delays: throttleDelays, now: now, chance: chance)
      effect.change?.model = ticket.model
    case .throttled(let hint, true, let limit):
      endShared(ticket, exceptAccount: true, now: now)
      pace.ended(ticket.own, now: now)
      accountReason = .rateLimited
      effect.change = account.refused(
        ticket.account, hint: hint, limit: limit, delays: throttleDelays, now: now, chance: chance)
    case .edgeBlocked(let hint):
      endShared(ticket, exceptAccount: true, now: now)
      pace.ended(ticket.own, now: now)
      accountReason = .edgeBlocked
      effect.change = account.refused(
        ticket.account, hint: hint, limit: nil, delays: throttleDelays, now: now, crowd: .edge,
        chance: chance)
    case .inFlightBudget(let hint):
      endShared(ticket, exceptAccount: true, now: now)
      pace.ended(ticket.own, now: now)
      accountReason = .crowded
      account.exceeded(
        ticket.account, hint: hint, delays: throttleDelays, now: now, chance: chance)
    case .throttledFree(let hint, let limit):
      pace.ended(ticket.own, now: now)
      account.ended(ticket.account, now: now)
      if let shared = ticket.free {
        effect.change = free.refused(
          shared, hint: hint, limit: limit, delays: throttleDelays, now: now, chance: chance)
        effect.change?.model = Self.freeModels
      }
    case .unreachable:
      pace.ended(ticket.own, now: now)
      endShared(ticket, now: now)
      // A moment that was named for the account stays named, whatever becomes of the network.
      if account.gate.isOpen(at: now) || accountReason == nil { accountReason = .unreachable }
      account.gate.close(
        hint: nil, sent: ticket.account.epoch, delays: unreachableDelays, now: now, chance: chance)
    case .failing(let hint):
      endShared(ticket, tokens: tokens, now: now)
      pace.ended(ticket.own, tokens: tokens, now: now)
      if let hint {
        pace.overload(ticket.own, hint: hint, delays: throttleDelays, now: now, chance: chance)
      }
      if let fault {
        (effect.isExcused, effect.opens) = pace.breaker.fail(
          fault, started: ticket.own.started, flying: pace.flying, now: now)
      }
    case .silent:
      endShared(ticket, tokens: tokens, now: now)
      pace.ended(ticket.own, tokens: tokens, now: now)
    }
    models[ticket.model] = pace
    if let level = account.cap.level, level.most < flight?.most ?? .max { effect.flight = level }
    return effect
  }

  private mutating func endShared(
    _ ticket: Ticket, exceptAccount: Bool = false, tokens: Int? = nil, now: Timestamp
  ) {
    if !exceptAccount { account.ended(ticket.account, tokens: tokens, now: now) }
    if let shared = ticket.free { free.ended(shared, tokens: tokens, now: now) }
  }

  /// What the pace of all `:free` models together is called.
  static let freeModels = "*:free"
}
