import BatchCore
import Simulator

extension Row {
  private static let first = "openai/gpt-4o-mini"
  private static let shares: [(fault: Fault, share: Double)] = [
    (.prose, 0.05), (.fencedJSON, 0.05), (.truncated, 0.03), (.empty, 0.02),
    (.errorInside(code: 502), 0.02), (.cut(afterBytes: 150), 0.01),
  ]
  /// Articles that no model answers well, and how each has to fail.
  private static let hopeless: [(article: Int, fault: Fault, kind: FailureKind)] = [
    (501, .prose, .notJSON), (777, .truncated, .truncated), (1003, .empty, .empty),
    (1404, .moderated, .moderated), (1900, .missingField, .offSchema),
  ]

  /// One answer in five is bad.
  static let answers = Row.timed(
    name: "answers",
    method: "2,000 articles, 5 workers; 5 % prose, 5 % fenced JSON, 3 % truncated, 2 % empty, 2 % "
      + "errors in a 200, 1 % cut connections, 1 % refused with 403, and five articles that no model "
      + "ever answers well. Each result is compared with what was to be answered.",
    seconds: 300
  ) { seconds in
    let count = 2000
    var settings = SimulatorSettings()
    settings.latency = .range(1...5)
    settings.faults =
      hopeless.map { FaultRule($0.fault, article: "<title>Article \($0.article)<") }
      + shares.map { FaultRule($0.fault, share: $0.share) }
      + [FaultRule(.moderated, share: 0.01, model: first)]
    let bench = try Bench(settings, articles: count, attempts: 6)
    defer { bench.close() }
    bench.work(seconds: seconds)
    var failed: [String: FailureKind] = [:]
    for row in try bench.rows(.failed) {
      if case .failed(let failure) = row.state { failed[row.id] = failure.kind }
    }
    let rightly = hopeless.count { failed["a\($0.article)"] == $0.kind }
    let done = try bench.rows(.done)
    return [
      Figure(
        name: "wrong and accepted", value: Double(done.count { !isRight($0) }), unit: "results",
        goal: .atMost(0)),
      Figure(
        name: "done", value: Double(done.count), unit: "articles",
        goal: .atLeast(Double(count - hopeless.count))),
      Figure(
        name: "failed with the right kind", value: Double(rightly), unit: "articles",
        goal: .atLeast(Double(hopeless.count))),
      Figure(
        name: "failed besides", value: Double(failed.count - rightly), unit: "articles",
        goal: .atMost(0)),
    ]
  }

  private static func isRight(_ row: ExportRow) -> Bool {
    guard let number = Int(row.id.dropFirst()), let result = row.result else { return false }
    let article = Bench.article(number)
    return [first, "anthropic/claude-haiku-4.5"].contains { model in
      let expected = ExpectedAnswer.json(title: article.title, body: article.body, model: model)
      return read(expected) == read(result.output)
    }
  }

  private static func read(_ json: String) -> JSONValue? { try? JSONValue(parsing: json.utf8) }
}
