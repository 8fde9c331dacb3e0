import Foundation
import Simulator
import Testing

/// A night's share of bad answers, in figures: nothing wrong is accepted and nothing is given up
/// that could be had.
struct AnswerFiguresTests {
  private static let first = "openai/gpt-4o-mini"
  private static let shares: [(fault: Fault, share: Double)] = [
    (.prose, 0.05), (.fencedJSON, 0.05), (.truncated, 0.03), (.empty, 0.02),
    (.errorInside(code: 502), 0.02), (.cut(afterBytes: 150), 0.01),
  ]
  /// Articles that no model ever answers well, and how they fail.
  private static let hopeless: [Int: (fault: Fault, kind: String)] = [
    501: (.prose, "notJSON"), 777: (.truncated, "truncated"), 1003: (.empty, "empty"),
    1404: (.moderated, "moderated"), 1900: (.missingField, "offSchema"),
  ]

  @Test func `two thousand articles, one answer in five bad`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .range(1...5)
      settings.faults =
        Self.hopeless.sorted { $0.key < $1.key }.map {
          FaultRule($0.value.fault, article: "Article \($0.key)<")
        }
        // Of the first model alone: who met chance on every rung would rightly be given up.
        + Self.shares.map { FaultRule($0.fault, share: $0.share, model: Self.first) }
        + [FaultRule(.moderated, share: 0.01, model: Self.first)]
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.writeJob()
      try batch.enqueueSamples(2000)
      let began = Date()
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 1, "\(run.talk)")
      let verdicts = provider.simulator.summary.byVerdict.sorted { $0.key < $1.key }
        .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      print("figures: \(Int(Date().timeIntervalSince(began))) s; \(verdicts)")
      print("figures: done \(try batch.figure("done")), failed \(try batch.figure("failed"))")
      try batch.expectRewritten(2000, except: Set(Self.hopeless.keys))
      let failed = try batch.query(
        """
        SELECT x.id || ' ' || f.kind FROM failure f JOIN task t ON t.id = f.task
        JOIN article x ON x.number = t.article ORDER BY x.number
        """)
      #expect(
        failed == Self.hopeless.sorted { $0.key < $1.key }.map { "a\($0.key) \($0.value.kind)" })
      for (fault, share) in Self.shares {
        let seen = provider.simulator.summary.byVerdict[fault.name] ?? 0
        #expect(Double(seen) > share * 2000 / 2, "\(fault.name): \(seen)")
      }
      #expect(try batch.figure("attempts") == provider.simulator.summary.requests)
      #expect(try batch.run("verify").status == 0)
    }
  }
}
