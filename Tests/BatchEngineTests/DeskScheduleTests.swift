import BatchCore
import Testing

@testable import BatchEngine

/// Random schedules of a desk and its dispatcher on a clock that only counts: no thread, no file.
struct DeskScheduleTests {
  @Test(arguments: 1...400)
  func `a random schedule ends, in order and within its bounds`(seed: Int) throws {
    var schedule = Schedule(seed: UInt64(seed))
    let ending = schedule.run()
    #expect(schedule.faults == [])
    switch ending {
    case .finished: #expect(schedule.shelf.open == 0)
    case .limitReached: #expect(schedule.dispatched == schedule.limit)
    case .paused(let pause): #expect(schedule.shelf.open > 0, "\(pause)")
    default: Issue.record("\(String(describing: ending))")
    }
  }

  @Test func `workers go on by themselves in many of them`() {
    let counts = (1...100).map { seed in
      var schedule = Schedule(seed: UInt64(seed))
      _ = schedule.run()
      return schedule.wentOn
    }
    #expect(counts.count { $0 > 0 } > 10, "\(counts)")
  }
}
