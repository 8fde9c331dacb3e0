import BatchCore
import Testing

@Suite struct WaitingTests {
  private func decide(
    _ kind: FailureKind, _ circumstance: Circumstance = Circumstance(), in situation: Situation
  ) -> Decision {
    .about(.failed(Failure(kind), circumstance), in: situation)
  }

  private func wait(_ decision: Decision) -> Duration? {
    switch decision {
    case .retry(_, let moment, _), .postpone(_, _, let moment):
      moment.map { $0 - Scenario.noon }
    case .succeed, .proceed, .escalate, .pause, .fail: nil
    }
  }

  @Test(
    arguments: [
      (nil, 0, 0.0, 1000), (nil, 0, 0.5, 1500), (nil, 3, 0.5, 5000), (nil, 50, 0.5, 31_000),
      (20, 0, 0.0, 20_000), (20, 2, 0.25, 21_000), (20, Int.max, 1.0, 80_000),
    ] as [(Int?, Int, Double, Int)])
  func `a throttled task goes behind the others, after the hint`(
    hint: Int?, throttles: Int, chance: Double, milliseconds: Int
  ) {
    for kind in [FailureKind.throttled, .inFlightBudget] {
      let decision = decide(
        kind, Circumstance { $0.wait = hint.map { .seconds($0) } },
        in: .example(rung: 1, tries: 3, throttles: throttles, chance: chance))
      #expect(Scenario.Move(decision) == .postpone(.throttled))
      #expect(wait(decision) == .milliseconds(milliseconds))
    }
  }

  @Test
  func `a fault waits with full jitter, longer with each try`() {
    let waits = (0..<3).map { wait(decide(.serverError, in: .example(tries: $0, chance: 0.5))) }
    #expect(waits == [.seconds(1), .seconds(2), .seconds(4)])
    let hinted = decide(
      .serverError, Circumstance { $0.wait = .seconds(50) }, in: .example(chance: 0))
    #expect(wait(hinted) == .seconds(50))
  }

  @Test
  func `what only the request can mend is asked at once`() {
    for kind in [FailureKind.offSchema, .truncated, .unsupportedParameter] {
      #expect(wait(decide(kind, in: .example())) == nil)
    }
  }

  @Test
  func `an outage is tried again after five seconds, a shutdown whenever`() {
    #expect(wait(decide(.unreachable, in: .example())) == .seconds(5))
    #expect(wait(decide(.aborted, in: .example())) == nil)
  }

  @Test
  func `a pause says what, since when, until when and what to do`() throws {
    let resets = Timestamp(milliseconds: Scenario.noon.milliseconds + 1000)
    let decision = decide(
      .budgetExceeded, Circumstance { $0.resetsAt = resets }, in: .example())
    guard case .pause(let failure, let pause) = decision else {
      Issue.record("no pause")
      return
    }
    #expect(
      pause
        == Pause(
          scope: .queue, reason: .budgetExceeded, since: Scenario.noon, until: resets,
          message: failure.sentence, remedy: failure.remedy))
  }

  @Test
  func `a reset that is past does not end a pause`() {
    let decision = decide(
      .keyLimit, Circumstance { $0.resetsAt = Timestamp(milliseconds: 0) }, in: .example())
    guard case .pause(_, let pause) = decision else {
      Issue.record("no pause")
      return
    }
    #expect(pause.until == nil)
  }

  @Test
  func `the free day ends at the reset, else at midnight UTC`() {
    let waits: [Duration?] = [.seconds(60), nil]
    let ends = waits.map { wait -> Duration? in
      let decision = decide(.freeDailyLimit, Circumstance { $0.wait = wait }, in: .example())
      guard case .pause(_, let pause) = decision else { return nil }
      return pause.until.map { $0 - Scenario.noon }
    }
    #expect(ends == [.seconds(60), .seconds(12 * 3600)])
  }
}
