import BatchCore
import BatchEngine
import Foundation
import Simulator
import Testing

/// A model without a provider, over a real socket: few requests to it, and the queue stays its own.
struct AbsentModelTests {
  private static let first = AnswersBench.first

  private static func isMoved(_ event: RunEvent) -> Bool {
    if case .pace(.startMoved) = event { true } else { false }
  }

  @Test func `new tasks begin with it again when it is back`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 300, FaultRule(.noEndpoints, model: Self.first), speed: 1)
      let simulator = run.bench.provider.simulator
      let live = try run.bench.run([AnswersBench.job("stream: false")])
      Thread.detachNewThread {
        while simulator.summary.requests < 60 { usleep(500) }
        simulator.setFaults([])
        run.bench.advance(by: .seconds(61))
      }
      #expect(RunBench.work(live, within: 120) == .finished)
      #expect(run.done == 300)
      #expect((3...8).contains(run.rows("noEndpoints")), "\(run.rows("noEndpoints"))")
      let escalated = try run.bench.figures().escalated
      #expect((50...200).contains(escalated), "\(escalated)")
      let asked = simulator.ledger.rows.count { $0.model == Self.first }
      #expect(asked >= 300 - escalated)
      #expect(run.bench.count(Self.isMoved) == 2, "away and back, each told once")
    }
  }

  @Test func `tasks that were not reached keep their rung, also over the next runs`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 300, FaultRule(.noEndpoints, model: Self.first), speed: 1)
      let job = try AnswersBench.job("stream: false")
      func work(_ limit: Int?) throws -> RunEnding? {
        RunBench.work(try run.bench.run([job]) { $0.limit = limit }, within: 120)
      }
      #expect(try work(20) == .limitReached)
      let refused = run.rows("noEndpoints")
      #expect((3...8).contains(refused), "\(refused)")
      #expect(try run.bench.figures().escalated <= 30)
      for number in stride(from: 100, through: 300, by: 50) {
        let tasks = try run.bench.reader.history(article: "a\(number)").tasks
        #expect(tasks.map(\.record.rung) == [0])
      }
      #expect(try work(20) == .limitReached)
      #expect(run.rows("noEndpoints") == refused + 1, "the next run knows it, and asks once")
      run.bench.provider.simulator.setFaults([])
      run.bench.advance(by: .seconds(601))
      #expect(try work(nil) == .finished)
      #expect(run.done == 300)
      #expect(try run.bench.figures().escalated <= 75)
    }
  }

  @Test func `where no model is there the role pauses, and starts over when it is mended`()
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(count: 100, FaultRule(.noEndpoints))
      guard case .paused(let pause)? = try run.work() else {
        Issue.record("not paused")
        return
      }
      #expect(pause.key == Pause.Key(.role("rewrite"), .unknownModel))
      #expect(pause.message.contains("\(Self.first), \(AnswersBench.second)"))
      #expect(run.requests <= 15, "\(run.requests)")
      #expect(try run.bench.figures().ready == 100)
      #expect(try run.bench.figures().escalated <= 8)
      func shown() throws -> [StatusReport.Pacing] {
        try StatusReport(of: run.bench.reader, database: "q", now: run.bench.now).pacing
      }
      #expect(try shown().map(\.model) == [Self.first])
      run.bench.provider.simulator.setFaults([])
      #expect(try run.work() == .finished)
      #expect(run.done == 100)
      #expect(try shown().isEmpty, "what is mended is shown no more")
      #expect(try run.bench.figures().escalated <= 8)
    }
  }
}
