import BatchCore
import GRDB
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct LedgerTests {
  @Test func `a refused settlement completes its attempt if that is still open`() throws {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    try queue.fill(1)
    let claim = try #require(try queue.claim())
    let store = try #require(queue.store as? SQLiteTaskStore)
    try store.queue.inDatabase {
      try $0.execute(
        sql: """
          UPDATE task SET state = 'ready', reason = 'paused', claim = NULL;
          UPDATE tally_role SET ready = ready + 1, claimed = claimed - 1;
          """)
    }
    let turn = Turn(now: Make.at(9), settlements: [Make.settlement(claim, Make.answer())])
    for _ in 1...2 {
      #expect(try store.turn(turn, prepare: Make.send).refused == [claim.number])
      let task = try queue.task(1)
      #expect(task.record.state == .ready(.paused, notBefore: nil))
      #expect(task.result == nil)
      #expect(task.attempts.first?.outcome == "done")
      #expect(try queue.figures().cost.picodollars == 1_000)
      try queue.verify()
    }
  }

  @Test(arguments: [
    "UPDATE article SET revision = revision + 1", "UPDATE job SET source = ''",
    "PRAGMA foreign_keys = OFF; DELETE FROM attempt",
  ])
  func `bytes that cannot be made again are not asked for`(_ sql: String) throws {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    try queue.fill(1)
    _ = try queue.claim()
    _ = try queue.store.recover(now: Make.at(2))
    let store = try #require(queue.store as? SQLiteTaskStore)
    try store.queue.inDatabase { try $0.execute(sql: sql) }
    let claim = try #require(
      try queue.claim { candidate in
        #expect(candidate.resend == nil)
        #expect(candidate.task.resend == nil)
        return Make.send(candidate)
      })
    #expect(!claim.isResend)
  }

  @Test func `a job that no run brought is kept by its digest`() throws {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    try queue.fill(1)
    let claim = try #require(
      try queue.claim { .send(Make.shape($0, job: "unheard-of"), body: []) })
    try queue.settle(claim, Make.answer())
    #expect(try queue.task(1).result?.job == "unheard-of")
    #expect(try queue.figures().stale == 1)
    try queue.verify()
  }

  @Test(arguments: [
    (Decision.succeed(Answer(output: "1", extraction: .whole)), "done", true, false),
    (.retry(Make.failure(.offSchema), notBefore: nil, .none), "offSchema", true, false),
    (.escalate(Make.failure(.notJSON), rung: 1, model: "m"), "notJSON", true, false),
    (.fail(Make.failure(.moderated)), "moderated", true, false),
    (.postpone(Make.failure(.throttled), .throttled, notBefore: nil), "throttled", false, true),
    (.postpone(Make.failure(.aborted), .interrupted, notBefore: nil), "aborted", false, false),
    (
      .pause(Make.failure(.badKey), Make.pause(.queue, .badKey)), "badKey", false, false
    ),
  ])
  func `the ledger names what became of an attempt`(
    _ decision: Decision, _ outcome: String, _ isTry: Bool, _ isThrottle: Bool
  ) {
    let entry = LedgerEntry(decision: decision, facts: Make.facts())
    #expect(entry.outcome == outcome)
    #expect((entry.failure == nil) == (outcome == "done"))
    #expect(entry.isTry == isTry)
    #expect(entry.isThrottle == isThrottle)
    #expect(!entry.isCostUnknown)
  }

  @Test func `what was perhaps billed is unknown, what was refused is not`() {
    let finished = AttemptFacts(httpStatus: 200, finishReason: "error")
    let cases: [(AttemptFacts, FailureKind?, Bool)] = [
      (Make.facts(cost: 0), .empty, false),
      (Make.facts(cost: nil), nil, true),
      (AttemptFacts(httpStatus: 200, isCacheHit: true), nil, false),
      (finished, .providerError, false),
      (AttemptFacts(httpStatus: 402), .insufficientCredits, false),
      (AttemptFacts(httpStatus: 524), .timedOut, false),
      (AttemptFacts(httpStatus: 200), .cut, true),
      (AttemptFacts(httpStatus: 200), .throttled, false),
      (AttemptFacts(httpStatus: 200), .oversized, true),
      (AttemptFacts(), .unreachable, false),
      (AttemptFacts(), .timedOut, true),
      (AttemptFacts(), .aborted, true),
    ]
    for (facts, kind, isUnknown) in cases {
      #expect(LedgerEntry.isCostUnknown(facts, failure: kind) == isUnknown, "\(facts)")
    }
    #expect(LedgerEntry.lost.isCostUnknown)
    #expect(LedgerEntry.lost.outcome == "lost")
  }

  @Test(arguments: [[], ["temperature"], ["a_b", "c"], ["\"", "ü\\"], [""]])
  func `a list of parameters is a JSON array`(_ words: [String]) throws {
    let back: [String] = try Column.value(try Column.list(words))
    #expect(back == words)
  }
}
