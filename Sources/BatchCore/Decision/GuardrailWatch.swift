/// Tells an account's guardrail that stops everything from one that stops an article (S11), and the
/// same of a 403 that gives no reason.
///
/// A refusal fails its article. Where the first articles of a run are all refused so and none was
/// answered, each next one would fail too: the queue pauses instead.
package struct GuardrailWatch: Sendable {
  /// Articles refused before any was answered; nil: one was.
  private var refused: Set<TaskID>?
  /// Refusals that are enough.
  private let limit: Int

  static let usualLimit = 5

  /// - Parameter isDoubted: an earlier run has paused for it: one more refusal is enough.
  package init(isDoubted: Bool) {
    refused = []
    limit = isDoubted ? 1 : Self.usualLimit
  }

  /// A decision, with what became of the run's other articles.
  package mutating func reconsidered(
    _ decision: Decision, about outcome: Outcome, task: TaskID, now: Timestamp
  ) -> Decision {
    guard case .failed(let failure, let circumstance) = outcome else {
      refused = nil
      return decision
    }
    guard failure.kind == .moderated, circumstance.isGuardrail || circumstance.isUnexplained else {
      if failure.kind.showsProvider, !circumstance.isUnfinishedImage { refused = nil }
      return decision
    }
    refused?.insert(task)
    guard let refused, refused.count >= limit else { return decision }
    return .pause(
      failure,
      Pause(
        scope: .queue, reason: .guardrail, since: now,
        message:
          "\(circumstance.isGuardrail ? "A guardrail of the account" : "OpenRouter") refused every "
          + "article so far, so the articles are hardly the matter. \(failure.sentence)",
        remedy: """
          Look at the \(circumstance.isGuardrail ? "guardrails" : "account's settings") at \
          https://openrouter.ai/settings/privacy, then run again, or batch \
          resume where a run waits. What failed before comes back with batch retry --kind moderated.
          """))
  }
}
