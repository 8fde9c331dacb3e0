import Foundation

/// What a run, or a watch from another terminal, shows of the work: a calm block of lines, none
/// longer than the terminal is wide, and no more than it is high.
package struct ProgressBlock {
  /// A kind of failure with the article it happened to.
  package struct Example: Sendable, Equatable {
    package var role: String
    package var kind: FailureKind
    package var article: String

    package init(role: String, kind: FailureKind, article: String) {
      self.role = role
      self.kind = kind
      self.article = article
    }
  }

  package var report: StatusReport
  /// Those that are shown; others in the queue are not the run's work.
  package var roles: [String]
  package var outlooks: [String: Outlook]
  /// Why nothing starts just now, as the run itself knows it.
  package var waiting: (until: Timestamp, reason: String)?
  /// One of each kind, the one to be shown first in front.
  package var examples: [Example]
  /// Whose work it is, above all; empty in the run's own terminal. Of its parts the first is
  /// shortened, those after the second are left out where they do not fit.
  package var heading: [String]
  package var now: Timestamp
  package var zone: TimeZone

  package init(
    report: StatusReport, roles: [String], outlooks: [String: Outlook] = [:],
    waiting: (until: Timestamp, reason: String)? = nil, examples: [Example] = [],
    heading: [String] = [], now: Timestamp, zone: TimeZone = .current
  ) {
    self.report = report
    self.roles = roles
    self.outlooks = outlooks
    self.waiting = waiting
    self.examples = examples
    self.heading = heading
    self.now = now
    self.zone = zone
  }

  private static let examplesShown = 3

  /// Ready to draw; at least one line, and nothing in it can move a terminal's cursor.
  package func lines(_ canvas: Canvas) -> [String] {
    var all: [(line: BlockLine, rank: Int)] = []
    if !heading.isEmpty { all.append((Self.heading(heading), 2)) }
    for role in shown {
      all.append((bar(role, canvas), 0))
      all.append((Self.counts(role), 1))
      if let outlook = outlook(role) { all.append((outlook, 3)) }
    }
    if !shown.isEmpty { all.append((cost, 2)) }
    all += standstills
    if let failures { all.append((failures, 5)) }
    let height = max(1, canvas.rows - 1)
    let cut = Set(
      all.indices.sorted { (all[$0].rank, $0) < (all[$1].rank, $1) }.prefix(height))
    return all.indices.filter(cut.contains).map {
      all[$0].line.fitted(columns: canvas.columns, mark: canvas.mark)
        .text(canvas.abilities.style)
    }
  }

  private var shown: [StatusReport.Role] { report.roles.filter { roles.contains($0.role) } }

  private static func heading(_ parts: [String]) -> BlockLine {
    var line = BlockLine()
    for (index, part) in parts.enumerated() {
      line.add(part, nil, index == 0 ? .shortens(least: 24) : index == 1 ? .never : .drops(index))
    }
    return line
  }

  private func bar(_ role: StatusReport.Role, _ canvas: Canvas) -> BlockLine {
    let finished = role.done + role.failed + role.cancelled
    // Rounded down, so that 100 % is said only when nothing is left.
    let share = role.total == 0 ? "  no tasks" : "  \(finished * 100 / role.total) %"
    let name = min(columnWidth(printable(role.role)), max(6, canvas.columns / 3))
    let room = canvas.columns - name - 2 - max(columnWidth(share), 7)
    let width = min(max(room, 4), 40)
    let filled = role.total == 0 ? 0 : finished * width / role.total
    let (full, empty) = canvas.abilities.isUnicode ? ("█", "░") : ("#", "-")
    var line = BlockLine()
    line.add(role.role, nil, .shortens(least: 4))
    line.add("  ")
    line.add(String(repeating: full, count: filled), .good)
    line.add(String(repeating: empty, count: width - filled), .quiet)
    line.add(share)
    return line
  }

  private static func counts(_ role: StatusReport.Role) -> BlockLine {
    var line = BlockLine()
    line.add("  ")
    line.add("\(Wording.grouped(role.done)) of \(Wording.grouped(role.total)) done", .good)
    if role.failed > 0 {
      line.add(", ")
      line.add("\(Wording.grouped(role.failed)) failed", .bad)
    }
    if role.ready > 0 { line.add(", \(Wording.grouped(role.ready)) to do", nil, .drops(1)) }
    if role.waiting > 0 { line.add(" (\(Wording.grouped(role.waiting)) waiting)", nil, .drops(2)) }
    if role.claimed > 0 { line.add(", \(Wording.grouped(role.claimed)) in work", nil, .drops(3)) }
    if role.cancelled > 0 {
      line.add(", \(Wording.grouped(role.cancelled)) cancelled", nil, .drops(4))
    }
    if role.escalated > 0 {
      line.add(", \(Wording.grouped(role.escalated)) escalated", nil, .drops(5))
    }
    return line
  }

  /// nil where nothing is left to do.
  private func outlook(_ role: StatusReport.Role) -> BlockLine? {
    guard role.ready + role.claimed > 0, let outlook = outlooks[role.role] else { return nil }
    var line = Self.line("  " + OutlookText.words(outlook))
    if role.throttled > 0 {
      line.add(", \(Wording.grouped(role.throttled)) throttled", nil, .drops(1))
    }
    return line
  }

  private var cost: BlockLine {
    var line = BlockLine()
    let sum = shown.reduce(Decimal.zero) { $0 + $1.costUSD }
    line.add("Cost: \(Wording.dollars(sum))")
    let projected = shown.compactMap(\.projectedCostUSD)
    if projected.count == shown.count, shown.contains(where: { $0.ready + $0.claimed > 0 }) {
      line.add(", about \(Wording.dollars(projected.reduce(0, +))) in all", nil, .drops(1))
    }
    if let room = BudgetText.room(report.cost) { line.add(", \(room)", nil, .drops(2)) }
    let unknown = shown.reduce(0) { $0 + $1.costUnknown }
    if unknown > 0 {
      line.add(" (that of \(Wording.counted(unknown, "request")) unknown)", nil, .drops(3))
    }
    return line
  }

  /// What the pacer and the pauses are doing, each with its reason and what to do.
  private var standstills: [(line: BlockLine, rank: Int)] {
    let words = PaceWords(now: now, zone: zone)
    var lines: [(line: BlockLine, rank: Int)] = []
    let isWaiting = waiting.map { $0.until > now } ?? false
    if let waiting, isWaiting {
      lines.append((Self.line(words.waiting(until: waiting.until), waiting.reason), 3))
    }
    // Without a run nobody waits; what the next one goes by is told all the same.
    let paced = report.pacing.filter {
      $0.gateUntil == nil || !isWaiting && report.run != nil
    }
    for pacing in paced {
      let (span, reason) = words.waiting(pacing)
      lines.append((Self.line(span, reason), 4))
      if let remedy = pacing.remedy { lines.append((Self.line("  ", remedy, nil), 6)) }
    }
    for batch in report.batches where roles.contains(batch.role) {
      let words = words.batch(batch, isRunAtWork: report.run != nil)
      lines.append((Self.line(words), 4))
    }
    for pause in report.pauses {
      lines.append((Self.line(words.paused(pause) + " ", pause.message), 2))
      lines.append((Self.line("  ", pause.remedy, nil), 3))
    }
    return lines
  }

  /// `Failed: 12 moderated (blog/hello), 5 tooLong (a-17). See why: batch failures`.
  private var failures: BlockLine? {
    var line = BlockLine()
    for example in examples.prefix(Self.examplesShown) {
      guard let role = shown.first(where: { $0.role == example.role }),
        let cause = role.failures.first(where: { $0.kind == example.kind })
      else { continue }
      line.add(line.parts.isEmpty ? "Failed: " : ", ")
      line.add("\(Wording.grouped(cause.count)) \(cause.kind.rawValue)", .bad)
      line.add(" (")
      line.add(example.article, nil, .shortens(least: 5))
      line.add(")")
    }
    guard !line.parts.isEmpty else { return nil }
    line.add(". See why: batch failures", nil, .drops(1))
    return line
  }

  private static func line(_ text: String) -> BlockLine { line("", text, nil) }

  private static func line(
    _ head: String, _ rest: String, _ tone: Style.Tone? = .held
  ) -> BlockLine {
    var line = BlockLine()
    line.add(head, tone)
    line.add(rest, nil, .shortens(least: 8))
    return line
  }
}
