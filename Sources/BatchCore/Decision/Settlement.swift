/// Claim and decision: what the store writes down, once.
package struct Settlement: Sendable, Equatable, Codable {
  package var task: TaskID
  package var claim: ClaimNumber
  package var decision: Decision
  package var facts: AttemptFacts
  package var finishedAt: Timestamp
  /// A section's answer that is good, though the whole that it made is not.
  package var kept: FinishedStep?

  package init(
    task: TaskID, claim: ClaimNumber, decision: Decision, facts: AttemptFacts,
    finishedAt: Timestamp, kept: FinishedStep? = nil
  ) {
    self.task = task
    self.claim = claim
    self.decision = decision
    self.facts = facts
    self.finishedAt = finishedAt
    self.kept = kept
  }
}

/// The answer to one step of an article's work.
package struct FinishedStep: Sendable, Equatable, Codable {
  /// From 0.
  package var step: Int
  package var answer: Answer

  package init(_ step: Int, _ answer: Answer) {
    self.step = step
    self.answer = answer
  }
}
