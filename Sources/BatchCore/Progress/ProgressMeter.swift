/// How long a role's work may take, as far as that can be told.
package struct Outlook: Sendable, Equatable {
  /// Tasks finished a minute of work in the last five minutes of it; nil: not known.
  package var perMinute: Double?
  /// nil: not known.
  package var secondsLeft: Int?
  /// Nothing of the role can start now.
  package var isStill: Bool

  package init(perMinute: Double? = nil, secondsLeft: Int? = nil, isStill: Bool = false) {
    self.perMinute = perMinute
    self.secondsLeft = secondsLeft
    self.isStill = isStill
  }
}

/// What a display keeps from one look at the queue to the next.
package struct ProgressMeter: Sendable {
  private var rates: [String: WorkRate] = [:]
  /// Finished when it was first looked at, for a run that ends after so many tasks.
  private var begun: [String: Int] = [:]
  private let limit: Int?

  /// - Parameter limit: the run ends after so many finished tasks.
  package init(limit: Int? = nil) { self.limit = limit }

  /// Notes where the queue stands, and tells how each role's work may go on.
  package mutating func note(
    _ figures: QueueFigures, _ pace: PaceRecord, now: Timestamp
  ) -> [String: Outlook] {
    var outlooks: [String: Outlook] = [:]
    for role in figures.roles { begun[role.role] = begun[role.role] ?? role.finished }
    let done = figures.roles.reduce(0) { $0 + max(0, $1.finished - (begun[$1.role] ?? 0)) }
    for role in figures.roles {
      let isStill = figures.standsStill(role, pace)
      rates[role.role, default: WorkRate()].note(
        finished: role.finished, isStill: isStill, at: now)
      let perMinute = rates[role.role]?.perMinute
      let open = min(role.ready + role.claimed, limit.map { max(0, $0 - done) } ?? .max)
      outlooks[role.role] = Outlook(
        perMinute: perMinute,
        secondsLeft: isStill ? nil : perMinute.flatMap { Self.seconds(open, $0) },
        isStill: isStill)
    }
    return outlooks
  }

  private static func seconds(_ open: Int, _ perMinute: Double) -> Int? {
    perMinute > 0 ? Int((Double(open) / perMinute * 60).rounded(.up)) : nil
  }
}

extension RoleFigures {
  var finished: Int { done + failed }
}

extension QueueFigures {
  /// Whether a role's work waits for something that is no matter of its pace: a pause, or a model
  /// that fails for everyone. Where the model that does most of the work stands still, the rest
  /// says nothing.
  func standsStill(_ role: RoleFigures, _ pace: PaceRecord) -> Bool {
    let model = role.models.first?.model ?? ""
    return pauses.contains { $0.scope.holds(role: role.role, model: model) }
      || pace.failing.contains { $0.model == model }
  }
}
