import BatchCore
import BatchEngine

/// What a run says at its end: where things stand, and what to do next.
enum RunSummary {
  static func lines(_ conclusion: RunSession.Conclusion, roles: [String]) -> [String] {
    let mine = conclusion.report.roles.filter { roles.contains($0.role) }
    return [ending(conclusion.ending)] + mine.flatMap(standing)
      + mine.flatMap { next($0, conclusion.ending) }
  }

  private static func ending(_ ending: RunEnding) -> String {
    switch ending {
    case .finished: "Finished: nothing is left to do."
    case .limitReached: "The limit is reached."
    // The notice has told what happened; a run told not to wait at a dated pause had none.
    case .paused(let pause):
      pause.until.map { "Paused until \($0.iso): \(pause.message) \(pause.remedy)" }
        ?? "The run ends here; every article waits, nothing is lost. \(pause.remedy)"
    case .drained: "Stopped; what was in flight is finished and stored."
    case .aborted: "Stopped at once; requests that were cut off are sent again by the next run."
    case .neverReached(let sentence):
      "\(sentence) Check the network and the base URL; nothing was sent."
    case .unsaved(let failure): failure.sentence
    case .stuck(let count):
      "\(Wording.counted(count, "task")) are ready, but no rung of the ladder serves them. Please report this."
    }
  }

  private static func standing(_ role: StatusReport.Role) -> [String] {
    var line = "\(role.role): \(Wording.grouped(role.done)) of \(Wording.grouped(role.total)) done"
    if role.failed > 0 { line += ", \(Wording.grouped(role.failed)) failed" }
    if role.ready > 0 { line += ", \(Wording.grouped(role.ready)) to do" }
    if role.escalated > 0 { line += ", \(Wording.grouped(role.escalated)) escalated" }
    line += ", \(Wording.dollars(role.costUSD)) in \(Wording.counted(role.attempts, "request"))"
    if role.costUnknown > 0 {
      line += " (cost of \(Wording.grouped(role.costUnknown)) unknown: openrouter.ai/activity)"
    }
    return [line]
      + role.failures.map { "  \(Wording.grouped($0.count)) \($0.kind.rawValue): \($0.remedy)" }
  }

  private static func next(_ role: StatusReport.Role, _ ending: RunEnding) -> [String] {
    var steps: [String] = []
    if role.ready + role.claimed > 0 { steps.append("Go on: batch run --role \(role.role)") }
    if role.failed > 0 { steps.append("Try the failed again: batch retry --role \(role.role)") }
    if role.done > 0 {
      steps.append("Take it out: batch export --role \(role.role) -o \(role.role).jsonl")
    }
    return steps
  }
}
