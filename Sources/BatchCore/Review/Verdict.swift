/// What a reviewer says of one result.
package enum Verdict: String, Sendable, Codable, CaseIterable {
  case accepted, rejected
}

/// A verdict and its reason; it belongs to one result, and a new result has none.
package struct Judgement: Sendable, Equatable, Codable {
  package var verdict: Verdict
  /// Empty: the reviewer gave no reason.
  package var note: String
  package var at: Timestamp

  package init(verdict: Verdict, note: String = "", at: Timestamp) {
    self.verdict = verdict
    self.note = note
    self.at = at
  }
}
