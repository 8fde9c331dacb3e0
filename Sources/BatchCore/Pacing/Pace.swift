/// The pace of one model, or of the account: its gate, its learned rate, and how fast it opens up.
package struct Pace: Sendable {
  /// What stood when a request started.
  package struct Ticket: Sendable, Equatable {
    var epoch: Int
    var start: LearnedRate.Start
    /// What it was expected to take, and what is counted for it.
    var estimate: Int
    var tokens: Int

    var started: Timestamp { Timestamp(milliseconds: Int64(start.moment)) }
  }

  package internal(set) var gate = Gate()
  package internal(set) var rate = LearnedRate()
  package internal(set) var tokens = TokenRate()
  package internal(set) var breaker = Breaker()
  /// Of the account, whose balance the requests in flight share.
  package internal(set) var cap = FlightCap()
  package internal(set) var flying = 0
  /// Why the gate is closed.
  package internal(set) var reason = Pacer.Reason.rateLimited
  /// Starts that may follow at once while nothing is known of a limit: every request served adds
  /// two and time adds some, so that two hundred workers do not find out about a limit all at once.
  private var credit = 5.0
  private var creditAt: Timestamp?
  /// How long refusals take to come.
  private var refusalSpan: Duration = .milliseconds(100)
  private var recent = RecentStarts()

  package init() {}

  /// Credit a second, and at most.
  private static let growth = 20.0
  private static let mostCredit = 200.0

  /// How many may start now; nil: as many as there are workers.
  package func allowance(now: Timestamp) -> Int? {
    guard gate.isOpen(at: now) else { return 0 }
    let bound = breaker.allowance(flying: flying, now: now)
    if let bound, breaker.isOpen || bound == 0 { return bound }
    let free = paced(now: now)
    return bound.map { min($0, free ?? $0) } ?? free
  }

  /// Nothing is known that bounds it.
  func isUnbound(now: Timestamp) -> Bool {
    gate.isUntouched && rate.perSecond == nil && tokens.perSecond == nil
      && cap.level == nil && breaker.allowance(flying: 0, now: now) == nil
  }

  private func paced(now: Timestamp) -> Int? {
    let tokens = tokens.allowance(now)
    if tokens == 0 { return 0 }
    if gate.isProbing(at: now) { return flying == 0 || gate.trustedAt == nil ? 1 : 0 }
    if gate.isProbing { return min(rate.allowance(now) ?? 1, 1) }
    return [rate.allowance(now), tokens].compactMap { $0 }.min() ?? Int(credit(now))
  }

  /// The same of the account, which knows no room of its own.
  package func allowanceOfAll(now: Timestamp) -> Int? {
    guard gate.isOpen(at: now) else { return 0 }
    let tokens = tokens.allowance(now)
    if tokens == 0 { return 0 }
    if gate.isProbing(at: now) { return flying == 0 ? 1 : 0 }
    return [rate.allowance(now), tokens, cap.allowance(flying: flying)].compactMap(\.self).min()
  }

  /// The same of the account.
  package func openingOfAll(now: Timestamp) -> Timestamp? {
    if let until = gate.until, until > now { return until }
    let paced = gate.isProbing(at: now) ? gate.trustedAt : rate.opening(now)
    return [tokens.opening(now), paced].compactMap(\.self).max()
  }

  private func credit(_ now: Timestamp) -> Double {
    let grown = creditAt.map { Self.growth * max(0, (now - $0).inSeconds) } ?? 0
    return max(credit, min(credit + grown, 10))
  }

  /// When requests may start again, if that is a matter of time.
  package func opening(now: Timestamp) -> Timestamp? {
    if let until = gate.until, until > now { return until }
    if breaker.allowance(flying: flying, now: now) == 0 {
      return breaker.opening(flying: flying, now: now)
    }
    if gate.isProbing(at: now) {
      let trusted = gate.trustedAt.map { max($0, rate.opening(now) ?? $0) }
      return [tokens.opening(now), trusted].compactMap { $0 }.max()
    }
    if let moment = [tokens.opening(now), rate.opening(now)].compactMap({ $0 }).max() {
      return moment
    }
    let missing = 1 - credit(now)
    guard rate.perSecond == nil, tokens.perSecond == nil, missing > 0 else { return nil }
    return now + .seconds(missing / Self.growth)
  }

  package mutating func start(tokens estimate: Int, now: Timestamp) -> Ticket {
    flying += 1
    cap.start(flying: flying)
    let patience = min(refusalSpan * 2 + .milliseconds(100), .seconds(10))
    credit = gate.start(now: now, patience: patience) ? 0 : credit(now) - 1
    creditAt = now
    breaker.start(now: now)
    recent.add(now)
    return Ticket(
      epoch: gate.epoch, start: rate.start(now, patience: patience, isProbe: breaker.isOpen),
      estimate: estimate, tokens: tokens.start(estimate, now: now))
  }

  private mutating func count(_ ticket: Ticket, used: Int) {
    tokens.end(
      counted: ticket.tokens, estimate: ticket.estimate, used: used, started: ticket.started)
  }

  /// One request finds out: best one of a task that was not refused yet.
  package func isDoubtful(at now: Timestamp) -> Bool {
    gate.isProbing || breaker.isDoubtful(at: now)
  }

  /// It was answered.
  ///
  /// - Returns: whether that closes an open breaker.
  @discardableResult
  package mutating func served(
    _ ticket: Ticket, task: TaskID? = nil, tokens used: Int?, now: Timestamp
  ) -> Bool {
    flying -= 1
    cap.serve()
    credit = min(credit + 2, Self.mostCredit)
    if let used { count(ticket, used: used) }
    gate.served(sent: ticket.epoch, now: now)
    return breaker.succeed(task, started: ticket.started, flying: flying)
  }

  /// It ended without saying anything about the pace.
  ///
  /// - Parameter used: the tokens that it took all the same.
  package mutating func ended(_ ticket: Ticket, tokens used: Int? = nil, now: Timestamp) {
    flying -= 1
    count(ticket, used: used ?? 0)
    breaker.learnedNothing(started: ticket.started, now: now)
    if ticket.epoch == gate.epoch { gate.probeEnded() }
  }

  /// It was refused.
  ///
  /// - Parameter crowd: so many in flight were part of the matter.
  /// - Returns: the rate before, if it was changed by this.
  package mutating func refused(
    _ ticket: Ticket, hint: Duration?, limit: ToldLimit?, delays: Gate.Delays, now: Timestamp,
    crowd: FlightCap.Cause? = nil, chance: Double
  ) -> RateChange? {
    flying -= 1
    count(ticket, used: 0)
    breaker.learnedNothing(started: ticket.started, now: now)
    refusalSpan = max(
      .milliseconds(now.milliseconds - Int64(ticket.start.moment)), refusalSpan * 0.7)
    let wasServed = gate.streak == 0
    let brief = (rate.perSecond ?? recent.perSecond(now)).map { Duration.seconds(1 / $0) }
    let before = gate.until
    let closing = gate.close(
      hint: hint, sent: ticket.epoch, delays: delays, brief: brief, now: now, chance: chance)
    if gate.until != before { reason = .rateLimited }
    if closing.isNew, let crowd { cap.refuse(crowd) }
    credit = 1
    creditAt = gate.until
    let old = rate.perSecond
    if limit?.namesTokens == true {
      if closing.isNew { tokens.refuse(limit?.tokensPerSecond, now: now) }
      return nil
    }
    if let told = limit?.requestsPerSecond {
      guard rate.tell(perSecond: told) else { return nil }
      return RateChange(old: old, new: told, reason: .told, hint: hint)
    }
    let isCut = rate.refuse(
      ticket.start, epoch: ticket.epoch, isFirst: closing.isNew, followsSuccess: wasServed,
      rest: closing.rest.inSeconds, isHinted: hint != nil, now: now)
    guard isCut, let new = rate.perSecond else { return nil }
    return RateChange(old: old, new: new, reason: old == nil ? .learned : .cut, hint: hint)
  }

  /// It was refused because too many were in flight: no matter of the rate.
  mutating func exceeded(
    _ ticket: Ticket, hint: Duration?, delays: Gate.Delays, now: Timestamp, chance: Double
  ) {
    let closing = gate.close(
      hint: hint, sent: ticket.epoch, delays: delays, now: now, chance: chance)
    if closing.isNew { cap.refuse(.balance) }
    flying -= 1
  }

  /// It was refused for want of capacity, with a moment to come back: no matter of the rate.
  mutating func overload(
    _ ticket: Ticket, hint: Duration, delays: Gate.Delays, now: Timestamp, chance: Double
  ) {
    let before = gate.until
    gate.close(hint: hint, sent: ticket.epoch, delays: delays, now: now, chance: chance)
    if gate.until != before { reason = .overloaded }
  }
}
