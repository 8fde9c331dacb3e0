import BatchCore
import Testing

/// S6: fewer in flight after a balance was too small for so many.
struct FlightCapTests {
  private func refuse(_ cap: inout FlightCap, flying: Int) {
    cap.start(flying: flying)
    cap.start(flying: 1)
    cap.refuse(.balance)
  }

  @Test(arguments: [(200, 100), (5, 2), (4, 2), (3, 1), (2, 1), (1, 1)])
  func `a refusal halves what was in flight, and leaves one`(flying: Int, most: Int) {
    var cap = FlightCap()
    #expect(cap.allowance(flying: flying) == nil)
    refuse(&cap, flying: flying)
    #expect(cap.level?.most == most)
    #expect(cap.allowance(flying: 0) == most)
    #expect(cap.allowance(flying: most) == 0)
    #expect(cap.allowance(flying: most + 3) == 0, "those that are in flight still")
  }

  @Test func `a second refusal halves what the first one left`() {
    var cap = FlightCap()
    refuse(&cap, flying: 20)
    refuse(&cap, flying: 18)
    #expect(cap.level?.most == 5)
    refuse(&cap, flying: 1)
    #expect(cap.level?.most == 2, "one that finds out says nothing about one")
  }

  @Test func `it rises one by one to all that ever were in flight, also after a refused probe`() {
    var cap = FlightCap()
    refuse(&cap, flying: 40)
    refuse(&cap, flying: 1)
    #expect(cap.level == .init(most: 10, tooMany: 40, cause: .balance))
    for most in 11..<40 {
      for _ in 0..<(most - 1) * 10 { cap.serve() }
      #expect(cap.level?.most == most)
    }
    for _ in 0..<390 { cap.serve() }
    #expect(cap.level == nil)
  }

  @Test func `one more after each while of answers, until as many as before may`() {
    var cap = FlightCap()
    refuse(&cap, flying: 5)
    var steps: [Int?] = []
    for answers in [19, 1, 29, 1, 39, 1] {
      for _ in 0..<answers { cap.serve() }
      steps.append(cap.level?.most)
    }
    #expect(steps == [2, 3, 3, 4, 4, nil])
    #expect(cap.allowance(flying: 200) == nil)
  }

  @Test func `a refusal begins the while anew`() {
    var cap = FlightCap()
    refuse(&cap, flying: 8)
    for _ in 0..<39 { cap.serve() }
    refuse(&cap, flying: 4)
    cap.serve()
    #expect(cap.level?.most == 2)
  }

  private let start = Timestamp(milliseconds: 1_000_000)

  @Test func `a burst halves the account's cap once, for every model, and no rate is learnt`() {
    var pacer = Pacer()
    let tickets = (0..<5).map { _ in pacer.start("a", now: start) }
    pacer.end(tickets[4], signal: .served, now: start, chance: 0)
    for ticket in tickets.prefix(3) {
      pacer.end(ticket, signal: .inFlightBudget(hint: .seconds(20)), now: start, chance: 0)
    }
    #expect(pacer.account.cap.level?.most == 2)
    #expect(pacer.account.rate.perSecond == nil)
    #expect(pacer.allowance(for: "b", now: start + .milliseconds(19_999)) == 0)
    pacer.end(tickets[3], signal: .served, now: start + .seconds(1), chance: 0)
    let opened = start + .seconds(20)
    #expect(pacer.allowance(for: "b", now: opened) == 1, "one finds out")
    pacer.end(pacer.start("b", now: opened), signal: .served, now: opened, chance: 0)
    #expect(pacer.allowance(for: "b", now: opened) == 2)
    _ = pacer.start("a", now: opened)
    #expect(pacer.allowance(for: "b", now: opened) == 1)
    _ = pacer.start("b", now: opened)
    #expect(pacer.allowance(for: "a", now: opened) == 0)
    #expect(pacer.opening(of: ["a"], now: opened) == nil, "it waits for an answer")
  }

  @Test func `the network in front of the provider halves it too, and is told apart`() {
    for (signal, cause) in [
      (PaceSignal.edgeBlocked(hint: .seconds(60)), FlightCap.Cause.edge),
      (.inFlightBudget(hint: .seconds(60)), .balance),
    ] {
      var pacer = Pacer()
      let tickets = (0..<6).map { _ in pacer.start("a", now: start) }
      let effects = tickets.map { pacer.end($0, signal: signal, now: start, chance: 0) }
      let level = FlightCap.Level(most: 3, tooMany: 6, cause: cause)
      #expect(effects.map(\.flight) == [level] + Array(repeating: nil, count: 5))
      #expect(pacer.record(now: start).flight == level)
    }
  }

  @Test func `a later run begins with it, for ten minutes`() {
    var pacer = Pacer()
    let tickets = (0..<6).map { _ in pacer.start("a", now: start) }
    for ticket in tickets {
      pacer.end(ticket, signal: .inFlightBudget(hint: nil), now: start, chance: 0)
    }
    let record = PaceRecord(pacer.record(now: start).document(now: start))
    let soon = Pacer(record, savedAt: start, now: start + .seconds(600))
    #expect(soon.account.allowanceOfAll(now: start + .seconds(600)) == 3)
    let late = Pacer(record, savedAt: start, now: start + .seconds(601))
    #expect(late.account.allowanceOfAll(now: start + .seconds(601)) == nil)
    #expect(FlightCap(.init(most: 0, tooMany: 0, cause: .edge)).level == nil, "never none at all")
  }

  @Test func `status says how many may be in flight, and why`() {
    let record = PaceRecord(flight: .init(most: 2, tooMany: 5, cause: .balance))
    let pacing = StatusReport.Pacing.all(of: record, now: start)
    #expect(pacing.map(\.model) == ["account"])
    #expect(pacing.first?.reason.hasPrefix("at most 2 requests in flight: more were") == true)
    #expect(pacing.first?.remedy == FailureKind.inFlightBudget.remedy)
    let edge = PaceRecord(flight: .init(most: 1, tooMany: 2, cause: .edge))
    #expect(
      StatusReport.Pacing.all(of: edge, now: start).first?.reason
        == "at most 1 request in flight: the network in front of the provider refused more")
  }
}
