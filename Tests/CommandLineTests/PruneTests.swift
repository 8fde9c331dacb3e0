import Foundation
import Simulator
import TestSupport
import Testing

struct PruneTests {
  /// The first model leaves a field out, each time: every article has several attempts.
  private static let settings: SimulatorSettings = {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.missingField, model: "openai/gpt-4o-mini")]
    return settings
  }()

  @Test func `spent attempts go, and the bill, the export and the results stay`() async throws {
    try await withProvider(Self.settings) { provider, batch in
      try batch.enqueueSamples(4)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let spent = provider.simulator.summary.requests - 4
      #expect(spent >= 4)
      let exported = try batch.run("export", "--role", "rewrite").output
      let role = try batch.role()
      let prune = try batch.run("prune")
      #expect(prune.status == 0, "\(prune.talk)")
      #expect(prune.talk.hasPrefix("\(spent) attempts pruned; their cost stays in the sums."))
      #expect(try batch.run("export", "--role", "rewrite").output == exported)
      let after = try batch.role()
      for key in ["attempts", "costUSD", "done", "escalated"] {
        #expect(after[key] as? Double == role[key] as? Double, "\(key)")
      }
      let shown = try batch.run("show", "a1").output
      #expect(shown.contains("attempts pruned; the sums hold what they cost"), "\(shown)")
      #expect(shown.contains("anthropic/claude-haiku-4.5, done, HTTP 200"))
      #expect(try batch.run("verify").status == 0)
      let again = try batch.run("prune")
      #expect(again.status == 0 && again.talk.hasSuffix("nothing was pruned.\n"), "\(again.talk)")
      #expect(try batch.run("prune", "--json").output.contains("\"pruned\" : 0"))
    }
  }

  @Test func `it works beside a run, whose own tasks keep what they need`() async throws {
    var settings = Self.settings
    settings.latency = .fixed(40)
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(30)
      let run = try batch.startRun(sending: 40, to: provider)
      let prune = try batch.run("prune", "--json")
      #expect(prune.status == 0 && run.isRunning, "\(prune.talk)")
      #expect(!prune.output.contains("\"pruned\" : 0"), "\(prune.output)")
      #expect(run.wait().status == 0)
      try batch.expectRewritten(30)
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `a queue that is not there is not made`() throws {
    let batch = try BatchProgram()
    #expect(try batch.run("prune").status == 66)
    #expect(try batch.files == [])
  }
}
