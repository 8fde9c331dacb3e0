import TestSupport
import Testing

/// A queue in a file against the model of one, under random schedules: states, histories, counters,
/// pauses and exports are the same after every step.
struct QueueModelTests {
  @Test(arguments: Seeds.chosen(1...12))
  func `a queue does what its model does, whatever happens to it`(seed: UInt64) throws {
    let steps = QueueStep.schedule(seed: seed, steps: 120)
    guard let difference = try QueueReplay.difference(steps) else { return }
    let shortest = try Shrinking.shortest(Array(steps.prefix(difference.step))) { steps in
      try QueueReplay.difference(steps)?.matter == difference.matter
    }
    let last = try QueueReplay.difference(shortest) ?? difference
    let lines = shortest.enumerated().map { "  \($0 + 1). \($1)" }.joined(separator: "\n")
    Issue.record(
      """
      seed \(seed): \(shortest.count) of \(difference.step) steps are enough:
      \(lines)
      \(last)
      """)
  }
}
