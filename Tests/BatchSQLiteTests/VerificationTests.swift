import BatchCore
import StoreContract
import Testing

@testable import BatchSQLite

@Suite struct VerificationTests {
  /// What was done to the file behind the store's back, and what the finding says.
  static let damages = [
    ("UPDATE tally_role SET ready = ready + 1", "counter ready of rewrite is 2, the rows say 1"),
    ("UPDATE tally_role SET cost = 0", "counter cost of rewrite is 0, the rows say 2000"),
    ("UPDATE tally_role SET throttled = 1", "counter throttled of rewrite is 1, the rows say 0"),
    ("DELETE FROM tally_job", "counter done by job of rewrite digest-1 is 0, the rows say 1"),
    ("UPDATE tally_failure SET count = 3", "counter failed by kind of rewrite empty is 3"),
    ("UPDATE tally_model SET done = 9", "counter done by model of rewrite small/model is 9"),
    ("DELETE FROM result", "done without a result: task: 1"),
    ("UPDATE result SET output = '{\"a\":'", "a result that is not JSON: task: 1"),
    (
      "UPDATE result SET extraction = 'image'",
      "a picture that is not there, or not as large as it was: task: 1"
    ),
    (
      """
      UPDATE result SET extraction = 'image', output = '{"format":"png","bytes":3}';
      INSERT INTO picture VALUES (1, x'8950')
      """,
      "a picture that is not there, or not as large as it was: task: 1"
    ),
    ("DELETE FROM failure", "failed without a failure"),
    ("UPDATE attempt SET finished_at = 1 WHERE finished_at IS NULL", "claimed without an attempt"),
    (
      "UPDATE attempt SET finished_at = NULL", "an attempt in flight without a claim: attempt: 1, 2"
    ),
    (
      "UPDATE task SET state = 'cancelled' WHERE id = 1",
      "counter done by job of rewrite digest-1 is"
    ),
    (
      "UPDATE task SET attempts = 7 WHERE id = 4", "attempts or their cost counted wrongly: task: 4"
    ),
    (
      "INSERT INTO verdict VALUES (1, 1, 'accepted', '', 0)",
      "counter accepted of rewrite is 0, the rows say 1"
    ),
    (
      "INSERT INTO verdict VALUES (1, 2, 'rejected', '', 0)",
      "a verdict on another result than the task has: task: 1"
    ),
    (
      "UPDATE task SET adjustment = '{\"note\":\"\"}' WHERE id = 4",
      "sent back without a result, or done as one that was sent back: task: 4"
    ),
    ("DELETE FROM content WHERE article = 4", "an article without a text: article: 4"),
    ("PRAGMA foreign_keys = OFF; DELETE FROM article WHERE number = 2", "refers to a article"),
  ]

  @Test(arguments: damages)
  func `damage is found and named`(_ sql: String, _ finding: String) throws {
    let scratch = try Scratch()
    let queue = try scratch.queue()
    try queue.fill(4)
    try queue.settle(try #require(try queue.claim()), Make.answer())
    try queue.settle(try #require(try queue.claim()), .fail(Make.failure(.empty)))
    _ = try queue.claim()
    try queue.verify()
    let store = try #require(queue.store as? SQLiteTaskStore)
    try store.queue.inDatabase { try $0.execute(sql: sql) }
    let findings = try queue.reader.verify()
    #expect(findings.contains { $0.contains(finding) }, "\(findings)")
  }
}
