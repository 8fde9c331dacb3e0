import BatchCore
import BatchEngine

/// What a run says at its end: where things stand, and what to do next.
enum RunSummary {
  static func lines(_ conclusion: RunSession.Conclusion, roles: [String]) -> [String] {
    let mine = conclusion.report.roles.filter { roles.contains($0.role) }
    return [ending(conclusion.ending)] + mine.flatMap(standing) + batches(conclusion, roles)
      + mine.flatMap(NextSteps(database: conclusion.report.database).lines)
  }

  static func ending(_ ending: RunEnding) -> String {
    switch ending {
    case .finished: "Finished: nothing is left to do."
    case .limitReached: "The limit is reached."
    // The notice has told what happened; a run told not to wait at a dated pause had none.
    case .paused(let pause) where pause.reason == .modelFails:
      "The run ends here, as it is not to wait: \(pause.message) \(pause.remedy)"
    case .paused(let pause):
      pause.until.map { "Paused until \($0.iso): \(pause.message) \(pause.remedy)" }
        ?? "The run ends here; every article waits, nothing is lost. \(pause.remedy)"
    case .inBatches(let count):
      "The run ends here, as it is not to wait: \(Wording.counted(count, "task")) in batches at the "
        + "provider. The next run takes them in."
    case .drained: "Stopped; what was in flight is finished and stored."
    case .aborted: "Stopped at once; requests that were cut off are sent again by the next run."
    case .neverReached(let sentence):
      "\(sentence) Check the network and the base URL; nothing was sent."
    case .unsaved(let failure): failure.sentence
    case .stuck(let count):
      "No rung of the ladder serves what is ready: \(Wording.counted(count, "task")). Please report this."
    }
  }

  /// What is at the provider still, where the ending has not told it.
  private static func batches(_ conclusion: RunSession.Conclusion, _ roles: [String]) -> [String] {
    if case .inBatches = conclusion.ending { return [] }
    let count = conclusion.report.batches.filter { roles.contains($0.role) }.map(\.tasks)
      .reduce(0, +)
    guard count > 0 else { return [] }
    return [
      "In batches at the provider, where they go on: \(Wording.counted(count, "task")). The next run "
        + "takes them in."
    ]
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
}
