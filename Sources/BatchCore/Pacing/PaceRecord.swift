import Foundation

/// What the pacer is doing, kept in the queue: for `status` from another terminal, and for the next
/// run, which must not start earlier than a hint says either.
package struct PaceRecord: Sendable, Equatable, Codable {
  /// A closed gate.
  package struct Closed: Sendable, Equatable, Codable {
    /// nil: the account's.
    package var model: String?
    package var until: Timestamp
    package var reason: Pacer.Reason
    /// Its pause was resumed since: one request finds out.
    package var isLifted: Bool?

    package init(model: String?, until: Timestamp, reason: Pacer.Reason) {
      self.model = model
      self.until = until
      self.reason = reason
    }
  }

  /// A learned rate.
  package struct Rate: Sendable, Equatable, Codable {
    /// nil: the account's.
    package var model: String?
    /// Requests a second, to three digits.
    package var perSecond: Double
    /// The provider has named it.
    package var isTold: Bool?

    package init(model: String?, perSecond: Double, isTold: Bool? = nil) {
      self.model = model
      self.perSecond = perSecond
      self.isTold = isTold
    }
  }

  /// A model whose breaker is open.
  package struct Failing: Sendable, Equatable, Codable {
    package var model: String
    /// Failures in a row, and what they are called.
    package var row: Int
    package var words: String
    package var since: Timestamp
    package var probeAt: Timestamp

    package init(model: String, row: Int, words: String, since: Timestamp, probeAt: Timestamp) {
      self.model = model
      self.row = row
      self.words = words
      self.since = since
      self.probeAt = probeAt
    }
  }

  /// The name under which the queue keeps it.
  package static let name = "pace"

  /// Beyond the requests in flight there are claims that lie ready.
  package var claimsAhead: Bool?
  package var closed: [Closed]
  package var rates: [Rate]
  /// Tokens a second.
  package var tokenRates: [Rate]
  package var failing: [Failing]
  /// Models that new tasks do not start with.
  package var passedOver: [MovedStart]
  /// How many requests may be in flight; nil: as many as there are workers.
  package var flight: FlightCap.Level?
  package var squeeze: Squeeze?

  package init(
    closed: [Closed] = [], rates: [Rate] = [], tokenRates: [Rate] = [], failing: [Failing] = [],
    passedOver: [MovedStart] = [], flight: FlightCap.Level? = nil, squeeze: Squeeze? = nil
  ) {
    self.closed = closed
    self.rates = rates
    self.tokenRates = tokenRates
    self.failing = failing
    self.passedOver = passedOver
    self.flight = flight
    self.squeeze = squeeze
  }

  package init(_ document: KeptDocument?) {
    let text = document?.text ?? ""
    self = (try? JSONDecoder().decode(PaceRecord.self, from: Data(text.utf8))) ?? PaceRecord()
  }

  package func document(now: Timestamp) -> KeptDocument {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = (try? encoder.encode(self)) ?? Data("{}".utf8)
    return KeptDocument(
      name: Self.name, fetchedAt: now, text: String(decoding: bytes, as: UTF8.self))
  }

  /// Those that are closed still.
  package func inForce(at now: Timestamp) -> [Closed] {
    closed.filter { $0.until > now && $0.isLifted != true }
  }

  /// As it is when these pauses were resumed: their gates hold nothing back any more.
  package func lifting(_ resumed: [Pause.Key]) -> PaceRecord {
    var record = self
    for index in closed.indices {
      let model = closed[index].model
      let isMeant = resumed.contains { key in
        model.map { key.scope != .queue && key.scope.holds(role: "", model: $0) }
          ?? (key.scope == .queue)
      }
      if isMeant { record.closed[index].isLifted = true }
    }
    return record
  }
}

extension Pacer {
  /// The gates that are closed now, and what was learned.
  package func record(now: Timestamp) -> PaceRecord {
    var record = PaceRecord()
    if let until = account.gate.until, until > now {
      record.closed.append(.init(model: nil, until: until, reason: accountReason ?? .rateLimited))
    }
    record.flight = account.cap.level
    if let rate = account.rate.rounded {
      record.rates.append(
        .init(model: nil, perSecond: rate, isTold: account.rate.isTold ? true : nil))
    }
    if let tokens = account.tokens.perSecond {
      record.tokenRates.append(.init(model: nil, perSecond: tokens.rounded()))
    }
    let named = models.merging([Self.freeModels: free]) { own, _ in own }
    for (model, pace) in named.sorted(by: { $0.key < $1.key }) {
      if let until = pace.gate.until, until > now {
        record.closed.append(.init(model: model, until: until, reason: pace.reason))
      }
      if let rate = pace.rate.rounded {
        record.rates.append(
          .init(model: model, perSecond: rate, isTold: pace.rate.isTold ? true : nil))
      }
      if let tokens = pace.tokens.perSecond {
        record.tokenRates.append(.init(model: model, perSecond: tokens.rounded()))
      }
      let breaker = pace.breaker
      if let since = breaker.openSince, let probeAt = breaker.probeAt {
        record.failing.append(
          .init(
            model: model, row: breaker.row, words: breaker.words, since: since, probeAt: probeAt))
      }
    }
    return record
  }

  private static let longestRestored: Duration = .seconds(600)
  /// By so much a clock may be set back without anybody caring.
  private static let clockNoise: Duration = .seconds(5)

  /// A pacer that goes on where an earlier run's stopped.
  ///
  /// - Parameter savedAt: when the record was written; what was learned longer than ten minutes
  ///   before is not believed any more, and nothing that was written in the future.
  package init(_ record: PaceRecord, savedAt: Timestamp? = nil, now: Timestamp) {
    self.init()
    guard (savedAt ?? now) - now <= Self.clockNoise else { return }
    for gate in record.closed where gate.until > now {
      // An unreachable provider is simply tried again.
      guard gate.reason != .unreachable else { continue }
      // What holds that long may have been lifted since: one request finds out.
      guard gate.until - now <= Self.longestRestored, gate.isLifted != true else {
        if let model = gate.model {
          if model == Self.freeModels { free.gate.doubt() } else { doubt([model]) }
        } else {
          account.gate.doubt()
        }
        continue
      }
      reclose(gate, now: now)
    }
    guard now - (savedAt ?? now) <= Self.longestRestored else { return }
    account.cap = FlightCap(record.flight)
    for failing in record.failing {
      models[failing.model, default: Pace()].breaker.restore(
        row: failing.row, words: failing.words, since: failing.since, now: now)
    }
    for rate in record.tokenRates {
      if rate.model == Self.freeModels {
        free.tokens.restore(rate.perSecond)
      } else if let model = rate.model {
        models[model, default: Pace()].tokens.restore(rate.perSecond)
      } else {
        account.tokens.restore(rate.perSecond)
      }
    }
    for rate in record.rates {
      if rate.model == Self.freeModels {
        free.rate.restore(rate.perSecond, isTold: rate.isTold == true)
      } else if let model = rate.model {
        models[model, default: Pace()].rate.restore(
          rate.perSecond, isTold: rate.isTold == true)
      } else {
        account.rate.restore(rate.perSecond, isTold: rate.isTold == true)
      }
    }
  }

  private mutating func reclose(_ closed: PaceRecord.Closed, now: Timestamp) {
    let hint = closed.until - now
    if closed.model == Self.freeModels {
      free.gate.close(hint: hint, sent: 0, delays: throttleDelays, now: now, chance: 0)
    } else if let model = closed.model {
      var pace = models[model] ?? Pace()
      pace.gate.close(hint: hint, sent: 0, delays: throttleDelays, now: now, chance: 0)
      pace.reason = closed.reason
      models[model] = pace
    } else {
      account.gate.close(hint: hint, sent: 0, delays: throttleDelays, now: now, chance: 0)
      accountReason = closed.reason
    }
  }
}

extension LearnedRate {
  /// The level, to three digits: small movements are not worth writing down.
  var rounded: Double? {
    guard perSecond != nil, level > 0 else { return nil }
    if isTold { return level }
    var digit = 0.001
    while digit * 1000 < level { digit *= 10 }
    return (level / digit).rounded() * digit
  }

  /// Goes on with what an earlier run had learned.
  mutating func restore(_ level: Double, isTold: Bool = false) {
    guard level.isFinite, level > 0 else { return }
    self.level = max(level, Self.slowest)
    perSecond = self.level
    hold = 10
    step = 0.1
    self.isTold = isTold
  }
}
