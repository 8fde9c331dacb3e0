/// How many requests may be in flight at once, learnt from refusals that found them too many for the
/// account's balance (S6): halved at such a burst, one more after each while of answers, and
/// forgotten once as many are let through as were too many before.
package struct FlightCap: Sendable, Equatable {
  /// nil: as many as there are workers.
  package private(set) var most: Int?
  /// The most that were in flight since the cap was last lowered: the provider counts what arrives,
  /// and some of that has ended by the time its refusal is read.
  private var crest = 0
  /// In flight when they were too many.
  private var tooMany = 0
  /// Answers since the cap last changed.
  private var served = 0

  package init() {}

  /// Answers, for each request that may be in flight, after which one more may.
  private static let patience = 10

  /// A request has started.
  ///
  /// - Parameter flying: requests in flight, that one included.
  package mutating func start(flying: Int) { crest = max(crest, flying) }

  /// The first refusal of a burst.
  package mutating func refuse() {
    tooMany = min(crest, most ?? crest)
    most = max(1, tooMany / 2)
    crest = 0
    served = 0
  }

  /// A request was answered.
  package mutating func serve() {
    guard let most else { return }
    served += 1
    guard served >= most * Self.patience else { return }
    served = 0
    self.most = most + 1 < tooMany ? most + 1 : nil
  }

  /// How many more may start; nil: as many as there are workers.
  package func allowance(flying: Int) -> Int? { most.map { max(0, $0 - flying) } }
}
