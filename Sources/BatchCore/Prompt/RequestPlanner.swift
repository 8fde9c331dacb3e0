/// What stands between a claim and the wire: builds requests from jobs and articles, and reads what
/// comes back.
package struct RequestPlanner: Sendable {
  package func prepare(_ candidate: Candidate) -> Preparation {
    .settle(.succeed(Answer(output: "", extraction: .text)))
  }
  package func wireRequest(for claim: Claim) -> WireRequest { WireRequest(method: .get, url: "", headers: []) }
  package func limits(for claim: Claim) -> ExchangeLimits { ExchangeLimits() }
  package func read(_ exchange: Exchange, of claim: Claim, now: Timestamp) -> Reading {
    Reading(outcome: .answered(Answer(output: "", extraction: .text)), facts: AttemptFacts())
  }
  package func decide(_ outcome: Outcome, on claim: Claim, now: Timestamp, chance: Double) -> Decision {
    .succeed(Answer(output: "", extraction: .text))
  }
}
