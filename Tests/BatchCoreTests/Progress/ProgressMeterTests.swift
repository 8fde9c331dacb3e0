import Testing

@testable import BatchCore

struct ProgressMeterTests {
  private static func figures(done: Int, pauses: [Pause] = []) -> QueueFigures {
    var role = RoleFigures(role: "rewrite")
    (role.ready, role.claimed, role.done) = (95 - done, 5, done)
    role.models = [.init(model: "a/a", done: done, failed: 0, cost: .zero)]
    return QueueFigures(articles: 100, roles: [role], pauses: pauses)
  }

  private static func outlook(
    limit: Int? = nil, pauses: [Pause] = [], pace: PaceRecord = PaceRecord()
  ) -> Outlook? {
    var meter = ProgressMeter(limit: limit)
    for second in 0...10 {
      _ = meter.note(figures(done: second), PaceRecord(), now: at(second))
    }
    return meter.note(figures(done: 10, pauses: pauses), pace, now: at(11))["rewrite"]
  }

  private static func at(_ second: Int) -> Timestamp {
    Timestamp(milliseconds: Int64(second) * 1000)
  }

  @Test func `time left is what is open at the rate`() {
    let outlook = Self.outlook()
    #expect(outlook?.perMinute.map { $0.rounded() } == 55)
    #expect(outlook?.secondsLeft == 99)
  }

  @Test(arguments: [(12, 3), (10, 0), (500, 99)])
  func `a run with a limit ends sooner`(_ limit: Int, _ seconds: Int) {
    #expect(Self.outlook(limit: limit)?.secondsLeft == seconds)
  }

  @Test func `under a pause, or while its model fails, nobody knows the time left`() {
    let pause = Pause(
      scope: .queue, reason: .operator, since: Self.at(11), message: "m", remedy: "r")
    let other = Pause(
      scope: .role("deep"), reason: .operator, since: Self.at(11), message: "m", remedy: "r")
    let failing = PaceRecord(failing: [
      .init(model: "a/a", row: 5, words: "server errors", since: Self.at(11), probeAt: Self.at(15))
    ])
    for still in [Self.outlook(pauses: [pause]), Self.outlook(pace: failing)] {
      #expect(still?.isStill == true && still?.secondsLeft == nil)
      #expect(still?.perMinute == 60)
    }
    #expect(Self.outlook(pauses: [other])?.isStill == false)
  }
}
