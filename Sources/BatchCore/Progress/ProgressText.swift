/// What a run tells of itself where nothing can be redrawn: one line at a time.
package struct ProgressText {
  package var report: StatusReport
  /// The run's roles; others in the queue are not its work.
  package var roles: [String]
  package var outlooks: [String: Outlook]
  /// Stands in front; nil in the run's own terminal.
  package var heading: String?
  /// Why nothing starts just now, such as `waiting 41 s: openai/gpt-4o-mini is rate limited`.
  package var waiting: String?

  package init(
    report: StatusReport, roles: [String], outlooks: [String: Outlook] = [:],
    heading: String? = nil, waiting: String? = nil
  ) {
    self.report = report
    self.roles = roles
    self.outlooks = outlooks
    self.heading = heading
    self.waiting = waiting
  }

  /// Nothing in it can move a terminal's cursor.
  package var line: String {
    let mine = report.roles.filter { roles.contains($0.role) }
    var parts = (heading.map { [$0] } ?? []) + mine.map(part)
    if !mine.isEmpty, let room = BudgetText.room(report.cost) { parts.append(room) }
    if let waiting { parts.append(waiting) }
    if let pause = report.pauses.first { parts.append("paused: \(pause.message) \(pause.remedy)") }
    return printable(parts.joined(separator: "; "))
  }

  private func part(_ role: StatusReport.Role) -> String {
    let finished = role.done + role.failed + role.cancelled
    var parts = [
      "\(role.role) \(Wording.grouped(finished)) of \(Wording.grouped(role.total))",
      role.total == 0 ? "no tasks" : "\(finished * 100 / role.total) %",
    ]
    if role.failed > 0 { parts.append("\(Wording.grouped(role.failed)) failed") }
    if role.waiting > 0 { parts.append("\(Wording.grouped(role.waiting)) waiting") }
    if role.ready + role.claimed > 0, let outlook = outlooks[role.role] {
      parts.append(OutlookText.words(outlook))
    }
    parts.append(Wording.dollars(role.costUSD))
    if let projected = role.projectedCostUSD, role.ready + role.claimed > 0 {
      parts.append("about \(Wording.dollars(projected)) in all")
    }
    return parts.joined(separator: ", ")
  }
}
