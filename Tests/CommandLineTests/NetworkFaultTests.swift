import Foundation
import Simulator
import TestSupport
import Testing

/// A bad network between the built program and the provider: every article is done, an answer that
/// came is used, one that was lost is had from the provider's cache, and nothing hangs.
struct NetworkFaultTests {
  private static let count = 60

  /// The ways in which an attempt ends that the network has spoilt; none where it is only slow, or
  /// where the answer had come before.
  private static func kinds(_ fault: NetworkFault) -> Set<String> {
    switch fault {
    case .latency, .tinyPieces: []
    case .resetInRequest, .resetInHead, .resetInBody, .closeAtNext: ["cut"]
    // The next request may have left on the connection before its end was seen.
    case .resetAfterAnswer, .closeAfterAnswer, .slowClose: ["cut"]
    case .blackHole, .stall, .vanish: ["timedOut"]
    }
  }

  /// The provider has finished an answer that did not come through.
  private static let isAnsweredInVain: Set<NetworkFault> = [.resetInHead, .resetInBody, .stall]

  @Test func `sixty articles through each fault of a network`() async throws {
    try await withThrowingTaskGroup { group in
      for (number, fault) in NetworkFault.allCases.enumerated() {
        group.addTask {
          try await OwnThread.run { try Self.check(fault, seed: UInt64(number)) }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func check(_ fault: NetworkFault, seed: UInt64) throws {
    let isTimed = kinds(fault) == ["timedOut"]
    let bench = try NetworkBench(
      SimulatorSettings(), timeout: isTimed ? "3s" : "60s",
      plan: NetworkFault.plan([fault], share: 0.12, seed: seed))
    defer { bench.stop() }
    try bench.batch.enqueueSamples(count)
    let run = try bench.batch.run("run", "--role", "rewrite")
    #expect(run.status == 0, "\(fault): \(run.talk)")
    try bench.batch.expectRewritten(count)
    let happened = bench.proxy.faults[fault] ?? 0
    #expect(happened > 0, "\(fault) never happened")
    let outcomes = try bench.outcomes()
    #expect(Set(outcomes.keys).isSubset(of: kinds(fault).union(["done"])), "\(fault): \(outcomes)")
    let summary = bench.provider.simulator.summary
    let inVain = isAnsweredInVain.contains(fault) ? happened : 0
    #expect(summary.requests >= count + inVain, "\(fault)")
    // On a busy machine an answer may come too late without the network's doing.
    if !isTimed { #expect(summary.requests == count + inVain, "\(fault)") }
    bench.provider.simulator.ledger.expectNothingPaidTwice("\(fault)")
    #expect(summary.maxInFlight <= 5, "\(fault)")
    let attempts = try bench.batch.figure("attempts")
    #expect(attempts >= bench.proxy.exchanges, "\(fault)")
    #expect(try bench.batch.run("verify").status == 0, "\(fault)")
  }

  @Test func `all faults of a network at once`() async throws {
    try await OwnThread.run {
      let bench = try NetworkBench(
        SimulatorSettings(), timeout: "3s",
        plan: NetworkFault.plan(NetworkFault.allCases, share: 0.3, seed: 7))
      defer { bench.stop() }
      try bench.batch.enqueueSamples(120)
      let run = try bench.batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      try bench.batch.expectRewritten(120)
      #expect(bench.proxy.faults.count >= 10, "\(bench.proxy.faults)")
      let outcomes = try bench.outcomes()
      #expect(Set(outcomes.keys).isSubset(of: ["done", "cut", "timedOut"]), "\(outcomes)")
      let ledger = bench.provider.simulator.ledger
      #expect(ledger.maxInFlight <= 5)
      #expect(ledger.summary.hits > 0)
      ledger.expectNothingPaidTwice("all")
      #expect(try bench.batch.run("verify").status == 0)
    }
  }
}
