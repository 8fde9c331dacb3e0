import BatchCore
import Testing

@testable import BatchEngine

/// An outage, on a clock that only counts: few requests, no try used, work goes on when it is over.
struct OutageTests {
  @Test(arguments: 1...20)
  func `a minute's outage takes few requests and no task`(seed: Int) {
    var simulation = OutageSimulation(
      tasks: 200, outage: 1..<61, refusesAtOnce: seed.isMultiple(of: 2), seed: UInt64(seed))
    simulation.run()
    #expect(simulation.ending == .finished)
    #expect(simulation.requests <= 19)
    #expect(simulation.recovery ?? 99 <= 6)
    #expect(simulation.tries <= 4)
    #expect(simulation.shelf.tasks.allSatisfy { $0.state == .done && $0.rung == 0 })
    #expect(simulation.news.first.map(\.isFailing) == true)
    #expect(simulation.news.last == .worksAgain(model: "a"))
  }

  @Test(arguments: 1...2)
  func `half an hour's outage takes few requests and no task`(seed: Int) {
    var simulation = OutageSimulation(tasks: 200, outage: 1..<1801, seed: UInt64(seed))
    simulation.run()
    #expect(simulation.ending == .finished)
    #expect(simulation.requests <= 70)
    #expect(simulation.recovery ?? 999 <= 61)
    #expect(simulation.shelf.tasks.allSatisfy { $0.state == .done && $0.rung == 0 })
  }

  @Test(arguments: [6, 8, 20])
  func `the last few tasks come through too`(tasks: Int) {
    var simulation = OutageSimulation(tasks: tasks, outage: 0..<60, seed: 3)
    simulation.run()
    #expect(simulation.requests <= 20)
    #expect(simulation.recovery ?? 99 <= 6)
    #expect(simulation.shelf.tasks.allSatisfy { $0.state == .done })
  }

  @Test(arguments: [20, 60])
  func `many workers find out no worse`(workers: Int) {
    var simulation = OutageSimulation(
      tasks: 300, outage: 0.2..<60.2, workers: workers, seed: 1)
    simulation.run()
    // Those that started before the first failure came, and the probes.
    #expect(simulation.requests <= 2 * workers + 20)
    #expect(simulation.shelf.tasks.allSatisfy { $0.state == .done && $0.rung == 0 })
  }

  @Test func `told not to wait, the run leaves and says why`() throws {
    var simulation = OutageSimulation(
      tasks: 100, outage: 0..<600, patience: .noWait, seed: 1)
    simulation.run()
    guard case .paused(let pause) = simulation.ending else {
      Issue.record("\(String(describing: simulation.ending))")
      return
    }
    #expect(pause.reason == .modelFails)
    #expect(pause.until != nil)
    #expect(pause.message.hasPrefix("a fails ("))
    // Nobody asks any more.
    #expect(pause.message.hasSuffix(" refusals for want of capacity in a row)."))
  }
}

extension PaceNews {
  fileprivate var isFailing: Bool { if case .fails = self { true } else { false } }
}
