import BatchCore
import Foundation

/// Workers, the pacer and a provider's limit, on a clock that only counts.
struct PacerSimulation {
  /// What came of it.
  struct Figures {
    var admitted = 0
    var refused = 0
    /// Tokens of the admitted requests.
    var tokens = 0.0
    /// Seconds that the admitted requests took, in sum.
    var busy = 0.0
    /// Admitted requests in each second.
    var seconds: [Int]

    /// The share of all requests that were refused, in percent.
    var waste: Double { 100 * Double(refused) / Double(max(admitted + refused, 1)) }
  }

  private struct Flight {
    var ticket: Pacer.Ticket
    var ends: Double
    var signal: PaceSignal
    /// What was used, where it was admitted.
    var tokens: Int?
  }

  private var limit: SimulatedLimit
  private var luck: SeededLuck
  private var pacer = Pacer()
  private var flights: [Flight] = []
  private var now = 0.0
  private(set) var figures: Figures

  init(_ limit: SimulatedLimit, seed: UInt64) {
    self.limit = limit
    luck = SeededLuck(seed: seed &* 7919 &+ 13)
    figures = Figures(seconds: Array(repeating: 0, count: Int(limit.minutes * 60) + 1))
  }

  private var clock: Timestamp { Timestamp(milliseconds: 1_000_000 + Int64(now * 1000)) }

  mutating func run() -> Figures {
    while now < limit.minutes * 60 {
      while flights.count < limit.workers, !isStill {
        let allowed = pacer.allowance(for: "a", now: clock) ?? limit.workers
        let starting = min(limit.workers - flights.count, allowed)
        if starting == 0 { break }
        for _ in 0..<starting { start() }
      }
      now = max(nextEvent(), now + 0.0001)
      for index in flights.indices.reversed() where flights[index].ends <= now {
        let flight = flights.remove(at: index)
        pacer.end(
          flight.ticket, signal: flight.signal, tokens: flight.tokens, now: clock,
          chance: luck.unit())
      }
    }
    return figures
  }

  /// Nobody asks: the queue is paused.
  private var isStill: Bool { limit.standstill?.contains(now) ?? false }

  private mutating func start() {
    // A prompt is half of what its request and the answer take.
    let tokens = limit.tokenLimit == nil ? 0 : limit.meanTokens * spread()
    let ticket = pacer.start("a", tokens: Int(tokens / 2), now: clock)
    let arrival = now + 0.005 + 0.010 * luck.unit()
    switch limit.ask(at: arrival, tokens: tokens, &luck) {
    case .admitted:
      let span = answerTime()
      flights.append(
        Flight(
          ticket: ticket, ends: now + max(span, 0.016), signal: .served,
          tokens: limit.tokenLimit == nil ? nil : Int(tokens)))
      countAdmitted(span, tokens)
    case .refused(let hint):
      flights.append(
        Flight(
          ticket: ticket, ends: now + max(min(limit.refusalLatency, limit.latency), 0.016),
          signal: .throttled(
            hint: hint.map { .seconds($0) }, isAccountWide: false, limit: limit.told)))
      if now >= limit.warmUp { figures.refused += 1 }
    }
  }

  private mutating func countAdmitted(_ span: Double, _ tokens: Double) {
    figures.seconds[min(Int(now), figures.seconds.count - 1)] += 1
    guard now >= limit.warmUp else { return }
    figures.admitted += 1
    figures.busy += span
    figures.tokens += tokens
  }

  /// Log-normal around the mean; short answers all take the same.
  private mutating func answerTime() -> Double {
    guard limit.latency > 0.3 else { return limit.latency }
    return limit.latency * spread()
  }

  /// Log-normal with a mean of one.
  private mutating func spread() -> Double {
    let radius = (-2 * log(max(luck.unit(), 1e-12))).squareRoot()
    return exp(0.5 * radius * cos(2 * .pi * luck.unit()) - 0.125)
  }

  private mutating func nextEvent() -> Double {
    let landing = flights.map(\.ends).min() ?? .infinity
    if isStill, let end = limit.standstill?.upperBound { return min(landing, end) }
    guard flights.count < limit.workers, let opening = pacer.opening(of: ["a"], now: clock) else {
      return landing == .infinity ? now + 0.01 : landing
    }
    // An alarm rings up to a millisecond late.
    let seconds = Double(opening.milliseconds - 1_000_000) / 1000 + 0.0005 + 0.001 * luck.unit()
    return min(landing, seconds)
  }
}

extension PacerSimulation.Figures {
  /// What was admitted, as a share of what could be, in percent.
  func goodput(_ limit: SimulatedLimit) -> Double {
    let span = limit.minutes * 60 - limit.warmUp
    let pool = Double(limit.workers) * span / (busy / Double(max(admitted, 1)))
    let used = limit.tokenLimit == nil ? Double(admitted) : tokens
    return 100 * used / (limit.capacity ?? pool)
  }

  /// Seconds from a moment until nine tenths of a rate are reached for some seconds.
  func recovery(from second: Int, to rate: Double, over span: Int) -> Int {
    let wanted = 0.9 * rate * Double(span)
    let back = (second..<(seconds.count - span)).first {
      Double(seconds[$0..<($0 + span)].reduce(0, +)) >= wanted
    }
    return (back ?? seconds.count) - second
  }
}

extension SeededLuck {
  /// 0 ..< 1.
  mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
