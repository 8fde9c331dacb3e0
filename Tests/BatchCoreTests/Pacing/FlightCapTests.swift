import BatchCore
import Testing

/// S6: fewer in flight after a balance was too small for so many.
struct FlightCapTests {
  private func refuse(_ cap: inout FlightCap, flying: Int) {
    cap.start(flying: flying)
    cap.start(flying: 1)
    cap.refuse()
  }

  @Test(arguments: [(200, 100), (5, 2), (4, 2), (3, 1), (2, 1), (1, 1)])
  func `a refusal halves what was in flight, and leaves one`(flying: Int, most: Int) {
    var cap = FlightCap()
    #expect(cap.allowance(flying: flying) == nil)
    refuse(&cap, flying: flying)
    #expect(cap.most == most)
    #expect(cap.allowance(flying: 0) == most)
    #expect(cap.allowance(flying: most) == 0)
    #expect(cap.allowance(flying: most + 3) == 0, "those that are in flight still")
  }

  @Test func `a second refusal halves what the first one left`() {
    var cap = FlightCap()
    refuse(&cap, flying: 20)
    refuse(&cap, flying: 18)
    #expect(cap.most == 5)
    refuse(&cap, flying: 2)
    #expect(cap.most == 1, "no more were in flight")
  }

  @Test func `one more after each while of answers, until as many as before may`() {
    var cap = FlightCap()
    refuse(&cap, flying: 5)
    var steps: [Int?] = []
    for answers in [19, 1, 29, 1, 39, 1] {
      for _ in 0..<answers { cap.serve() }
      steps.append(cap.most)
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
    #expect(cap.most == 2)
  }

  private let start = Timestamp(milliseconds: 1_000_000)

  @Test func `a burst halves the account's cap once, for every model, and no rate is learnt`() {
    var pacer = Pacer()
    let tickets = (0..<5).map { _ in pacer.start("a", now: start) }
    pacer.end(tickets[4], signal: .served, now: start, chance: 0)
    for ticket in tickets.prefix(3) {
      pacer.end(ticket, signal: .inFlightBudget(hint: .seconds(20)), now: start, chance: 0)
    }
    #expect(pacer.account.cap.most == 2)
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
}
