import BatchCore
import Foundation
import Simulator

extension Row {
  /// The balance ends in the middle of the work.
  static let credits = Row.timed(
    name: "credits",
    method: "The balance ends after about 300 of 1,000 articles; 5 workers, 20 ms answers. "
      + "Requests that were refused with 402, and articles that were failed by it.",
    seconds: 60
  ) { seconds in
    var settings = SimulatorSettings()
    settings.latency = .fixed(20)
    settings.balance = Picodollars(usd: Decimal(string: "0.04") ?? 0)
    let bench = try Bench(settings, articles: 1000)
    defer { bench.close() }
    bench.work(seconds: seconds)
    let done = Figure(
      name: "done before", value: Double(try bench.figures().done), unit: "articles",
      goal: .atLeast(1))
    return [done] + (try refusals(bench, "balance"))
  }

  /// The key is refused from the start.
  static let key = Row.timed(
    name: "key",
    method: "The key is refused with 401 from the first request on; 5 workers.",
    seconds: 60
  ) { seconds in
    var settings = SimulatorSettings()
    settings.latency = .fixed(20)
    settings.validKeys = ["sk-or-another"]
    let bench = try Bench(settings, articles: 1000)
    defer { bench.close() }
    bench.work(seconds: seconds)
    return try refusals(bench, "badKey")
  }

  private static func refusals(_ bench: Bench, _ verdict: String) throws -> [Figure] {
    let refused = bench.simulator.ledger.rows.count { $0.verdict == verdict }
    return [
      Figure(name: "refused", value: Double(refused), unit: "requests", goal: .atMost(5)),
      Figure(
        name: "failed", value: Double(try bench.figures().failed), unit: "articles",
        goal: .atMost(0)),
    ]
  }
}
