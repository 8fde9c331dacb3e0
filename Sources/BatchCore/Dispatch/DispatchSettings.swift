/// How a run hands out work.
package struct DispatchSettings: Sendable, Equatable {
  /// What a run does at a pause.
  package enum Patience: String, Sendable {
    /// Waits where the pause ends by itself, leaves where it needs a person.
    case ordinary
    /// Stays and probes, whatever the pause.
    case wait
    /// Leaves at every pause.
    case noWait
  }

  /// A role's tasks on one rung, and the model that works them.
  package struct Lane: Sendable, Equatable {
    package var lane: ClaimWish.Lane
    package var model: String

    package init(role: String, rung: Int, model: String) {
      lane = ClaimWish.Lane(role: role, rung: rung)
      self.model = model
    }
  }

  /// A job, and what its answers are to be.
  package struct JudgedJob: Sendable, Equatable {
    package var digest: String
    /// Images, not JSON.
    package var makesImages: Bool

    package init(digest: String, makesImages: Bool = false) {
      self.digest = digest
      self.makesImages = makesImages
    }
  }

  /// In the order they are served: what was escalated comes before what is new.
  package var lanes: [Lane]
  package var order: ClaimWish.Order
  package var patience: Patience
  /// Tasks to finish before the run ends by itself; nil: all.
  package var limit: Int?
  /// Of each role whose answers are of no use unless they are JSON or an image: its job.
  package var judgedJobs: [String: JudgedJob] = [:]
  /// What was answered, and lost in a crash before it was written, costs nothing when it is asked
  /// for again: the provider keeps it.
  package var repeatsFree = false
  /// Between two probes while waiting for a person: the first span, doubled up to the second.
  package var probing: Gate.Delays
  /// Closings of the gate after which a provider that was never reached is given up: with the
  /// pacer's delays seven are 8 to 32 s.
  package var unreachableLimit: Int

  package init(
    lanes: [Lane], order: ClaimWish.Order = .input, patience: Patience = .ordinary,
    limit: Int? = nil,
    probing: Gate.Delays = Gate.Delays(base: .seconds(60), longest: .seconds(600)),
    unreachableLimit: Int = 7
  ) {
    self.lanes = lanes
    self.order = order
    self.patience = patience
    self.limit = limit
    self.probing = probing
    self.unreachableLimit = unreachableLimit
  }

  /// The lanes of a role whose tasks keep the rungs on which they stand, of whatever ladder: those
  /// beyond this one are worked by its last model.
  package static func lanes(role: String, keepingRungsOf ladder: [String]) -> [Lane] {
    (0..<rungs).reversed().map { rung in
      Lane(role: role, rung: rung, model: ladder[min(rung, ladder.count - 1)])
    }
  }

  /// More than a ladder has.
  private static let rungs = 20

  /// The lanes of one role's ladder, most reliable model first.
  package static func lanes(role: String, ladder: [String]) -> [Lane] {
    ladder.indices.reversed().map { Lane(role: role, rung: $0, model: ladder[$0]) }
  }
}
