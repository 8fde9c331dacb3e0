extension Breaker {
  /// What is known of a task that failed with this model.
  struct Trouble: Sendable, Equatable {
    /// Its first failure.
    var since: Timestamp
    private var excuses = 0
    private var wasBilled = false

    init(since: Timestamp) { self.since = since }

    /// Whether one more failure is excused; it counts from now on. What may have been billed is
    /// excused once.
    mutating func excuse(_ kind: FailureKind) -> Bool {
      let isBilled = Self.billed.contains(kind)
      guard excuses < Breaker.mostExcuses, !(isBilled && wasBilled) else { return false }
      excuses += 1
      if isBilled { wasBilled = true }
      return true
    }

    private static let billed: Set<FailureKind> = [.cut, .timedOut, .empty]
  }

  /// For one task: then its own decision stands.
  static let mostExcuses = 3
}
