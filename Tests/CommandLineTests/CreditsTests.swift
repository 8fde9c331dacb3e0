import Foundation
import Simulator
import Testing

/// 402, 401 and 403: the job stops after the requests in flight, and no article is worse off.
struct CreditsTests {
  private static func provider(_ milliseconds: Int = 15) throws -> RunningSimulator {
    var settings = SimulatorSettings()
    settings.latency = .fixed(milliseconds)
    return try Simulator.launch(settings)
  }

  /// Runs, and does something when so many requests have arrived.
  private static func run(
    _ batch: BatchProgram, _ provider: RunningSimulator, at requests: Int, _ work: () -> Void
  ) throws -> BatchProgram.Ending {
    let run = try batch.start("run", "--role", "rewrite")
    _ = RunningProgram.wait { provider.simulator.ledger.rows.count >= requests || !run.isRunning }
    work()
    return run.wait()
  }

  /// Requests that arrived after the first one that was refused so.
  private static func after(_ verdict: String, _ provider: RunningSimulator) -> Int {
    let rows = provider.simulator.ledger.rows
    guard let first = rows.first(where: { $0.verdict == verdict }) else { return -1 }
    return rows.count - first.number
  }

  @Test func `out of credits it pauses, asks once a run, and goes on after a top-up`() async throws
  {
    try await OwnThread.run {
      let provider = try Self.provider()
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(1000)
      let run = try Self.run(batch, provider, at: 300) { provider.simulator.setBalance(usd: 0) }
      #expect(run.status == 75, "\(run.talk)")
      #expect((0...5).contains(Self.after("balance", provider)))
      #expect(run.talk.contains("openrouter.ai"), "\(run.talk)")
      #expect(try batch.pauses() == ["insufficientCredits"])
      let shown = try batch.run("status").output
      #expect(shown.contains("openrouter.ai/settings/credits"), "\(shown)")
      #expect(try batch.figure("claimed") == 0)
      let done = try batch.figure("done")
      #expect(try batch.figure("ready") == 1000 - done)
      #expect(try batch.figure("failed") == 0)
      #expect(try batch.query("SELECT count(*) FROM task WHERE tries <> 0") == ["0"])
      #expect(
        try batch.query(
          "SELECT count(*) FROM attempt WHERE outcome = 'insufficientCredits' AND is_try") == ["0"])

      let asked = provider.simulator.summary.requests
      #expect(try batch.run("run", "--role", "rewrite").status == 75)
      #expect(provider.simulator.summary.requests == asked + 1, "one probe")
      #expect(try batch.query("SELECT count(*) FROM task WHERE tries <> 0") == ["0"])

      provider.simulator.setBalance(usd: 1000)
      let last = try batch.run("run", "--role", "rewrite")
      #expect(last.status == 0, "\(last.talk)")
      try batch.expectRewritten(1000)
      #expect(try batch.pauses() == [])
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `a refused key stops everything at once`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.validKeys = ["sk-or-right"]
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      var batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(50)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 77, "\(run.talk)")
      #expect((1...5).contains(provider.simulator.summary.requests))
      #expect(try batch.pauses() == ["badKey"])
      batch.environment["OPENROUTER_API_KEY"] = "sk-or-right"
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.expectRewritten(50)
      #expect(try batch.query("SELECT count(*) FROM attempt WHERE is_try") == ["50"])
    }
  }

  @Test(arguments: [Fault.keyLimit, .keyLimitPayment])
  func `a key's own cap pauses and is probed once`(fault: Fault) async throws {
    try await OwnThread.run {
      let provider = try Self.provider()
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(60)
      let run = try Self.run(batch, provider, at: 20) {
        provider.simulator.setFaults([FaultRule(fault)])
      }
      #expect(run.status == 75, "\(run.talk)")
      #expect((0...5).contains(Self.after(fault.name, provider)))
      #expect(try batch.pauses() == ["keyLimit"])
      #expect(run.talk.contains("settings/keys"), "\(run.talk)")
      let asked = provider.simulator.summary.requests
      #expect(try batch.run("run", "--role", "rewrite").status == 75)
      #expect(provider.simulator.summary.requests == asked + 1)
      provider.simulator.setFaults([])
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.expectRewritten(60)
    }
  }

  @Test func `too much in flight for the balance slows down and pauses nothing`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      // So long that all five workers are in flight at once.
      settings.latency = .fixed(80)
      settings.faults = [FaultRule(.inFlightBudget(retryAfter: 1), requests: 10...12)]
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(40)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      #expect(!run.talk.contains("Paused"))
      try batch.expectRewritten(40)
      #expect(try batch.query("SELECT count(*) FROM attempt WHERE is_try") == ["40"])
      let rows = provider.simulator.ledger.rows
      let refused = rows.filter { $0.verdict.hasPrefix("inFlightBudget") }
      let told = try #require(refused.compactMap(\.answered).max())
      let early = rows.filter { $0.arrived > told + 500 && $0.arrived < told + 995 }
      #expect(early.isEmpty, "\(early.count) before the hint")
      let before = rows.filter { $0.arrived < told }.map(\.inFlight).max()
      #expect(before == 5)
      let after = rows.filter { $0.arrived > told + 500 }.prefix(15).map(\.inFlight)
      // The simulator may count one still whose answer is being read.
      #expect(after.sorted()[after.count / 2] <= 2, "half of those before: \(after)")
    }
  }

  @Test func `a request that cannot be afforded is made smaller once, or waits for credits`()
    async throws
  {
    try await OwnThread.run {
      let provider = try Self.provider()
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(1)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let asked = try Int(batch.query("SELECT max_tokens FROM attempt")[0]) ?? 0
      let left = asked * 3 / 4
      provider.simulator.setFaults([
        FaultRule(.cannotAfford(tokens: left), article: "Article 2<", times: 1)
      ])
      try batch.enqueueSamples(2)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      let second = try batch.query("SELECT max_tokens FROM attempt WHERE task = 2 ORDER BY number")
      #expect(second.count == 2 && Int(second[1]) ?? 0 <= left, "\(asked): \(second)")

      provider.simulator.setFaults([FaultRule(.cannotAfford(tokens: 20))])
      try batch.enqueueSamples(10)
      #expect(try batch.run("run", "--role", "rewrite").status == 75)
      #expect(try batch.pauses() == ["insufficientCredits"])
      provider.simulator.setFaults([])
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.expectRewritten(10)
    }
  }
}
