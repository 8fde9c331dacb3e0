import Foundation

/// `batch show` for people: what happened to one article, oldest first, then its text before and
/// after.
package struct ArticleText {
  package var history: ArticleHistory
  private let next: NextSteps
  package var now: Timestamp
  package var zone: TimeZone

  /// - Parameter database: the queue's path.
  package init(
    _ history: ArticleHistory, database: String, now: Timestamp, zone: TimeZone = .current
  ) {
    self.history = history
    next = NextSteps(database: database)
    self.now = now
    self.zone = zone
  }

  /// Ready to print; nothing in it can move a terminal's cursor.
  package var lines: [String] {
    var lines = ["\(history.article.id): \(history.article.title)".trimmingSuffix(": ")]
    if history.revision > 1 {
      lines.append(
        "  replaced \(Wording.counted(history.revision - 1, "time")) since it was queued")
    }
    if history.tasks.isEmpty {
      lines.append("  no role has worked on it yet: batch run --role rewrite")
    }
    for task in history.tasks { lines += [""] + self.lines(of: task) }
    lines += ["", "Before:"] + text(history.article.body)
    for task in history.tasks {
      guard let result = task.result else { continue }
      if let description = task.description.flatMap({ try? JSONValue(parsing: $0.utf8) })?.text {
        lines += ["", "Described (\(task.record.role)):"] + text(description)
      }
      lines += ["", "After (\(task.record.role), \(result.model)):"] + after(result)
    }
    return lines.map { printable($0) }
  }

  private func lines(of task: TaskHistory) -> [String] {
    var lines = ["\(task.record.role): \(standing(task))"]
    if task.pruned > 0 {
      lines.append(
        "  \(Wording.counted(task.pruned, "attempt")) pruned; the sums hold what they cost")
    }
    if let sentence = StalenessText(history: history, next: next).sentence(of: task) {
      lines.append("  " + sentence)
    }
    lines += review(task).map { "  " + $0 }
    for (index, attempt) in task.attempts.enumerated() {
      lines.append("  \(index + 1). " + line(of: attempt))
      if let failure = attempt.failure { lines.append("     \(failure.sentence)") }
      if let excerpt = attempt.facts.excerpt, !excerpt.isEmpty {
        lines.append("     it began: \(excerpt.prefix(120))")
      }
    }
    if case .failed(let failure) = task.record.state { lines.append("  To do: \(failure.remedy)") }
    return lines
  }

  private func review(_ task: TaskHistory) -> [String] {
    var lines: [String] = []
    if let judgement = task.judgement {
      let moment = Wording.clock(judgement.at, now: now, zone: zone)
      lines.append(
        "\(judgement.verdict.rawValue) by its reviewer, \(moment)"
          + (judgement.note.isEmpty ? "" : ": \(judgement.note)"))
    }
    if let note = task.record.adjustment.note {
      lines.append("sent back by its reviewer" + (note.isEmpty ? "" : ": \(note)"))
    }
    return lines
  }

  private func standing(_ task: TaskHistory) -> String {
    let escalated =
      task.isEscalated ? ", escalated to \(task.record.model ?? "the next model")" : ""
    switch task.record.state {
    case .ready(let reason, let notBefore):
      let due = notBefore.flatMap { $0 > now ? Wording.clock($0, now: now, zone: zone) : nil }
      return "ready (\(reason.rawValue))" + (due.map { ", not before \($0)" } ?? "") + escalated
    case .claimed: return "in work" + escalated
    case .done:
      let cost = task.result?.cost.map { ", \(Wording.dollars($0.dollars))" } ?? ", cost unknown"
      return "done" + cost + escalated
    case .failed(let failure): return "failed (\(failure.kind.rawValue)): \(failure.sentence)"
    case .cancelled: return "cancelled"
    }
  }

  private func line(of attempt: AttemptRecord) -> String {
    var parts = [
      Wording.clock(attempt.startedAt, now: now, zone: zone), attempt.shape.model,
      attempt.outcome ?? "in flight",
    ]
    if let part = attempt.shape.adjustment.part {
      parts.append("the \(part.rawValue)")
    } else if let section = attempt.shape.adjustment.section {
      parts.append("section \(section + 1)")
    }
    if let status = attempt.facts.httpStatus { parts.append("HTTP \(status)") }
    if let served = attempt.facts.servedModel,
      !ModelFamily.isSame(served, as: attempt.shape.model)
    {
      parts.append("answered by \(served)")
    }
    if let provider = attempt.facts.provider { parts.append("by \(provider)") }
    if attempt.finishedAt != nil, attempt.facts.milliseconds > 0 {
      parts.append(Wording.span(milliseconds: attempt.facts.milliseconds))
    }
    if let completion = attempt.facts.usage.completionTokens {
      let prompt = attempt.facts.usage.promptTokens ?? 0
      parts.append("\(Wording.grouped(prompt)) + \(Wording.grouped(completion)) tokens")
    }
    if let cost = attempt.facts.usage.cost { parts.append(Wording.dollars(cost.dollars)) }
    if !attempt.isTry, attempt.failure != nil { parts.append("no try used") }
    return parts.joined(separator: ", ")
  }

  /// Title and body of a JSON output as text; of a picture what it is; any other output as it
  /// stands.
  private func after(_ result: StoredResult) -> [String] {
    if result.extraction == .image, let note = PictureNote(result.output) {
      return text(note.sentence)
    }
    guard let output = try? JSONValue(parsing: result.output.utf8) else {
      return text(result.output)
    }
    if let plain = output.text { return text(plain) }
    guard let body = output[member: "body"]?.text else { return text(result.output) }
    return text((output[member: "title"]?.text.map { $0 + "\n\n" } ?? "") + body)
  }

  private func text(_ text: String) -> [String] {
    text.split(separator: /\r\n|\n|\r/, omittingEmptySubsequences: false).map { "  " + $0 }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
