import Testing

@testable import Simulator

struct LatencyTests {
  @Test func `a fixed latency is always the same`() {
    #expect((1...10).allSatisfy { Latency.fixed(7).milliseconds(seed: 1, number: $0) == 7 })
  }

  @Test func `a range is used from end to end, the same way for the same seed`() {
    let drawn = (1...1000).map { Latency.range(3...6).milliseconds(seed: 5, number: $0) }
    #expect(Set(drawn) == [3, 4, 5, 6])
    #expect(drawn == (1...1000).map { Latency.range(3...6).milliseconds(seed: 5, number: $0) })
  }

  @Test func `an answer is not given before its latency`() async throws {
    var settings = SimulatorSettings()
    settings.latency = .fixed(30)
    settings.faults = [FaultRule(.slow(milliseconds: 50), requests: 2...2)]
    try await Probe.run(settings) { running in
      for _ in 0..<2 { _ = try running.chat() }
      let taken = running.simulator.ledger.rows.map { ($0.answered ?? 0) - $0.arrived }
      #expect(taken[0] >= 30)
      #expect(taken[1] >= 80)
    }
  }
}
