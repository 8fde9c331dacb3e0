/// How many requests may be in flight at once, learnt from refusals that found them too many for
/// the account's balance (S6) or for the network in front of the provider (S27): halved at such a
/// burst, one more after each while of answers, and forgotten once as many are let through as ever
/// were in flight.
package struct FlightCap: Sendable, Equatable {
  /// For what they were too many.
  package enum Cause: String, Sendable, Codable { case balance, edge }

  /// A cap in force.
  package struct Level: Sendable, Equatable, Codable {
    package var most: Int
    /// The most that were in flight before: with as many it is forgotten.
    package var tooMany: Int
    package var cause: Cause

    package init(most: Int, tooMany: Int, cause: Cause) {
      self.most = most
      self.tooMany = tooMany
      self.cause = cause
    }
  }

  /// nil: as many as there are workers.
  package private(set) var level: Level?
  /// The most that were in flight since the cap was last lowered: the provider counts what arrives,
  /// and some of that has ended by the time its refusal is read.
  private var crest = 0
  /// Answers since the cap last changed.
  private var served = 0

  /// - Parameter level: what an earlier run had learnt.
  package init(_ level: Level? = nil) { self.level = level.flatMap { $0.most > 0 ? $0 : nil } }

  /// Answers, for each request that may be in flight, after which one more may.
  private static let patience = 10

  /// A request has started.
  ///
  /// - Parameter flying: requests in flight, that one included.
  package mutating func start(flying: Int) { crest = max(crest, flying) }

  /// The first refusal of a burst.
  package mutating func refuse(_ cause: Cause) {
    let most = max(1, (level?.most ?? crest) / 2)
    level = Level(most: most, tooMany: max(crest, level?.tooMany ?? 0), cause: cause)
    crest = 0
    served = 0
  }

  /// A request was answered.
  package mutating func serve() {
    guard let old = level else { return }
    served += 1
    guard served >= old.most * Self.patience else { return }
    served = 0
    level?.most += 1
    if old.most + 1 >= old.tooMany { level = nil }
  }

  /// How many more may start; nil: as many as there are workers.
  package func allowance(flying: Int) -> Int? { level.map { max(0, $0.most - flying) } }
}

extension FlightCap.Level {
  /// `at most 2 requests in flight: more were too many for the balance`.
  package var sentence: String {
    let count = "at most \(Wording.counted(most, "request")) in flight"
    switch cause {
    case .balance: return "\(count): more were too many for the balance"
    case .edge: return "\(count): the network in front of the provider refused more"
    }
  }
}
