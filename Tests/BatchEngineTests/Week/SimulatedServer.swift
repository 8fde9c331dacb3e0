import BatchCore

/// A model's provider in a week: when it is down, what it admits, and how well it answers.
struct SimulatedServer {
  /// What a request is answered.
  enum Answer {
    case good
    case prose
    case failed(FailureKind, hint: Week.Seconds?)
    /// With its limit, if it names that.
    case throttled(hint: Week.Seconds?, told: Double?)
    case dayIsUsedUp
  }

  private var limit: SimulatedBucket
  private let outages: [(during: Range<Week.Seconds>, kind: FailureKind, hint: Week.Seconds?)]
  private let prose: [Range<Week.Seconds>]
  /// Requests a day.
  private let cap: Int?
  private var asked: [Int: Int] = [:]
  private let slowness: Week.Seconds
  private let noise: Double

  init(_ model: String, _ luck: inout Luck) {
    limit = SimulatedBucket(&luck)
    let kinds: [FailureKind] = [.serverError, .providerError, .timedOut, .overloaded, .cut]
    outages = Week.windows(luck.number(0...3), longest: 30_000, &luck).map {
      let kind = kinds[luck.number(0...4)]
      let hints = kind == .overloaded && luck.chance(0.5)
      return ($0, kind, hints ? Double(luck.number(5...4000)) : nil)
    }
    prose = Week.windows(luck.number(0...2), longest: 60_000, &luck)
    cap = ModelID.isFree(model) ? luck.number(10...60) : nil
    slowness = [2.0, 15, 60][luck.number(0...2)]
    noise = luck.chance(0.5) ? 0.02 : 0
  }

  /// Seconds until the answer, and the answer.
  mutating func ask(
    at moment: Week.Seconds, _ luck: inout Luck
  ) -> (span: Week.Seconds, answer: Answer) {
    if let outage = outages.first(where: { $0.during.contains(moment) }) {
      let span = outage.kind == .timedOut ? 120 : 0.05 + luck.unit()
      return (span, .failed(outage.kind, hint: outage.hint))
    }
    if luck.chance(noise) { return (0.3, .failed(.providerError, hint: nil)) }
    let day = Int(moment / Week.day)
    if let cap, asked[day, default: 0] >= cap { return (0.1, .dayIsUsedUp) }
    if let refusal = limit.refuse(at: moment) { return (0.1, refusal) }
    asked[day, default: 0] += 1
    let span = slowness * (0.3 + luck.unit() * 1.4)
    return (span, prose.contains { $0.contains(moment) } && luck.chance(0.7) ? .prose : .good)
  }

  /// Since when it would take requests without a break; nil: it does not.
  func accepts(at moment: Week.Seconds) -> Week.Seconds? {
    guard !outages.contains(where: { $0.during.contains(moment) }) else { return nil }
    let day = Int(moment / Week.day)
    if let cap, asked[day, default: 0] >= cap { return nil }
    let begun = cap == nil ? 0 : Double(day) * Week.day
    let up = outages.map(\.during.upperBound).filter { $0 <= moment }.max() ?? 0
    return max(begun, up)
  }
}

/// A limit that changes three times in the week.
private struct SimulatedBucket {
  private let phases: [(from: Week.Seconds, perSecond: Double?)]
  private let depth: Double
  private let hints: Bool
  private let longHint: Week.Seconds?
  private let tells: Bool
  private var tokens: Double
  private var last = 0.0

  init(_ luck: inout Luck) {
    let rates: [Double?] = [nil, nil, 2, 0.5, 0.1]
    phases = (0...3).map {
      (Double($0) * Week.length / 4 * (0.6 + 0.4 * luck.unit()), rates[luck.number(0...4)])
    }
    depth = Double(luck.number(1...10))
    hints = luck.chance(0.5)
    longHint = luck.chance(0.25) ? Double(luck.number(601...7000)) : nil
    tells = luck.chance(0.3)
    tokens = depth
  }

  mutating func refuse(at moment: Week.Seconds) -> SimulatedServer.Answer? {
    guard let rate = phases.last(where: { $0.from <= moment })?.perSecond else { return nil }
    tokens = min(depth, tokens + (moment - last) * rate)
    last = moment
    guard tokens < 1 else {
      tokens -= 1
      return nil
    }
    let hint = hints ? longHint ?? ((1 - tokens) / rate).rounded(.up) : nil
    return .throttled(hint: hint, told: tells ? rate : nil)
  }
}
