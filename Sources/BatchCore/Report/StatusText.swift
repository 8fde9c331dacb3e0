import Foundation

/// `batch status` for people: the same figures as the JSON document, and what to do next.
package struct StatusText {
  package var report: StatusReport
  /// Roles that have a job file, to name those that were not started.
  package var knownRoles: [String]
  package var now: Timestamp
  package var zone: TimeZone

  package init(
    report: StatusReport, knownRoles: [String], now: Timestamp, zone: TimeZone = .current
  ) {
    self.report = report
    self.knownRoles = knownRoles
    self.now = now
    self.zone = zone
  }

  /// Ready to print; nothing in it can move a terminal's cursor.
  package func lines(_ style: Style = .plain) -> [String] {
    var lines = [Painted(heading)]
    for role in report.roles { lines += [""] + Self.lines(of: role) }
    // Without a run nobody waits; what the next one goes by is told all the same.
    let pacing = report.run == nil ? report.pacing.filter { $0.gateUntil == nil } : report.pacing
    if !pacing.isEmpty {
      lines += [""] + pacing.flatMap(self.lines(of:))
    }
    if let bill = BudgetText.line(report.cost) { lines += ["", Painted(bill)] }
    lines += modelLines
    if !report.batches.isEmpty { lines += [""] + batchLines }
    for pause in report.pauses { lines += [""] + self.lines(of: pause) }
    lines += nextSteps.map { Painted($0) }
    return lines.map { $0.text(style) }
  }

  private var words: PaceWords { PaceWords(now: now, zone: zone) }

  /// Whose figures these are, and whether a run is at work.
  package var heading: String { headingParts.joined() }

  /// The heading's parts; those after the second tell the least.
  package var headingParts: [String] {
    let queue = "\(report.database): \(Wording.counted(report.articles, "article"))"
    guard let run = report.run else { return [queue, ", no run at work"] }
    return [
      queue, ", run \(run.pid) at work since \(words.clock(run.since))",
      ", \(run.inFlight) of \(Wording.counted(run.concurrency, "request")) in flight",
    ]
  }

  private static func lines(of role: StatusReport.Role) -> [Painted] {
    let finished = role.done + role.failed + role.cancelled
    var lines: [Painted] = [
      Painted("\(role.role)  \(bar(finished, of: role.total))  \(share(finished, of: role.total))"),
      "  " + counts(role),
    ]
    if let pace = pace(role) { lines.append(Painted("  " + pace)) }
    lines.append(Painted("  " + cost(role)))
    if role.models.count > 1 || role.escalated > 0 {
      for model in role.models {
        lines.append(
          Painted("  \(model.model): \(Wording.grouped(model.done)) done, ") + failed(model.failed)
            + Painted(", \(Wording.dollars(model.costUSD))"))
      }
    }
    for cause in role.failures {
      lines.append(
        "  " + Painted("failed: \(Wording.grouped(cause.count)) \(cause.kind.rawValue)", .bad)
          + Painted(". \(cause.remedy)"))
    }
    return lines
  }

  private static func failed(_ count: Int) -> Painted {
    Painted("\(Wording.grouped(count)) failed", count > 0 ? .bad : nil)
  }

  private static func counts(_ role: StatusReport.Role) -> Painted {
    var parts = [
      Painted("\(Wording.grouped(role.done)) of \(Wording.grouped(role.total)) done", .good)
    ]
    if role.failed > 0 { parts.append(failed(role.failed)) }
    return (parts + rest(role).map { Painted($0) }).joined(separator: ", ")
  }

  private static func rest(_ role: StatusReport.Role) -> [String] {
    var parts: [String] = []
    if role.claimed > 0 { parts.append("\(Wording.grouped(role.claimed)) in work") }
    if role.ready > 0 {
      let waiting = role.waiting > 0 ? " (\(Wording.grouped(role.waiting)) waiting their time)" : ""
      parts.append("\(Wording.grouped(role.ready)) to do\(waiting)")
    }
    if role.cancelled > 0 { parts.append("\(Wording.grouped(role.cancelled)) cancelled") }
    if role.escalated > 0 {
      parts.append("\(Wording.grouped(role.escalated)) escalated to a more reliable model")
    }
    if role.accepted > 0 { parts.append("\(Wording.grouped(role.accepted)) accepted") }
    if role.rejected > 0 { parts.append("\(Wording.grouped(role.rejected)) rejected") }
    if role.stale > 0 { parts.append("\(Wording.grouped(role.stale)) made with an earlier prompt") }
    return parts
  }

  private static func pace(_ role: StatusReport.Role) -> String? {
    guard let perMinute = role.perMinute else { return nil }
    let rate = Wording.rate(perMinute: perMinute)
    let throttled = role.throttled > 0 ? ", \(Wording.grouped(role.throttled)) throttled" : ""
    guard let eta = role.etaSeconds, eta > 0 else { return rate + throttled }
    return "\(rate), about \(Wording.span(seconds: eta)) left\(throttled)"
  }

  private static func cost(_ role: StatusReport.Role) -> String {
    var text =
      "\(Wording.dollars(role.costUSD)) in \(Wording.counted(role.attempts, "request"))"
    if role.costUnknown > 0 {
      text += " (cost of \(Wording.grouped(role.costUnknown)) unknown: openrouter.ai/activity)"
    }
    if let projected = role.projectedCostUSD, role.ready + role.claimed > 0 {
      text += ", about \(Wording.dollars(projected)) in all"
    }
    return text
  }

  /// What was learnt of the models.
  private var modelLines: [Painted] {
    let lessons = report.lessons.map {
      Painted("\($0.model) is asked \($0.differences.joined(separator: ", ")), as was learnt.")
    }
    let others = report.otherModels.flatMap { other in
      [
        Painted("\(other.model) was asked, but \(other.servedModel) answered.", .held),
        Painted("  \(other.remedy)"),
      ]
    }
    return lessons.isEmpty && others.isEmpty ? [] : [""] + lessons + others
  }

  private func lines(of pacing: StatusReport.Pacing) -> [Painted] {
    let (span, reason) = words.waiting(pacing)
    return [Painted(span + reason, .held)] + (pacing.remedy.map { [Painted("  \($0)")] } ?? [])
  }

  private var batchLines: [Painted] {
    report.batches.map { Painted(words.batch($0, isRunAtWork: report.run != nil)) }
  }

  private func lines(of pause: StatusReport.PauseInForce) -> [Painted] {
    [
      Painted(words.paused(pause), .held) + Painted(" \(pause.message)"),
      Painted("  \(pause.remedy)"),
    ]
  }

  private var nextSteps: [String] {
    if report.articles == 0 { return ["", "Nothing is queued yet: batch enqueue articles.jsonl"] }
    let next = NextSteps(database: report.database)
    var steps: [String] = []
    let started = Set(report.roles.map(\.role))
    for role in knownRoles where !started.contains(role) {
      steps.append("\(role)  not started: " + next.run(role))
    }
    guard report.run == nil else { return steps.isEmpty ? [] : [""] + steps }
    steps += report.roles.flatMap(next.lines)
    return steps.isEmpty ? [] : [""] + steps
  }

  private static func bar(_ finished: Int, of total: Int) -> String {
    let width = 30
    let filled = total == 0 ? 0 : finished * width / total
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: "-", count: width - filled) + "]"
  }

  /// Rounded down, so that 100 % is said only when nothing is left.
  private static func share(_ finished: Int, of total: Int) -> String {
    total == 0 ? "no tasks" : "\(finished * 100 / total) %"
  }
}
