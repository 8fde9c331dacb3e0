import BatchCore
import Simulator

extension Row {
  private static let perMinute = 600_000.0
  private static let depth = 50_000.0

  /// How much of a limit on tokens is used, learning included.
  static let tokens = Row.timed(
    name: "tokens",
    method: "A limit of 600,000 tokens a minute, 50,000 of them at once, prompts and answers "
      + "counted; refusals name tokens and no figure; 50 ms answers, 5 workers; from the first "
      + "request on, with all the learning.",
    seconds: 120
  ) { seconds in
    var settings = SimulatorSettings()
    settings.latency = .fixed(50)
    settings.tokenLimit = TokenLimit(perMinute: perMinute, depth: depth)
    let bench = try Bench(settings, articles: Int(100 * seconds))
    defer { bench.close() }
    bench.work(seconds: seconds)
    let rows = bench.simulator.ledger.rows
    let refused = rows.count { $0.verdict == "tokenLimit" }
    let span = ((rows.last?.arrived ?? 0) - (rows.first?.arrived ?? 0)) / 1000
    let taken = Double(rows.reduce(0) { $0 + $1.tokens })
    return [
      Figure(
        name: "of the limit used", value: 100 * taken / (perMinute / 60 * span + depth), unit: "%",
        goal: .atLeast(97)),
      Figure(
        name: "of the requests answered 429",
        value: 100 * Double(refused) / Double(max(rows.count, 1)), unit: "%", goal: .atMost(5)),
      Figure(
        name: "failed", value: Double(try bench.figures().failed), unit: "articles",
        goal: .atMost(0)),
    ]
  }
}
