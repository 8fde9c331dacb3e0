import Foundation
import Glibc
import Simulator
import Testing

struct StatusTests {
  static let members: Set = [
    "version", "database", "articles", "roles", "pacing", "lessons", "otherModels", "pauses",
    "batches", "cost", "run",
  ]
  static let roleMembers: Set = [
    "role", "total", "ready", "waiting", "claimed", "done", "failed", "cancelled", "escalated",
    "attempts", "throttled", "stale", "accepted", "rejected", "perMinute", "etaSeconds", "costUSD",
    "costUnknown",
    "reservedUSD", "projectedCostUSD", "tokens", "models", "failures",
  ]

  @Test func `the document has every member of its contract, absent ones as null`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated, article: "<title>Article 1<")]
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(10)
      let empty = try batch.status()
      #expect(Set(empty.keys) == Self.members)
      #expect(empty["run"] is NSNull)
      #expect(empty["version"] as? Int == 1)
      #expect(try batch.run("run", "--role", "rewrite").status == 1)
      try batch.enqueueSamples(20)
      provider.simulator.setBalance(usd: 0)
      let run = try batch.run("run", "--role", "rewrite", "--json")
      #expect(run.status == 75, "\(run.talk)")
      let status = try batch.status()
      #expect(Set(status.keys) == Self.members)
      let role = try batch.role()
      #expect(Set(role.keys) == Self.roleMembers)
      #expect(role["perMinute"] is NSNull && role["etaSeconds"] is NSNull)
      #expect(Set((role["tokens"] as? [String: Any] ?? [:]).keys) == ["prompt", "completion"])
      let models = role["models"] as? [[String: Any]] ?? []
      #expect(Set(models.first?.keys.map(\.self) ?? []) == ["model", "done", "failed", "costUSD"])
      let failures = role["failures"] as? [[String: Any]] ?? []
      #expect(Set(failures.first?.keys.map(\.self) ?? []) == ["kind", "count", "remedy"])
      let pauses = status["pauses"] as? [[String: Any]] ?? []
      #expect(
        Set(pauses.first?.keys.map(\.self) ?? []) == [
          "scope", "reason", "since", "until", "message", "remedy",
        ])
      #expect(pauses.first?["until"] is NSNull)
      let counts = try batch.counts()
      let sum = ["ready", "claimed", "done", "failed"].reduce(0) { $0 + (counts[$1] ?? 0) }
      #expect(sum == counts["total"] && sum == 20)
      let atEnd = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? NSDictionary
      #expect(atEnd == status as NSDictionary)
    }
  }

  @Test func `status is right while a run goes on and after a kill`() async throws {
    try await withProvider(milliseconds: 600_000) { provider, batch in
      try batch.enqueueSamples(12)
      let run = try batch.startRun(sending: 5, to: provider)
      let live = try batch.status()["run"] as? [String: Any] ?? [:]
      #expect(Set(live.keys) == ["pid", "since", "concurrency", "inFlight"])
      #expect(live["pid"] as? Int32 == run.pid && live["inFlight"] as? Int == 5)
      let text = try batch.run("status").output
      #expect(text.contains("run \(run.pid) at work since"))
      #expect(text.contains("5 of 5 requests in flight"))
      run.signal(SIGKILL)
      run.wait()
      #expect(try batch.status()["run"] is NSNull)
      let after = try batch.run("status")
      #expect(after.output.contains("no run at work"))
      #expect(after.output.contains("Go on: batch run --role rewrite"))
    }
  }
}
