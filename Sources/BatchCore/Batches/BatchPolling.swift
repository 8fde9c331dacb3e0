/// When a batch is asked for: soon at first, for a small one may be done, then ever more seldom,
/// for a large one takes up to a day.
///
/// | times asked before | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 and more |
/// |---|---|---|---|---|---|---|---|---|
/// | wait | 5 s | 10 s | 20 s | 40 s | 80 s | 160 s | 320 s | 600 s |
package enum BatchPolling {
  private static let shortest: Duration = .seconds(5)
  private static let longestWait: Duration = .seconds(600)
  /// A batch that the provider does not know, this often in a row and for so long, is forgotten.
  package static let enoughUnknown = 5
  package static let unknownSpan: Duration = .seconds(600)
  /// A batch is over within a day: one that is older and not known will not come back.
  package static let longest: Duration = .seconds(26 * 3600)

  /// Whether a batch is given up that should be over by now, of which the provider says nothing.
  ///
  /// - Parameters:
  ///   - age: since it was accepted.
  ///   - silences: answers in a row that say nothing; a network that is down gives none.
  ///   - silence: since the first of them.
  package static func isGivenUp(age: Duration, silences: Int, silence: Duration) -> Bool {
    age > longest && silences >= enoughUnknown && silence >= unknownSpan
  }

  /// The wait before the next question.
  package static func wait(after asks: Int) -> Duration {
    min(shortest * (1 << min(max(asks, 0), 10)), longestWait)
  }

  /// The wait before a batch that was not accepted is offered again: never less than the provider's
  /// own hint, and up to a tenth more, at most 2 s.
  ///
  /// - Parameter chance: 0 to 1.
  package static func wait(
    afterRefusals refusals: Int, hint: Duration?, chance: Double
  ) -> Duration {
    let least = max(wait(after: refusals - 1), hint ?? .zero)
    return least + min(least * 0.1, .seconds(2)) * chance
  }
}
