import BatchCore
import Testing

struct PaceRecordTests {
  private let now = Timestamp(milliseconds: 1_000_000)

  @Test func `a later run does not start earlier than the hint either`() {
    var pacer = Pacer()
    pacer.end(
      pacer.start("a", now: now), signal: .throttled(hint: .seconds(40), isAccountWide: false),
      now: now,
      chance: 0)
    let record = PaceRecord(pacer.record(now: now).document(now: now))
    #expect(record.closed.map(\.model) == ["a"])
    let restored = Pacer(record, now: now + .seconds(10))
    #expect(restored.allowance(for: "a", now: now + .milliseconds(39_999)) == 0)
    #expect(restored.allowance(for: "a", now: now + .seconds(40)) == 1)
    #expect(restored.allowance(for: "b", now: now + .seconds(10)) == 5)
  }

  @Test func `a moment named for the account outlives a loss of the network`() {
    var pacer = Pacer()
    let tickets = (pacer.start("a", now: now), pacer.start("a", now: now))
    pacer.end(
      tickets.0, signal: .throttled(hint: .seconds(400), isAccountWide: true), now: now, chance: 0)
    pacer.end(tickets.1, signal: .unreachable, now: now + .seconds(1), chance: 0)
    let record = pacer.record(now: now + .seconds(2))
    #expect(record.closed.map(\.reason) == [.rateLimited])
    let later = now + .seconds(399)
    #expect(Pacer(record, now: now + .seconds(5)).allowance(for: "b", now: later) == 0)
  }

  @Test func `what was asked of a failing model is not made up for when it works again`() throws {
    let record = PaceRecord(
      rates: [.init(model: "a", perSecond: 0.05)],
      failing: [
        .init(model: "a", row: 5, words: "server errors", since: now, probeAt: now)
      ])
    var pacer = Pacer(record, savedAt: now, now: now)
    var moment = now
    for number in Int64(1)...20 {
      let fault = Breaker.Fault(task: TaskID(number), kind: .serverError)
      pacer.end(
        pacer.start("a", now: moment), signal: .failing(hint: nil), fault: fault, now: moment,
        chance: 0)
      moment = moment + .seconds(5)
    }
    pacer.end(pacer.start("a", now: moment), signal: .served, now: moment, chance: 0)
    let opening = try #require(pacer.opening(of: ["a"], now: moment))
    #expect(opening <= moment + .seconds(20))
  }

  @Test func `a gate that stays closed for long is found out by one request`() {
    let record = PaceRecord(closed: [
      .init(model: "a", until: now + .seconds(30_000), reason: .rateLimited)
    ])
    #expect(Pacer(record, now: now).allowance(for: "a", now: now) == 1)
  }

  @Test(
    arguments: [
      (.model("a"), [1, 0, 0, 0]), (.queue, [0, 0, 1, 0]), (.freeModels, [0, 0, 0, 1]),
      (.model("x"), [0, 0, 0, 0]),
    ] as [(Pause.Scope, [Int])])
  func `a gate whose pause was resumed lets one request find out`(
    scope: Pause.Scope, allowed: [Int]
  ) {
    let models: [String?] = ["a", "b", nil, "*:free"]
    let asked = ["a", "b", "c", "d:free"]
    let found = zip(models, asked).map { model, name in
      let closed = PaceRecord(closed: [
        .init(model: model, until: now + .seconds(300), reason: .overloaded)
      ])
      let lifted = closed.lifting([Pause.Key(scope, .rateLimited)])
      #expect(lifted.inForce(at: now).isEmpty == (lifted != closed))
      let kept = PaceRecord(lifted.document(now: now))
      return Pacer(kept, savedAt: now, now: now).allowance(for: name, now: now)
    }
    #expect(found == allowed)
  }

  @Test func `an account's gate is restored for every model`() {
    let record = PaceRecord(closed: [
      .init(model: nil, until: now + .seconds(5), reason: .rateLimited)
    ])
    #expect(Pacer(record, now: now).allowance(for: "b", now: now + .seconds(4)) == 0)
  }

  @Test func `a learned rate is gone on with for ten minutes`() {
    let record = PaceRecord(rates: [.init(model: "a", perSecond: 12.3)])
    let fresh = Pacer(record, savedAt: now, now: now + .seconds(600))
    #expect(fresh.models["a"]?.rate.perSecond == 12.3)
    let old = Pacer(record, savedAt: now, now: now + .seconds(601))
    #expect(old.models["a"]?.rate.perSecond == nil)
  }

  @Test func `a rate is kept to three digits, and the record reads back`() {
    var pacer = Pacer()
    let ticket = pacer.start("a", now: now)
    let told = ToldLimit(requestsPerSecond: 0.123456)
    pacer.end(
      ticket, signal: .throttled(hint: nil, isAccountWide: false, limit: told), now: now, chance: 0)
    let record = PaceRecord(pacer.record(now: now).document(now: now))
    #expect(record.rates.map { ($0.perSecond * 1000).rounded() } == [123])
  }

  @Test func `a ceiling in tokens is gone on with`() {
    var pacer = Pacer()
    let told = ToldLimit(tokensPerSecond: 500, namesTokens: true)
    pacer.end(
      pacer.start("a", tokens: 100, now: now),
      signal: .throttled(hint: nil, isAccountWide: false, limit: told), now: now, chance: 0)
    let record = PaceRecord(pacer.record(now: now).document(now: now))
    #expect(Pacer(record, savedAt: now, now: now).models["a"]?.tokens.perSecond == 500)
  }

  @Test func `a record from the future is not believed`() {
    let record = PaceRecord(closed: [
      .init(model: "a", until: now + .seconds(500), reason: .rateLimited)
    ])
    let pacer = Pacer(record, savedAt: now + .seconds(60), now: now)
    #expect(pacer.allowance(for: "a", now: now) == 5)
  }

  @Test func `what is over, unreadable or was only unreachable holds nothing back`() {
    let records = [
      PaceRecord(closed: [.init(model: "a", until: now, reason: .rateLimited)]),
      PaceRecord(closed: [.init(model: nil, until: now + .seconds(9), reason: .unreachable)]),
      PaceRecord(KeptDocument(name: "pace", fetchedAt: now, text: "{")), PaceRecord(nil),
    ]
    for record in records {
      #expect(Pacer(record, now: now).allowance(for: "a", now: now) == 5)
    }
  }
}
