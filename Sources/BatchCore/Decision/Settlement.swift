/// Claim and decision: what the store writes down, once.
package struct Settlement: Sendable, Equatable, Codable {
  package var task: TaskID
  package var claim: ClaimNumber
  package var decision: Decision
  package var facts: AttemptFacts
  package var finishedAt: Timestamp

  package init(
    task: TaskID, claim: ClaimNumber, decision: Decision, facts: AttemptFacts,
    finishedAt: Timestamp
  ) {
    self.task = task
    self.claim = claim
    self.decision = decision
    self.facts = facts
    self.finishedAt = finishedAt
  }
}
