import BatchCore
import Testing

struct PaceRecordTests {
  private let now = Timestamp(milliseconds: 1_000_000)

  @Test func `a later run does not start earlier than the hint either`() {
    var pacer = Pacer()
    pacer.end(
      pacer.start("a"), signal: .throttled(hint: .seconds(40), isAccountWide: false), now: now,
      chance: 0)
    let record = PaceRecord(pacer.record(now: now).document(now: now))
    #expect(record.closed.map(\.model) == ["a"])
    let restored = Pacer(record, now: now + .seconds(10))
    #expect(restored.allowance(for: "a", now: now + .milliseconds(39_999)) == 0)
    #expect(restored.allowance(for: "a", now: now + .seconds(40)) == 1)
    #expect(restored.allowance(for: "b", now: now + .seconds(10)) == nil)
  }

  @Test func `a gate that stays closed for long is found out by one request`() {
    let record = PaceRecord(closed: [
      .init(model: "a", until: now + .seconds(30_000), reason: .rateLimited)
    ])
    #expect(Pacer(record, now: now).allowance(for: "a", now: now) == 1)
  }

  @Test func `an account's gate is restored for every model`() {
    let record = PaceRecord(closed: [
      .init(model: nil, until: now + .seconds(5), reason: .rateLimited)
    ])
    #expect(Pacer(record, now: now).allowance(for: "b", now: now + .seconds(4)) == 0)
  }

  @Test func `what is over, unreadable or was only unreachable holds nothing back`() {
    let records = [
      PaceRecord(closed: [.init(model: "a", until: now, reason: .rateLimited)]),
      PaceRecord(closed: [.init(model: nil, until: now + .seconds(9), reason: .unreachable)]),
      PaceRecord(KeptDocument(name: "pace", fetchedAt: now, text: "{")), PaceRecord(nil),
    ]
    for record in records {
      #expect(Pacer(record, now: now).allowance(for: "a", now: now) == nil)
    }
  }
}
