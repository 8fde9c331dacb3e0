/// A moment of a run that its user wants to hear of, away from the terminal.
package struct Announcement: Sendable, Equatable {
  package enum Event: String, Sendable, CaseIterable {
    case paused
    /// A pause is over.
    case resumed
    case ended
    /// Little is left with the provider.
    case lowBalance
  }

  package var event: Event
  /// One word, such as `insufficientCredits` or `finished`.
  package var reason: String
  /// What happened, in a sentence.
  package var message: String
  /// What to do; empty: nothing.
  package var remedy: String
  /// When a pause ends by itself.
  package var until: Timestamp?
  /// The run's, at its end.
  package var exitStatus: Int32?

  package init(
    _ event: Event, reason: String, message: String, remedy: String = "", until: Timestamp? = nil,
    exitStatus: Int32? = nil
  ) {
    self.event = event
    self.reason = reason
    self.message = message
    self.remedy = remedy
    self.until = until
    self.exitStatus = exitStatus
  }

  /// The environment of a command that is told of it: the run's own, without its keys.
  ///
  /// - Parameters:
  ///   - roles: the run's; the counts and the cost are theirs.
  ///   - inherited: the run's environment.
  ///   - secrets: no variable that holds one of them is handed on.
  package func environment(
    _ report: StatusReport, roles: [String], inherited: [String: String], secrets: [String]
  ) -> [String: String] {
    let secrets = secrets.filter { !$0.isEmpty }
    var environment = inherited.filter { name, value in
      !Self.keys.contains(name) && !Self.names.contains(name)
        && !secrets.contains { value.contains($0) }
    }
    for (name, value) in said + figures(report.roles.filter { roles.contains($0.role) }) {
      guard let value else { continue }
      environment[name] = printable(value)
    }
    environment["BATCH_DATABASE"] = report.database
    environment["BATCH_ROLES"] = roles.joined(separator: " ")
    return environment
  }

  private static let keys = ["OPENROUTER_API_KEY", "OPENROUTER_MANAGEMENT_KEY"]
  /// Those that may be absent, and would else be an outer run's.
  private static let names = ["BATCH_UNTIL", "BATCH_STATUS", "BATCH_PROJECTED_COST_USD"]

  private var said: [(String, String?)] {
    [
      ("BATCH_EVENT", event.rawValue), ("BATCH_REASON", reason), ("BATCH_MESSAGE", message),
      ("BATCH_REMEDY", remedy), ("BATCH_UNTIL", until?.iso),
      ("BATCH_STATUS", exitStatus.map { String($0) }),
    ]
  }

  private func figures(_ roles: [StatusReport.Role]) -> [(String, String?)] {
    func sum(_ part: (StatusReport.Role) -> Int) -> String {
      String(roles.reduce(0) { $0 + part($1) })
    }
    let projected = roles.compactMap(\.projectedCostUSD)
    return [
      ("BATCH_TOTAL", sum(\.total)), ("BATCH_DONE", sum(\.done)), ("BATCH_FAILED", sum(\.failed)),
      ("BATCH_TO_DO", sum { $0.ready + $0.claimed }),
      ("BATCH_COST_USD", "\(roles.reduce(0) { $0 + $1.costUSD })"),
      (
        "BATCH_PROJECTED_COST_USD",
        projected.count == roles.count && !roles.isEmpty ? "\(projected.reduce(0, +))" : nil
      ),
    ]
  }
}
