import Foundation

/// The document of `batch status --json`, version 1; absent figures are null, never 0.
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
    package var perMinute: Double?
    package var etaSeconds: Int?
    package var costUSD: Decimal
    package var costUnknown: Int
    package var projectedCostUSD: Decimal?
    package var tokens: Tokens
    package var models: [Model]
    package var failures: [Cause]
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
    package var gateUntil: String?
    package var reason: String
  }

  package struct PauseInForce: Codable, Sendable, Equatable {
    package var scope: String
    package var reason: Pause.Reason
    package var since: String
    package var until: String?
    package var message: String
    package var remedy: String
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
  package var pauses: [PauseInForce]
  package var run: Run?
}
