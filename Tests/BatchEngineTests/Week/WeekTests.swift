import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

/// A week with everything in it that providers, networks and people do, many times over.
struct WeekTests {
  @Test(arguments: Seeds.chosen(5...8))
  func `a week keeps every rule and ends with nothing left`(seed: UInt64) {
    var simulation = WeekSimulation(seed: seed)
    simulation.run()
    let watch = simulation.watch
    #expect(watch.faults == [], "seed \(seed), at second \(simulation.seconds)")
    #expect(simulation.settled == simulation.made)
    #expect(watch.started > simulation.made / 2)
    // What wakes the committer is a request's end, somebody's wish, or an alarm that starts one.
    let reasons = watch.started + watch.landed + watch.steered + simulation.endings.count
    print(
      "week \(seed): \(simulation.made) tasks, \(watch.started) requests, "
        + "\(simulation.endings.count) runs, \(watch.evaluations) evaluations, "
        + "\(watch.wakings) wakings for \(reasons) reasons")
    #expect(watch.wakings < 3 * reasons)
  }
}
