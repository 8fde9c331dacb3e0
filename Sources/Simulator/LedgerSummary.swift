/// The ledger in figures.
package struct LedgerSummary: Sendable {
  package var requests: Int
  package var inFlight: Int
  package var maxInFlight: Int
  package var hits: Int
  package var disconnected: Int
  package var cost: Picodollars
  /// Requests by status code.
  package var byStatus: [Int: Int]
  /// Requests by what decided them: `answer`, a fault's name, or a refusal of the simulator's own.
  package var byVerdict: [String: Int]
  /// Requests whose body had been sent before.
  package var repeated: Int

  init(of ledger: Ledger) {
    requests = ledger.rows.count
    inFlight = ledger.inFlight
    maxInFlight = ledger.maxInFlight
    hits = 0
    disconnected = 0
    cost = .zero
    byStatus = [:]
    byVerdict = [:]
    var bodies: Set<BodyHash> = []
    for row in ledger.rows {
      if row.isHit { hits += 1 }
      if row.ending == .disconnected { disconnected += 1 }
      cost += row.cost
      if let status = row.status { byStatus[status, default: 0] += 1 }
      byVerdict[row.verdict, default: 0] += 1
      bodies.insert(row.bodyHash)
    }
    repeated = requests - bodies.count
  }

  /// One JSON object.
  package var json: String {
    let statuses = byStatus.sorted { $0.key < $1.key }
      .map { (name: String($0.key), value: JSON($0.value)) }
    let verdicts = byVerdict.sorted { $0.key < $1.key }
      .map { (name: $0.key, value: JSON($0.value)) }
    return JSON.object([
      ("requests", JSON(requests)), ("inFlight", JSON(inFlight)),
      ("maxInFlight", JSON(maxInFlight)), ("hits", JSON(hits)),
      ("disconnected", JSON(disconnected)), ("repeated", JSON(repeated)),
      ("costUSD", .number(cost.usd)), ("byStatus", .object(statuses)),
      ("byVerdict", .object(verdicts)),
    ]).text
  }
}
