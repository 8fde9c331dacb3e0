import Foundation

/// The document of `batch status --json`, version 1; absent figures are null, never 0.
///
/// Members are encoded one by one, because what Swift synthesises leaves out what is nil.
package struct StatusReport: Codable, Sendable, Equatable {
  package struct Role: Codable, Sendable, Equatable {
    package var role: String
    package var total: Int
    package var ready: Int
    package var waiting: Int
    package var claimed: Int
    package var done: Int
    package var failed: Int
    package var cancelled: Int
    package var escalated: Int
    package var attempts: Int
    package var throttled: Int
    package var stale: Int
    /// Results that a reviewer has accepted, and rejected.
    package var accepted: Int
    package var rejected: Int
    package var perMinute: Double?
    package var etaSeconds: Int?
    package var costUSD: Decimal
    package var costUnknown: Int
    /// Set aside for requests in flight and for those whose cost is unknown.
    package var reservedUSD: Decimal
    package var projectedCostUSD: Decimal?
    package var tokens: Tokens
    package var models: [Model]
    package var failures: [Cause]

    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(role, forKey: .role)
      try members.encode(total, forKey: .total)
      try members.encode(ready, forKey: .ready)
      try members.encode(waiting, forKey: .waiting)
      try members.encode(claimed, forKey: .claimed)
      try members.encode(done, forKey: .done)
      try members.encode(failed, forKey: .failed)
      try members.encode(cancelled, forKey: .cancelled)
      try members.encode(escalated, forKey: .escalated)
      try members.encode(attempts, forKey: .attempts)
      try members.encode(throttled, forKey: .throttled)
      try members.encode(stale, forKey: .stale)
      try members.encode(accepted, forKey: .accepted)
      try members.encode(rejected, forKey: .rejected)
      try members.encode(perMinute, forKey: .perMinute)
      try members.encode(etaSeconds, forKey: .etaSeconds)
      try members.encode(costUSD, forKey: .costUSD)
      try members.encode(costUnknown, forKey: .costUnknown)
      try members.encode(reservedUSD, forKey: .reservedUSD)
      try members.encode(projectedCostUSD, forKey: .projectedCostUSD)
      try members.encode(tokens, forKey: .tokens)
      try members.encode(models, forKey: .models)
      try members.encode(failures, forKey: .failures)
    }
  }

  package struct Tokens: Codable, Sendable, Equatable {
    package var prompt: Int
    package var completion: Int
  }

  package struct Model: Codable, Sendable, Equatable {
    package var model: String
    package var done: Int
    package var failed: Int
    package var costUSD: Decimal
  }

  package struct Cause: Codable, Sendable, Equatable {
    package var kind: FailureKind
    package var count: Int
    package var remedy: String
  }

  package struct Pacing: Codable, Sendable, Equatable {
    package var model: String
    package var ratePerSecond: Double?
    package var tokensPerMinute: Double?
    package var gateUntil: String?
    package var reason: String
    /// nil: nothing needs to be done.
    package var remedy: String?

    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(model, forKey: .model)
      try members.encode(ratePerSecond, forKey: .ratePerSecond)
      try members.encode(tokensPerMinute, forKey: .tokensPerMinute)
      try members.encode(gateUntil, forKey: .gateUntil)
      try members.encode(reason, forKey: .reason)
      try members.encode(remedy, forKey: .remedy)
    }
  }

  /// What was learnt of how a model has to be asked.
  package struct Lesson: Codable, Sendable, Equatable {
    package var model: String
    /// Such as `without a JSON schema`.
    package var differences: [String]
    package var learnedAt: String
  }

  /// A model that answered in another's place.
  package struct Other: Codable, Sendable, Equatable {
    package var model: String
    package var servedModel: String
    package var since: String
    package var remedy: String
  }

  package struct PauseInForce: Codable, Sendable, Equatable {
    package var scope: String
    package var reason: Pause.Reason
    package var since: String
    package var until: String?
    package var message: String
    package var remedy: String

    /// `the role rewrite`, as people read it.
    package var scopeInWords: String { Pause.Scope(text: scope)?.inWords ?? scope }

    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(scope, forKey: .scope)
      try members.encode(reason, forKey: .reason)
      try members.encode(since, forKey: .since)
      try members.encode(until, forKey: .until)
      try members.encode(message, forKey: .message)
      try members.encode(remedy, forKey: .remedy)
    }
  }

  /// Tasks that wait at the provider's batch endpoint, or are on their way there.
  package struct Batch: Codable, Sendable, Equatable {
    package var role: String
    package var model: String
    package var tasks: Int
    /// nil: the provider has not accepted it yet.
    package var since: String?
    /// nil: no run is at work that would ask, or it is on its way.
    package var asksAgainAt: String?

    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(role, forKey: .role)
      try members.encode(model, forKey: .model)
      try members.encode(tasks, forKey: .tasks)
      try members.encode(since, forKey: .since)
      try members.encode(asksAgainAt, forKey: .asksAgainAt)
    }
  }

  /// What all roles have cost and will, against what they may.
  package struct Cost: Codable, Sendable, Equatable {
    package var costUSD: Decimal
    /// Requests whose cost nobody has told.
    package var unknown: Int
    package var reservedUSD: Decimal
    /// nil: a role with open tasks has finished none yet.
    package var projectedUSD: Decimal?
    package var budget: Budget

    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(costUSD, forKey: .costUSD)
      try members.encode(unknown, forKey: .unknown)
      try members.encode(reservedUSD, forKey: .reservedUSD)
      try members.encode(projectedUSD, forKey: .projectedUSD)
      try members.encode(budget, forKey: .budget)
    }
  }

  /// What the queue may cost, and when little left with the provider is told.
  package struct Budget: Codable, Sendable, Equatable {
    /// nil: as much as it takes.
    package var maxCostUSD: Decimal?
    package var warnBalanceUSD: Decimal

    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(maxCostUSD, forKey: .maxCostUSD)
      try members.encode(warnBalanceUSD, forKey: .warnBalanceUSD)
    }
  }

  package struct Run: Codable, Sendable, Equatable {
    package var pid: Int32
    package var since: String
    package var concurrency: Int
    package var inFlight: Int
  }

  package var version = 1
  package var database: String
  package var articles: Int
  package var roles: [Role]
  package var pacing: [Pacing]
  package var lessons: [Lesson]
  package var otherModels: [Other]
  package var pauses: [PauseInForce]
  package var batches: [Batch]
  package var cost: Cost
  package var run: Run?

  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(version, forKey: .version)
    try members.encode(database, forKey: .database)
    try members.encode(articles, forKey: .articles)
    try members.encode(roles, forKey: .roles)
    try members.encode(pacing, forKey: .pacing)
    try members.encode(lessons, forKey: .lessons)
    try members.encode(otherModels, forKey: .otherModels)
    try members.encode(pauses, forKey: .pauses)
    try members.encode(batches, forKey: .batches)
    try members.encode(cost, forKey: .cost)
    try members.encode(run, forKey: .run)
  }
}
