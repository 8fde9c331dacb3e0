import BatchCore
import Simulator

extension Row {
  private static let rate = 20.0
  private static let burst = 5.0

  private static func limited(_ hint: RetryHint) -> SimulatorSettings {
    var settings = SimulatorSettings()
    settings.latency = .fixed(50)
    settings.rateLimit = RateLimit(rate: rate, burst: burst, hint: hint)
    return settings
  }

  /// How much of a limit is used, learning included.
  static func bucket(
    _ name: String, workers: Int, hint: RetryHint, refusedAtMost: Double
  ) -> Row {
    let hints = hint == .none ? "no hints" : "Retry-After in whole seconds"
    return Row.timed(
      name: name,
      method: "A bucket of 20 requests a second, burst 5, 50 ms answers, \(workers) workers, "
        + "\(hints); from the first request on, with all the learning.",
      seconds: 180
    ) { seconds in
      let bench = try Bench(
        limited(hint), articles: Int(rate * seconds * 1.1) + 100, workers: workers)
      defer { bench.close() }
      bench.work(seconds: seconds + 1)
      let rows = bench.simulator.ledger.rows
      let first = rows.first?.arrived ?? 0
      let counted = rows.filter { $0.arrived < first + seconds * 1000 }
      let refused = counted.count { $0.verdict == "rateLimit" }
      let admitted = counted.count - refused
      let used = Figure(
        name: "of the limit used", value: 100 * Double(admitted) / (rate * seconds + burst),
        unit: "%", goal: .atLeast(97))
      return [
        used,
        Figure(
          name: "of the requests answered 429",
          value: 100 * Double(refused) / Double(max(counted.count, 1)), unit: "%",
          goal: .atMost(refusedAtMost)),
        Figure(
          name: "failed", value: Double(try bench.figures().failed), unit: "articles",
          goal: .atMost(0)),
      ]
    }
  }

  /// The bucket halves after a third of the time and doubles after two thirds.
  static let moving = Row.timed(
    name: "bucket-moves",
    method: "The same bucket goes to 10 a second after a third of the time and back to 20 after "
      + "two thirds; how long until under a tenth is refused, and until nine tenths are used, "
      + "over two seconds.",
    seconds: 180
  ) { seconds in
    let bench = try Bench(limited(.none), articles: Int(rate * seconds) + 100)
    defer { bench.close() }
    let third = seconds / 3
    for (moment, rate) in [(third, rate / 2), (third * 2, rate)] {
      bench.after(moment) { $0.setRateLimit(RateLimit(rate: rate, burst: burst)) }
    }
    bench.work(seconds: seconds)
    let flow = Flow(bench.simulator.ledger.rows)
    return [
      Figure(
        name: "until a halved limit is kept to",
        value: flow.seconds(from: third, to: third * 2) { $0.refused * 10 < $0.count }, unit: "s",
        goal: .atMost(20)),
      Figure(
        name: "until a doubled limit is used",
        value: flow.seconds(from: third * 2, to: seconds) {
          Double($0.admitted) >= 0.9 * 2 * rate
        }, unit: "s", goal: .atMost(20)),
    ]
  }

  /// A minute in which every request is refused with 503.
  static let outage = Row.timed(
    name: "outage",
    method: "After ten seconds every request is refused with 503 for 60 s; 5 workers, 50 ms "
      + "answers, two tries an article. Requests within the outage, seconds from its end to the "
      + "first answer, failed articles.",
    seconds: 60
  ) { seconds in
    var settings = SimulatorSettings()
    settings.latency = .fixed(50)
    let bench = try Bench(settings, articles: 2000, attempts: 2)
    defer { bench.close() }
    bench.after(10) { $0.beginOutage(.overloaded(retryAfter: nil)) }
    bench.after(10 + seconds) { $0.endOutage() }
    bench.work(seconds: seconds + 60)
    let rows = bench.simulator.ledger.rows
    let refused = rows.filter { $0.verdict == "outage" }
    let began = refused.first?.arrived ?? 0
    let ended = began + seconds * 1000
    let next = rows.first {
      $0.arrived > began && $0.verdict != "outage" && $0.arrived >= ended - 500
    }
    let figures = try bench.figures()
    return [
      Figure(
        name: "in the outage", value: Double(refused.count), unit: "requests", goal: .atMost(20)),
      Figure(
        name: "until work goes on", value: ((next?.arrived ?? .infinity) - ended) / 1000, unit: "s",
        goal: .atMost(6)),
      Figure(
        name: "failed or escalated", value: Double(figures.failed + figures.escalated),
        unit: "articles", goal: .atMost(0)),
      Figure(
        name: "done", value: Double(figures.done), unit: "articles", goal: .atLeast(2000)),
    ]
  }
}
