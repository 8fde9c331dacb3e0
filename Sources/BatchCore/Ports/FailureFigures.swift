/// Ready tasks that may not start yet, by what they wait for.
package struct WaitingFigures: Sendable, Equatable {
  package var reason: ReadyReason
  /// Of their last attempts; nil where none was made, or all was well with it.
  package var kind: FailureKind?
  package var count: Int
  /// When the first of them may start.
  package var until: Timestamp
  /// Ids of some of their articles, in the order they may start.
  package var examples: [String]

  package init(
    reason: ReadyReason, kind: FailureKind?, count: Int, until: Timestamp, examples: [String]
  ) {
    self.reason = reason
    self.kind = kind
    self.count = count
    self.until = until
    self.examples = examples
  }
}
