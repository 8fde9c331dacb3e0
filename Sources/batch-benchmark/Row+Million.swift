import Foundation

extension Row {
  private static let few = 1_000

  /// What the length of the queue costs.
  static let million = Row(
    name: "million",
    method:
      "A queue of 1,000,000 short articles. From the start of batch run to its first request, "
      + "seen by the server, where the tasks are made first and where they are there; its memory; "
      + "processor time a task (of 1,000 tasks, less that of a run of one) beside that on a queue of "
      + "1,000; then status, show, failures, from start to end of the program, and an export of all, "
      + "beside a plain write and sync of as many bytes.",
    seconds: 0
  ) { effort in
    let server = try LatencyServer(answer: try FixedAnswer.completion(bytes: 60))
    defer { server.stop() }
    let count = effort.articles(1_000_000)
    let batch = try BuiltProgram(baseURL: server.baseURL)
    try batch.enqueue(Corpus(count: count, bytes: 60))
    let made = try start(batch, server, few)
    var starts: [Start] = []
    var costs: [Double] = []
    var small: [Double] = []
    for _ in 0..<max(effort.rounds, 5) {
      let one = try start(batch, server, 1)
      let many = try start(batch, server, few)
      starts += [one, many]
      costs.append((many.usage.processorSeconds - one.usage.processorSeconds) / Double(few - 1))
      small.append(try costOfFew(server))
    }
    let cost = Effort.median(costs) * 1e6
    let costOfFew = Effort.median(small) * 1e6
    return [
      Figure(
        name: "until the first request, tasks made first", value: made.milliseconds, unit: "ms",
        goal: .atMost(2000)),
      Figure(
        name: "until the first request", value: Effort.median(starts.map(\.milliseconds)),
        unit: "ms", goal: .atMost(200)),
      Figure(
        name: "of memory at most", value: (starts + [made]).map(\.usage.peakMegabytes).max() ?? 0,
        unit: "MB", goal: .atMost(64)),
      Figure(name: "of processor time a task", value: cost, unit: "µs"),
      Figure(name: "of it on a queue of 1,000", value: costOfFew, unit: "µs"),
      Figure(
        name: "more for the length", value: 100 * (cost / costOfFew - 1), unit: "%",
        goal: .atMost(10)),
    ] + (try looks(batch, server, count: count, rounds: effort.rounds))
  }

  private struct Start {
    var milliseconds: Double
    var usage: Child.Usage
  }

  /// Runs so many tasks.
  private static func start(
    _ batch: BuiltProgram, _ server: LatencyServer, _ count: Int
  ) throws -> Start {
    _ = server.takeArrivals()
    let begin = monotonicSeconds()
    let usage = try batch.work(count)
    return Start(milliseconds: 1000 * (server.takeArrivals().first - begin), usage: usage)
  }

  /// Processor time a task on a queue of 1,000, in seconds.
  private static func costOfFew(_ server: LatencyServer) throws -> Double {
    let batch = try BuiltProgram(baseURL: server.baseURL)
    try batch.enqueue(Corpus(count: few + 1, bytes: 60))
    let one = try batch.work(1)
    let many = try batch.work(few)
    return (many.processorSeconds - one.processorSeconds) / Double(few - 1)
  }

  /// The commands that only look.
  private static func looks(
    _ batch: BuiltProgram, _ server: LatencyServer, count: Int, rounds: Int
  ) throws -> [Figure] {
    server.set(answer: try FixedAnswer.prose())
    try batch.run(
      "run", "--role", "rewrite", "--limit", "200", "--model", "openai/gpt-4o-mini", allowing: [1])
    let looks: [(name: String, arguments: [String], bound: Double)] = [
      ("status", ["status"], 30), ("show", ["show", "a\(count / 2)"], 50),
      ("failures", ["failures"], 50),
    ]
    var figures: [Figure] = []
    for look in looks {
      let spans = try (0..<max(rounds, 9)).map { _ in
        try batch.run(look.arguments, allowing: [1]).seconds * 1000
      }
      figures.append(
        Figure(
          name: look.name, value: Effort.median(spans), unit: "ms", goal: .atMost(look.bound)))
    }
    return figures + (try export(batch, rounds: rounds, status: "all"))
  }

  /// An export beside a plain write and sync of its bytes.
  ///
  /// - Parameter goal: of the share of its rate, in percent.
  static func export(
    _ batch: BuiltProgram, rounds: Int, status: String, goal: Figure.Goal = .none
  ) throws -> [Figure] {
    var ratios: [Double] = []
    var rates: [Double] = []
    var efforts: [Double] = []
    var peak = 0.0
    for _ in 0..<rounds {
      batch.scratch.remove("export.jsonl", "copy")
      let usage = try batch.run(
        "export", "--role", "rewrite", "--status", status, "-o", "export.jsonl")
      let size = batch.scratch.size(of: "export.jsonl")
      let plain = try DiskFloor.write(size, to: batch.scratch.file("copy"))
      rates.append(Double(size) / usage.seconds / 1e6)
      ratios.append(plain / usage.seconds)
      efforts.append(usage.processorSeconds)
      peak = max(peak, usage.peakMegabytes)
    }
    return [
      Figure(name: "exported", value: Effort.median(rates), unit: "MB a second"),
      Figure(
        name: "of the rate of a plain write and sync", value: 100 * Effort.median(ratios),
        unit: "%", goal: goal),
      Figure(
        name: "of the export's processor time", value: 1000 * Effort.median(efforts), unit: "ms"),
      Figure(name: "of the export's memory at most", value: peak, unit: "MB", goal: .atMost(64)),
    ]
  }
}
