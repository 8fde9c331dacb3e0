import Foundation

extension Row {
  /// How fast tasks are carried out when answers take no time.
  static let drain = Row(
    name: "drain",
    method: "batch run with 5 workers on articles of 6,000 bytes, answers of as much from nginx at "
      + "once, every answer synced to disk; from start to end of the program. Beside it, in the same "
      + "rounds: wrk and bare libcurl with 5 connections, which keep nothing. Processor time is the "
      + "program's, all its threads; nginx not counted.",
    seconds: 3
  ) { effort in
    let wrk = try Tool.wrk.path()
    let answer = try FixedAnswer.completion(bytes: 6000)
    let request = try FixedAnswer.request(bytes: 6000)
    let nginx = try NginxServer(answer: answer)
    let url = nginx.baseURL + "/chat/completions"
    let batch = try BuiltProgram(baseURL: nginx.baseURL)
    let count = effort.articles(20_000)
    try batch.enqueue(Corpus(count: count * effort.rounds + 100, bytes: 6000))
    try batch.work(100)
    let bare = BareClient(url: url, body: request, connections: 5)
    var rounds: [(own: Child.Usage, bare: BareClient.Usage, wrk: Double)] = []
    for _ in 0..<effort.rounds {
      let ceiling = try Self.ceiling(
        wrk, url, request, seconds: effort.seconds, batch.scratch)
      let floor = try bare.work(seconds: effort.seconds)
      rounds.append((try batch.work(count), floor, ceiling))
    }
    let rate = Effort.median(rounds.map { Double(count) / $0.own.seconds })
    return [
      Figure(
        name: "tasks done", value: rate.rounded(), unit: "a second"),
      Figure(
        name: "requests of bare libcurl",
        value: Effort.median(rounds.map(\.bare.perSecond)).rounded(), unit: "a second"),
      Figure(
        name: "requests of wrk", value: Effort.median(rounds.map(\.wrk)).rounded(),
        unit: "a second"),
      Figure(
        name: "of bare libcurl's rate",
        value: 100
          * Effort.median(rounds.map { Double(count) / $0.own.seconds / $0.bare.perSecond }),
        unit: "%", goal: rate >= 6000 ? .none : .atLeast(12)),
      Figure(
        name: "of processor time a task",
        value: Effort.median(rounds.map { $0.own.processorSeconds * 1e6 / Double(count) }),
        unit: "µs", goal: .atMost(150)),
      Figure(
        name: "of processor time a request of bare libcurl",
        value: Effort.median(
          rounds.map { $0.bare.processorSeconds * 1e6 / Double($0.bare.requests) }), unit: "µs"),
      Figure(
        name: "of memory at most", value: rounds.map(\.own.peakMegabytes).max() ?? 0, unit: "MB",
        goal: .atMost(64)),
    ]
  }

  /// Requests a second of wrk with 5 connections.
  private static func ceiling(
    _ wrk: String, _ url: String, _ request: [UInt8], seconds: Double, _ scratch: Scratch
  ) throws -> Double {
    try Data(request).write(to: URL(fileURLWithPath: scratch.file("request.json")))
    try scratch.write(
      """
      wrk.method = "POST"
      wrk.headers["Content-Type"] = "application/json"
      wrk.body = io.open("\(scratch.file("request.json"))"):read("*a")
      """, to: "post.lua")
    let output = scratch.file("wrk.txt")
    let span = "\(max(Int(seconds.rounded()), 1))s"
    try Child.run(
      wrk, ["-t1", "-c5", "-d\(span)", "-s", scratch.file("post.lua"), url], in: scratch.path,
      output: output)
    let text = try String(contentsOfFile: output, encoding: .utf8)
    guard let found = text.firstMatch(of: /Requests\/sec:\s*([0-9.]+)/),
      let rate = Double(found.1)
    else { throw Child.Failed(description: "wrk told no rate") }
    return rate
  }
}
