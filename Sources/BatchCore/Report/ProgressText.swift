import Foundation

/// The one line that a run shows of itself.
package struct ProgressText {
  package var report: StatusReport
  /// The run's roles; others in the queue are not its work.
  package var roles: [String]
  /// Why nothing starts just now, such as `waiting 41 s: openai/gpt-4o-mini is rate limited`.
  package var waiting: String?

  package init(report: StatusReport, roles: [String], waiting: String? = nil) {
    self.report = report
    self.roles = roles
    self.waiting = waiting
  }

  /// At most `columns` wide, cut at its end; nothing in it can move a terminal's cursor.
  package func line(columns: Int? = nil) -> String {
    let mine = report.roles.filter { roles.contains($0.role) }
    var parts = mine.map(Self.part)
    if let waiting { parts.append(waiting) }
    if let pause = report.pauses.first { parts.append("paused: \(pause.message)") }
    let line = printable(parts.joined(separator: "  "))
    guard let columns, line.count > columns else { return line }
    return String(line.prefix(max(columns - 1, 0))) + "…"
  }

  private static func part(_ role: StatusReport.Role) -> String {
    let finished = role.done + role.failed + role.cancelled
    var parts = [
      "\(role.role) \(Wording.grouped(finished)) of \(Wording.grouped(role.total))",
      role.total == 0 ? "no tasks" : "\(finished * 100 / role.total) %",
    ]
    if role.failed > 0 { parts.append("\(Wording.grouped(role.failed)) failed") }
    if let perMinute = role.perMinute {
      parts.append("\(perMinute.formatted(.number.locale(Locale(identifier: "en_US")))) a minute")
    }
    if let eta = role.etaSeconds, eta > 0 {
      parts.append("about \(Wording.span(seconds: eta)) left")
    }
    parts.append(Wording.dollars(role.costUSD))
    return parts.joined(separator: ", ")
  }
}
