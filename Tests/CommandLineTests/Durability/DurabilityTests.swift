import Foundation
import Testing

/// Whatever the disk does and whenever the machine dies, nothing that was acknowledged is lost, and
/// the same command finishes the work.
///
/// A few dozen trials each time. `BATCH_TEST_FAULTS` and `BATCH_TEST_KILLS` in the environment ask
/// for about as many as they say, over all commands; `BATCH_TEST_SEED` for others than the usual
/// ones. A trial that fails names all that it takes to see it again.
struct DurabilityTests {
  @Test(arguments: Scenario.allCases)
  func `a disk that fails or loses power loses nothing that was acknowledged`(
    _ scenario: Scenario
  ) async throws {
    try await Self.each(scenario, of: Self.number("BATCH_TEST_FAULTS") ?? 50) { dice, first in
      let calls = try #require(first.calls, "\(first.ending)")
      return .storage(StorageFault(&dice, calls: calls))
    }
  }

  /// Until a queue has its log, SQLite's rollback journal is what a death leaves.
  @Test(arguments: [Scenario.create, .restored])
  func `a command that dies in one of its first writes is simply given again`(
    _ scenario: Scenario
  ) async throws {
    try await blocking {
      var bench = try TrialBench()
      defer { bench.provider.stop() }
      try scenario.prepare(bench)
      try bench.restore()
      let whole = try scenario.trial(bench, .storage(.none), number: 0)
      let writes = try #require(whole.calls, "\(whole.ending)").writes
      for write in 1...min(writes, 14) {
        try bench.restore()
        var fault = StorageFault.none
        fault.refusal = StorageFault.Refusal(kind: .death, at: write, count: 1)
        let trial = try scenario.trial(bench, .storage(fault), number: write)
        #expect(trial.isDead, "\(trial)")
        try scenario.check(bench, trial)
      }
    }
  }

  @Test(arguments: [
    Scenario.create, .enqueue, .run, .pause, .restored, .backup, .export,
  ])
  func `a kill at any moment loses nothing that was acknowledged`(
    _ scenario: Scenario
  ) async throws {
    let count = Self.number("BATCH_TEST_KILLS") ?? 50
    try await Self.each(scenario, of: count, after: .nothing) { dice, first in
      .kill(milliseconds: Double(dice.number(0...1000)) / 1000 * first.milliseconds)
    }
  }

  /// Disturbs a command its share of `count` times, after one time without, which is shown to
  /// `trouble`.
  private static func each(
    _ scenario: Scenario, of count: Int, after start: Trouble = .storage(.none),
    _ trouble: @escaping @Sendable (inout SeededDice, Trial) throws -> Trouble
  ) async throws {
    try await blocking {
      var bench = try TrialBench()
      defer { bench.provider.stop() }
      try scenario.prepare(bench)
      try bench.restore()
      let first = try scenario.trial(bench, start, number: 0)
      var dice = SeededDice(seed: UInt64(Self.number("BATCH_TEST_SEED") ?? 1))
      for number in 1...max(count * scenario.share / 100, 1) {
        try bench.restore()
        var trial = try scenario.trial(bench, trouble(&dice, first), number: number)
        if trial.isDead, scenario.isTroubledTwice, number % 3 == 0 {
          let again = try trouble(&dice, first)
          trial = try scenario.trial(bench, again, number: number).following(trial)
        }
        try scenario.check(bench, trial)
      }
    }
  }

  private static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }
}
