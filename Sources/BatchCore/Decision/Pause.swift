/// A durable stop of dispatch.
package struct Pause: Sendable, Equatable, Codable {
  package enum Scope: Sendable, Hashable, Codable {
    case queue
    case role(String)
    case model(String)
    /// Every `:free` model: their limits are counted together (S25).
    case freeModels

    /// Whether it stops a role's tasks for a model.
    package func holds(role: String, model: String) -> Bool {
      switch self {
      case .queue: true
      case .role(let name): name == role
      case .model(let name): name == model
      case .freeModels: ModelID.isFree(model)
      }
    }
  }

  package enum Reason: String, Sendable, Codable, CaseIterable {
    case insufficientCredits
    case badKey
    case keyLimit
    case budgetExceeded
    case badRequest
    /// The account's own guardrail refuses every article (S11).
    case guardrail
    case unknownModel
    case freeDailyLimit
    case unreachable
    /// The provider asked to wait for more than ten minutes.
    case rateLimited
    /// The same of a model that has no capacity.
    case overloaded
    /// The model's breaker is open, and the run was not to wait.
    case modelFails
    /// The user's own `--max-cost`: reached, or a model's price is not known under it (S52).
    case budget
    case `operator`
  }

  package var scope: Scope
  package var reason: Reason
  package var since: Timestamp
  /// When it ends by itself; nil if it needs a person.
  package var until: Timestamp?
  /// What happened.
  package var message: String
  /// What to do.
  package var remedy: String

  package init(
    scope: Scope, reason: Reason, since: Timestamp, until: Timestamp? = nil, message: String,
    remedy: String
  ) {
    self.scope = scope
    self.reason = reason
    self.since = since
    self.until = until
    self.message = message
    self.remedy = remedy
  }
}

extension Pause {
  /// What makes a pause that one: at most one is in force for a key.
  package struct Key: Sendable, Hashable, Codable {
    package var scope: Scope
    package var reason: Reason

    package init(_ scope: Scope, _ reason: Reason) {
      self.scope = scope
      self.reason = reason
    }
  }

  package var key: Key { Key(scope, reason) }

  /// The provider named its end: nobody asks before, unless told to.
  package var isHint: Bool {
    until != nil && (reason == .rateLimited || reason == .overloaded)
  }

  /// The user's own doing: a command ends it, and no request finds anything out about it.
  package var isUsers: Bool { reason == .operator || reason == .budget }

  /// It does not end by itself.
  package var needsPerson: Bool { until == nil }

  /// Whether a run of these roles that is as patient leaves because of it.
  package func endsRun(of roles: [String], _ patience: DispatchSettings.Patience) -> Bool {
    guard scope == .queue || roles.allSatisfy({ scope == .role($0) }) else { return false }
    return switch patience {
    case .ordinary: needsPerson
    case .wait: false
    case .noWait: true
    }
  }
}
