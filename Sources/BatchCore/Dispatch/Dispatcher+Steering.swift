extension Dispatcher {
  /// What a resumption does: pauses that end, and those that one request finds out about.
  package struct Resumption: Sendable, Equatable {
    /// An operator's, and those of models and roles, whose models are doubted instead.
    package var ended: [Pause.Key]
    package var probed: [Pause.Key]
  }

  /// The tasks of the queue were changed from outside: what is known of them is out of date.
  package mutating func tasksChanged() {
    open = nil
    shortage = nil
  }

  /// An operator's pause begins.
  package mutating func begin(operators pause: Pause) {
    pauses.removeAll { $0.key == pause.key }
    pauses.append(pause)
  }

  /// What resuming a scope would do; nil: every scope.
  package func resumption(of scope: Pause.Scope?) -> Resumption {
    let meant = pauses.filter { scope == nil || $0.scope == scope }
    let probed = meant.filter { $0.reason != .operator }
    let ended = meant.filter { $0.reason == .operator || $0.scope != .queue }
    return Resumption(ended: ended.map(\.key), probed: probed.map(\.key))
  }

  /// Ends an operator's pauses at once, and asks one request about the others.
  package mutating func resume(_ resumption: Resumption, now: Timestamp) {
    let doubted = settings.lanes.filter { lane in
      resumption.probed.contains {
        $0.scope == .model(lane.model) || $0.scope == .role(lane.lane.role)
      }
    }
    pacer.doubt(doubted.map(\.model))
    pauses.removeAll { resumption.ended.contains($0.key) }
    if resumption.probed.contains(where: { $0.scope == .queue }) {
      probes = 0
      probeAt = now
    }
    tasksChanged()
  }

  /// Where a model stands on a role's ladder in this run.
  package func place(of model: String, in role: String) -> LadderPlace? {
    settings.lanes.first { $0.lane.role == role && $0.model == model }
      .map { LadderPlace(rung: $0.lane.rung, model: model) }
  }

  /// The run's roles.
  package var roles: [String] { Set(settings.lanes.map(\.lane.role)).sorted() }
}
