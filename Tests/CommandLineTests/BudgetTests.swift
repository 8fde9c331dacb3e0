import Foundation
import Simulator
import Testing

/// `--max-cost`, `--warn-balance` and what is said of them.
struct BudgetTests {
  @Test func `a bound is kept, pauses with 75, is raised from outside and ends`() async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(40)
      let first = try batch.run("run", "--role", "rewrite", "--max-cost", "0.0015")
      #expect(first.status == 75, "\(first.talk)")
      #expect(first.talk.contains("Paused: The queue has cost $0.00"), "\(first.talk)")
      #expect(first.talk.contains("batch set --max-cost"), "\(first.talk)")
      #expect(try batch.pauses() == ["budget"])
      let spent = provider.simulator.spent.count
      #expect(spent > 0 && spent <= 1_500_000_000)
      let cost = try #require(try batch.status()["cost"] as? [String: Any])
      #expect(
        Set(cost.keys) == ["costUSD", "unknown", "reservedUSD", "projectedUSD", "budget"])
      #expect(cost["reservedUSD"] as? Double == 0 && cost["unknown"] as? Int == 0)
      let projected = cost["projectedUSD"] as? Double ?? 0
      #expect(projected > 0.0015 && projected < 0.01)
      let budget = cost["budget"] as? [String: Any]
      #expect(budget?["maxCostUSD"] as? Double == 0.0015)
      #expect(budget?["warnBalanceUSD"] as? Int == 2)
      let text = try batch.run("status").output
      #expect(text.contains(" of at most $0.0015 (--max-cost)"), "\(text)")

      let sent = provider.simulator.summary.requests
      #expect(try batch.run("run", "--role", "rewrite").status == 75, "the bound is the queue's")
      #expect(provider.simulator.summary.requests == sent)
      let raised = try batch.run("set", "--max-cost", "$5")
      #expect(raised.status == 0, "\(raised.talk)")
      #expect(
        raised.talk
          == "From now on this queue may cost at most $5.00, over all its runs. It was $0.0015.\n")
      #expect(try batch.pauses() == [])
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.expectRewritten(40)
      let lifted = try batch.run("set", "--max-cost", "none", "--json")
      #expect(lifted.output.contains(#""maxCostUSD" : null"#), "\(lifted.output)")
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `a run at work takes another bound at once`() async throws {
    try await withProvider(milliseconds: 60) { provider, batch in
      try batch.enqueueSamples(400)
      let run = try batch.startRun("--wait", sending: 5, to: provider)
      let stop = try batch.run("set", "--max-cost", "0")
      #expect(stop.status == 0, "\(stop.talk)")
      #expect(RunningProgram.wait(atMost: 5) { (try? batch.pauses()) == ["budget"] })
      let sent = provider.simulator.summary.requests
      #expect(sent < 400 && run.isRunning)
      #expect(try batch.run("set", "--max-cost", "10").status == 0)
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(ending.talk.contains("From now on this queue may cost at most $10.00"))
      try batch.expectRewritten(400)
    }
  }

  @Test func `a model without a price is refused under a bound, before anything is sent`()
    async throws
  {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(3)
      let run = try batch.run(
        "run", "--role", "rewrite", "--model", "nobody/knows", "--max-cost", "5")
      #expect(run.status == 75, "\(run.talk)")
      #expect(run.talk.contains("What nobody/knows may cost is not known"), "\(run.talk)")
      #expect(provider.simulator.summary.requests == 0)
    }
  }

  @Test func `little left with the provider is told before work begins, and is no failure`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.keyLimit = Picodollars(usd: 1.5)
    settings.balance = Picodollars(usd: 1)
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(2)
      let plain = try batch.run("run", "--role", "rewrite", "--limit", "1")
      #expect(plain.status == 0)
      #expect(plain.talk.contains("The API key may spend only $1.50 more."), "\(plain.talk)")
      #expect(!plain.talk.contains("balance"), "an ordinary key cannot see it")
      var told = batch
      told.environment["OPENROUTER_MANAGEMENT_KEY"] = "sk-or-management"
      let run = try told.run(
        "run", "--role", "rewrite", "--warn-balance", "1.2", "--limit", "1")
      #expect(run.status == 0)
      #expect(!run.talk.contains("API key may spend"), "\(run.talk)")
      #expect(run.talk.contains("Only $1.00 is left of the account's balance."), "\(run.talk)")
      #expect(try batch.run("set", "--warn-balance", "0").talk.contains("No run warns"))
    }
  }

  @Test func `a balance that is told late, or not at all, is never just left out`() async throws {
    var settings = SimulatorSettings()
    settings.balance = Picodollars(usd: 1)
    settings.creditsMilliseconds = 4_000
    settings.latency = .fixed(3_000)
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(2)
      var told = batch
      told.environment["OPENROUTER_MANAGEMENT_KEY"] = "sk-or-management"
      let run = try told.run("run", "--role", "rewrite", "--concurrency", "1", "--limit", "1")
      #expect(run.status == 0)
      let early = try #require(run.talk.firstRange(of: "What is left to spend is not known yet"))
      let late = try #require(run.talk.firstRange(of: "Only $1.00 is left of the account's"))
      #expect(early.lowerBound < late.lowerBound, "\(run.talk)")
      told.environment["OPENROUTER_MANAGEMENT_KEY"] = "sk-or-ordinary"
      let other = try told.run("run", "--role", "rewrite")
      #expect(other.status == 0)
      #expect(other.talk.contains("The provider refuses the key in OPENROUTER_MANAGEMENT_KEY (40"))
      told.environment["OPENROUTER_MANAGEMENT_KEY"] = "\"sk-or-management\""
      let quoted = try told.run("run", "--role", "rewrite")
      #expect(quoted.status == 0 && quoted.talk.contains("cannot be a key."), "\(quoted.talk)")
      #expect(!quoted.talk.contains("sk-or-management"), "never shown")
      #expect(quoted.talk.contains("What the account still holds is not known to this key"))
      let off = try told.run("run", "--role", "rewrite", "--warn-balance", "0")
      #expect(!off.talk.contains("balance,"), "\(off.talk)")
    }
  }

  @Test(arguments: [
    ["run", "--role", "rewrite", "--max-cost", "ten"],
    ["run", "--role", "rewrite", "--max-cost", "-1"],
    ["run", "--role", "rewrite", "--warn-balance", "none"], ["set", "--max-cost", "1e9"],
    ["set", "--max-cost", ""],
  ])
  func `an amount that is none is a usage error`(_ arguments: [String]) async throws {
    try await blocking {
      let batch = try BatchProgram()
      #expect(try batch.run(arguments).status == 64)
      #expect(try batch.files.isEmpty)
    }
  }
}
