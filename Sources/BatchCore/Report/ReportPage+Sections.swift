import Foundation

extension ReportPage {
  var models: String {
    var byRole = ReportTable(
      "Cost by model", ["Role", "Model", "Done", "Failed", "Cost", "Cost of 1,000 done"])
    for role in overview.status.roles {
      for model in role.models {
        let thousand = model.done == 0 ? nil : model.costUSD / Decimal(model.done) * 1_000
        byRole.add([
          .text(role.role), .text(model.model), .figure(Wording.grouped(model.done)),
          .figure(Wording.grouped(model.failed)), .figure(Wording.dollars(model.costUSD)),
          .figure(thousand.map(Wording.dollars) ?? "not known"),
        ])
      }
    }
    var byModel = ReportTable(
      "Requests by model",
      ["Model", "Done", "Failed", "Throttled", "Half took at most", "95 of 100 took at most"])
    for (model, sums) in overview.course.models.sorted(by: { $0.key < $1.key }) {
      let spans = [0.5, 0.95].map { share in
        sums.latency.percentile(share).map { Wording.span(milliseconds: $0) } ?? "not known"
      }
      byModel.add(
        [.text(model)]
          + [sums.done, sums.failed, sums.throttled].map { .figure(Wording.grouped($0)) }
          + spans.map { .figure($0) })
    }
    let tables = [byRole, byModel].filter { !$0.isEmpty }.map(\.html)
    return tables.isEmpty ? "" : section("Models", tables.joined())
  }

  var failures: String {
    let report = overview.failures
    guard !report.failed.isEmpty || !report.waiting.isEmpty else {
      return section("Failures", "<p>Nothing failed, and nothing waits.</p>\n")
    }
    let failed = report.failed.map { cause in
      "<li><strong>\(ReportTable.isolated(cause.role)): \(Wording.grouped(cause.count)) failed, "
        + "\(markedUp(cause.kind.rawValue))</strong>: \(markedUp(cause.kind.cause)).<br>"
        + "\(ReportTable.isolated(cause.remedy))<br>Put back: <code>\(markedUp(cause.retry))</code><br>"
        + "\(Self.list(cause.examples, of: cause.count))</li>\n"
    }
    let waiting = report.waiting.map { cause in
      "<li><strong>\(ReportTable.isolated(cause.role)): \(Wording.grouped(cause.count)) waiting"
        + "\(cause.kind.map { " after \(markedUp($0.rawValue))" } ?? "")</strong>, the first until "
        + "\(markedUp(cause.until))<br>\(Self.list(cause.examples, of: cause.count))</li>\n"
    }
    return section("Failures", "<ul>\n\((failed + waiting).joined())</ul>\n")
  }

  private static func list(_ examples: [String], of count: Int) -> String {
    let more = count - examples.count
    return examples.map { ReportTable.isolated($0) }.joined(separator: ", ")
      + (more > 0 ? " and \(Wording.grouped(more)) more" : "")
  }

  var extremes: String {
    var slowest = ReportTable("The slowest answers", ["Article", "Role", "Model", "Took", "Cost"])
    for extreme in overview.slowest {
      slowest.add([
        .text(Self.name(extreme)), .text(extreme.role), .text(extreme.model ?? ""),
        .figure(Wording.span(milliseconds: extreme.milliseconds ?? 0)),
        .figure(extreme.cost.map { Wording.dollars($0.dollars) } ?? "not known"),
      ])
    }
    var dearest = ReportTable("The dearest articles", ["Article", "Role", "Requests", "Cost"])
    for extreme in overview.dearest {
      dearest.add([
        .text(Self.name(extreme)), .text(extreme.role),
        .figure(Wording.grouped(extreme.attempts ?? 0)),
        .figure(extreme.cost.map { Wording.dollars($0.dollars) } ?? "not known"),
      ])
    }
    let tables = [slowest, dearest].filter { !$0.isEmpty }.map(\.html)
    return tables.isEmpty
      ? "" : section("Slowest and dearest", tables.joined() + texts.joined())
  }

  private static func name(_ extreme: WorkOverview.Extreme) -> String {
    guard let title = extreme.text?.title, !title.isEmpty else { return extreme.article }
    return "\(extreme.article): \(title)"
  }

  /// Each article once in each role.
  private var texts: [String] {
    var told: Set<[String]> = []
    return (overview.slowest + overview.dearest).compactMap { extreme in
      guard let text = extreme.text, told.insert([extreme.role, extreme.article]).inserted else {
        return nil
      }
      return "<details>\n<summary>\(ReportTable.isolated(Self.name(extreme))) "
        + "(\(ReportTable.isolated(extreme.role)))</summary>\n<h4>Before</h4>\n"
        + "<pre dir=\"auto\">\(markedUp(text.before))</pre>\n<h4>After</h4>\n"
        + (text.after.map { "<pre dir=\"auto\">\(markedUp($0))</pre>\n" }
          ?? "<p>There is no result.</p>\n")
        + "</details>\n"
    }
  }
}
