import Foundation
import Simulator
import Testing

struct BalanceTests {
  @Test func `an account runs dry, refuses, and goes on after a top-up`() async throws {
    var settings = SimulatorSettings()
    settings.balance = Picodollars(count: 1)
    try await Probe.run(settings) { running in
      let simulator = running.simulator
      #expect(try running.chat().status == 200)
      #expect(simulator.balance == Picodollars(count: 1) - simulator.spent)
      let refused = try running.chat()
      #expect(refused.status == 402)
      #expect(refused.headers["retry-after"] == nil)
      #expect(refused.metadata["limit_source"] as? String == "openrouter_credits")
      simulator.topUp(usd: 1)
      #expect(try running.chat().status == 200)
      simulator.setBalance(usd: 0)
      #expect(try running.chat().status == 402)
      simulator.setBalance(usd: nil)
      #expect(try running.chat().status == 200)
      #expect(simulator.balance == nil)
      #expect(simulator.summary.byVerdict == ["answer": 3, "balance": 2])
    }
  }

  @Test func `every answer debits its cost`() async throws {
    var settings = SimulatorSettings()
    settings.balance = Picodollars(usd: 5)
    try await Probe.run(settings) { running in
      for model in ["openai/gpt-4o-mini", "anthropic/claude-haiku-4.5"] {
        _ = try running.chat(Probe.request(model: model))
      }
      let ledger = running.simulator.ledger
      #expect(ledger.rows[0].cost < ledger.rows[1].cost)
      #expect(ledger.summary.cost == running.simulator.spent)
      #expect(running.simulator.balance == Picodollars(usd: 5) - ledger.summary.cost)
    }
  }

  @Test func `a free model costs nothing but is refused on an empty account`() async throws {
    var settings = SimulatorSettings()
    settings.balance = Picodollars(count: 1)
    let request = Probe.request(model: "meta-llama/llama-3.3-70b-instruct:free")
    try await Probe.run(settings) { running throws in
      #expect(try running.chat(request).status == 200)
      #expect(running.simulator.spent == .zero)
      running.simulator.setBalance(usd: 0)
      #expect(try running.chat(request).status == 402)
    }
  }
}
