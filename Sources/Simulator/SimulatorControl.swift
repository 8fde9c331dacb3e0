import Foundation

/// What can be read and changed from any thread while the simulator runs.
extension Simulator {
  /// A copy of the ledger as it is now.
  package var ledger: Ledger { state.withLock { $0.ledger } }

  package var summary: LedgerSummary { ledger.summary }

  /// What the account still has; nil where it never runs out.
  package var balance: Picodollars? { state.withLock { $0.balance } }

  /// All that was charged since the start.
  package var spent: Picodollars { state.withLock { $0.spent } }

  /// How often the list of all models was asked for, refusals included.
  package var listings: Int { state.withLock { $0.listings } }

  /// How often `/key` was.
  package var keyQuestions: Int { state.withLock { $0.keyQuestions } }

  /// Answers `/models` with its list, or with 503.
  package func setListing(_ listsModels: Bool) {
    state.withLock { $0.listsModels = listsModels }
  }

  /// Adds to the balance; an account that never runs out stays so.
  package func topUp(usd: Decimal) {
    state.withLock { $0.balance? += Picodollars(usd: usd) }
  }

  /// Sets the balance; nil never runs out.
  package func setBalance(usd: Decimal?) {
    state.withLock { $0.balance = usd.map { Picodollars(usd: $0) } }
  }

  /// Replaces the rate limit and fills its bucket; nil lifts it.
  package func setRateLimit(_ limit: RateLimit?) {
    let time = milliseconds
    state.withLock { $0.setRate(limit, at: time) }
  }

  /// Replaces the token limit and fills its bucket; nil lifts it.
  package func setTokenLimit(_ limit: TokenLimit?) {
    let time = milliseconds
    state.withLock { $0.setTokens(limit, at: time) }
  }

  /// Replaces all fault rules; an empty list switches faults off.
  package func setFaults(_ rules: [FaultRule]) {
    let seed = settings.seed
    state.withLock { $0.faults = FaultScript(rules, seed: seed) }
  }

  /// The batches that were accepted so far.
  package var batches: [SimulatedBatch] { state.withLock { $0.batches } }

  package func setBatches(_ rule: BatchRule) {
    state.withLock { $0.batchRule = rule }
  }

  /// Ends the batches at work, as the rule says.
  package func endBatches() {
    let (time, now) = (milliseconds, settings.date())
    state.withLock { $0.endBatches(at: time, now: now) }
  }

  package func setLatency(_ latency: Latency) {
    state.withLock { $0.latency = latency }
  }

  /// Answers every request with `fault` until `endOutage`.
  package func beginOutage(_ fault: Fault = .overloaded(retryAfter: nil)) {
    outage(fault, from: 0, until: .infinity)
  }

  package func endOutage() {
    state.withLock { $0.outage = nil }
  }

  /// Answers with `fault` between two moments, in milliseconds since the start.
  package func outage(_ fault: Fault, from: Double, until: Double) {
    state.withLock { $0.outage = (fault, from..<max(from, until)) }
  }
}
