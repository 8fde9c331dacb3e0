/// How far a pruning goes in one transaction.
package struct PruneSelection: Sendable, Equatable, Codable {
  /// Only tasks behind this one: `PrunedAttempts.next`.
  package var after: TaskID?
  /// Tasks that are looked at.
  package var limit: Int

  package init(after: TaskID? = nil, limit: Int = 10_000) {
    self.after = after
    self.limit = limit
  }
}

/// What `prune` did in one transaction.
package struct PrunedAttempts: Sendable, Equatable, Codable {
  package var count: Int
  /// Hand it back as `PruneSelection.after` for the rest; nil if there is none.
  package var next: TaskID?

  package init(count: Int, next: TaskID? = nil) {
    self.count = count
    self.next = next
  }
}
