import BatchCore
import BatchEngine
import Foundation
import Simulator
import TestSupport
import Testing

/// Models that make no image for anyone, over a real socket, on a clock that goes twenty times as
/// fast.
struct ImageOutageTests {
  private static let (both, only) = (ImageFamilyTests.both, ImageFamilyTests.only)

  @Test func `an image API that completes nothing for minutes fails no article`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 40)
      let simulator = run.bench.provider.simulator
      simulator.beginOutage(.imageUnfinished)
      let began = run.bench.now
      let live = try run.bench.run([ImageFamilyTests.job([Self.only])])
      Thread.detachNewThread {
        // Those of five workers, and a request each 5 s.
        while simulator.summary.requests < 28 { usleep(1000) }
        simulator.endOutage()
      }
      #expect(RunBench.work(live, within: 60) == .finished)
      #expect(run.bench.now - began > .seconds(100))
      let figures = try run.bench.figures("image")
      #expect(figures.failed == 0 && figures.done == 40)
      let sentences = run.bench.events.compactMap { event -> String? in
        if case .pace(.fails(_, let sentence)) = event { sentence } else { nil }
      }
      #expect(sentences.count == 1)
      #expect(sentences.first?.contains("uncompleted images in a row") == true, "\(sentences)")
      #expect(run.bench.count { if case .pace(.worksAgain) = $0 { true } else { false } } == 1)
      #expect(run.bench.count { if case .pace(.startMoved) = $0 { true } else { false } } == 0)
    }
  }

  @Test func `a model that mostly answers with words is soon not where new articles start`()
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(count: 80, FaultRule(.noImage, model: Self.both))
      #expect(try run.work(ImageFamilyTests.job([Self.both, Self.only])) == .finished)
      let asked = run.bench.provider.simulator.ledger.rows.count { $0.model == Self.both }
      // Twenty answers, those in flight beside them, and one new article in twenty, twice each.
      #expect((20...45).contains(asked), "\(asked)")
      #expect(run.bench.count { if case .pace(.startMoved) = $0 { true } else { false } } == 1)
      #expect(try run.bench.figures("image").done == 80)
    }
  }
}
