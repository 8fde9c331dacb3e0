import Simulator
import Testing

extension BatchProgram {
  /// Claims of five workers: one for each, and ten spare ones where answers come quickly.
  static let mostClaims = 15

  /// The ledgers of both sides agree: lost attempts are marked and repeated byte for byte, and what
  /// was answered is not paid again. Needs sqlite3.
  func expectLedger(_ ledger: Ledger, crashes: Int, _ comment: Comment? = nil) throws {
    let attempts = try query(
      "SELECT task, outcome, body_sha256, cost_unknown, cost IS NULL FROM attempt ORDER BY task, number"
    ).map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
    let lost = attempts.filter { $0[1] == "lost" }
    #expect(lost.count <= Self.mostClaims * crashes, comment)
    #expect(lost.allSatisfy { $0[3] == "1" && $0[4] == "1" }, "cost unknown")
    for (attempt, next) in zip(attempts, attempts.dropFirst()) where attempt[1] == "lost" {
      #expect(attempt[0] == next[0], "task \(attempt[0]) was not sent again")
      #expect(attempt[2] == next[2], "task \(attempt[0]) was sent again with other bytes")
    }
    let known = Set(attempts.map { $0[2] })
    #expect(ledger.rows.allSatisfy { known.contains($0.bodyHash.description) }, comment)
    #expect(ledger.maxInFlight <= 10, "five, and five more whose client has just died")
    // What was sent without being lost before was sent on purpose.
    #expect(ledger.rows.count <= attempts.count, comment)
    #expect(ledger.rows.count >= attempts.count - lost.count, comment)
    ledger.expectNothingPaidTwice(comment)
  }
}

extension Ledger {
  /// What had been answered when it was asked for again, byte for byte, came from the cache.
  func expectNothingPaidTwice(_ comment: Comment? = nil) {
    for rows in duplicates {
      for (first, again) in zip(rows, rows.dropFirst())
      where first.verdict == "answer" && first.ending == .answered && !again.cacheClear {
        guard let answered = first.answered, answered < again.arrived else { continue }
        #expect(
          again.isHit && again.cost == .zero,
          "\(first.article) was paid twice; \(comment?.rawValue ?? "")")
      }
    }
  }
}
