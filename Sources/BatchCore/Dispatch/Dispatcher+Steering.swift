extension Dispatcher {
  /// What a resumption does: pauses that end, and those that one request finds out about.
  package struct Resumption: Sendable, Equatable {
    /// An operator's, and those of models and roles, whose models are doubted instead.
    package var ended: [Pause.Key]
    /// Rate limits stay in force until a request was answered: the next run is to know them.
    package var probed: [Pause.Key]

    package init(ended: [Pause.Key], probed: [Pause.Key]) {
      self.ended = ended
      self.probed = probed
    }
  }

  /// The tasks of the queue were changed from outside: what is known of them is out of date.
  package mutating func tasksChanged() {
    open = nil
    batches.gathered = []
    costsKnown()
  }

  /// Whether it is known how much is left to do.
  package var knowsOpen: Bool { open != nil }

  /// Starts nothing of a role until the moment, or until it is let go (nil): what is to be
  /// cancelled next must not be sent and paid for meanwhile.
  package mutating func hold(role: String, until moment: Timestamp?) { held[role] = moment }

  /// Whether a role is held still.
  package func isHeld(_ role: String) -> Bool { held[role] != nil }

  /// An operator's pause begins.
  package mutating func begin(operators pause: Pause) {
    pauses.removeAll { $0.key == pause.key }
    pauses.append(pause)
  }

  /// What resuming a scope would do; nil: every scope.
  package func resumption(of scope: Pause.Scope?) -> Resumption {
    let meant = pauses.filter { scope == nil || $0.scope == scope }
    let probed = meant.filter { !$0.isUsers }
    let ended = meant.filter {
      $0.isUsers || $0.scope != .queue && $0.reason != .rateLimited
    }
    return Resumption(ended: ended.map(\.key), probed: probed.map(\.key))
  }

  /// Ends an operator's pauses at once, and asks one request about the others.
  package mutating func resume(_ resumption: Resumption, now: Timestamp) {
    let doubted = settings.lanes.filter { lane in
      resumption.probed.contains {
        $0.scope != .queue && $0.scope.holds(role: lane.lane.role, model: lane.model)
      }
    }
    pacer.doubt(doubted.map(\.model))
    forgetAbsence(of: doubted.map(\.model))
    lift(resumption.probed.filter { $0.reason == .rateLimited })
    pauses.removeAll { resumption.ended.contains($0.key) }
    if resumption.probed.contains(where: { $0.scope == .queue }) {
      probes = 0
      probeAt = now
    }
    tasksChanged()
  }

  /// What the queue may cost was changed: the next claim finds out what has room.
  package mutating func budgetChanged() -> [Pause.Key] {
    let over = pauses.filter { $0.reason == .budget }.map(\.key)
    pauses.removeAll { over.contains($0.key) }
    tasksChanged()
    return over
  }

  /// Rate limits are hints to the pace: it lets one request through before they end.
  private mutating func lift(_ limits: [Pause.Key]) {
    guard !limits.isEmpty else { return }
    let models = settings.lanes.filter { lane in
      limits.contains {
        $0.scope != .queue && $0.scope.holds(role: lane.lane.role, model: lane.model)
      }
    }
    pacer.lift(models.map(\.model), isAccountWide: limits.contains { $0.scope == .queue })
    lifted.formUnion(limits.filter { $0.scope != .queue })
  }

  /// A request of the model was answered: its limit is over.
  mutating func endLifted(by model: String) -> [Pause.Key] {
    let over = lifted.filter { $0.scope.holds(role: "", model: model) }
    guard !over.isEmpty else { return [] }
    lifted.subtract(over)
    pauses.removeAll { over.contains($0.key) }
    return Array(over)
  }

  /// The pauses that hold something.
  var holding: [Pause] { pauses.filter { !lifted.contains($0.key) } }

  /// Where this run works a role's tasks with the model of a place: there, else on another rung;
  /// nil if nowhere.
  package func place(like place: LadderPlace, in role: String) -> LadderPlace? {
    let rungs = settings.lanes.filter { $0.lane.role == role && $0.model == place.model }
      .map(\.lane.rung)
    guard let first = rungs.first else { return nil }
    return rungs.contains(place.rung) ? place : LadderPlace(rung: first, model: place.model)
  }

  /// The run's roles.
  package var roles: [String] { Set(settings.lanes.map(\.lane.role)).sorted() }
}
