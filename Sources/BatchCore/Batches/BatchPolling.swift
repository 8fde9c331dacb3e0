/// When a batch is asked for: soon at first, for a small one may be done, then ever more seldom,
/// for a large one takes up to a day.
///
/// | times asked before | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 and more |
/// |---|---|---|---|---|---|---|---|---|
/// | wait | 5 s | 10 s | 20 s | 40 s | 80 s | 160 s | 320 s | 600 s |
package enum BatchPolling {
  private static let shortest: Duration = .seconds(5)
  private static let longest: Duration = .seconds(600)

  /// The wait before the next question, and before a batch that was not accepted is offered again.
  package static func wait(after asks: Int) -> Duration {
    min(shortest * (1 << min(max(asks, 0), 10)), longest)
  }
}
