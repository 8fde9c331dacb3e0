import BatchCore
import Foundation
import Testing

/// What the page says, and what it means.
struct PageChangeTests {
  private static let now = Timestamp(milliseconds: 9)

  private static func change(_ text: String) throws -> QueueChange? {
    try JSONDecoder().decode(PageChange.self, from: Data(text.utf8))
      .change(database: "my.sqlite", now: now)
  }

  @Test(arguments: [
    (#"{"action":"resume","scope":"queue"}"#, QueueChange.resume(.queue)),
    (#"{"action":"resume","scope":"role:a:b"}"#, .resume(.role("a:b"))),
    (#"{"action":"resume","scope":"model:x/y:free"}"#, .resume(.model("x/y:free"))),
    (#"{"action":"resume","scope":"free models"}"#, .resume(.freeModels)),
    (
      #"{"action":"retry","role":"r","kind":"moderated","after":7}"#,
      .retry(RetrySelection(role: "r", kind: .moderated, after: TaskID(7)))
    ),
    (
      #"{"action":"retry","role":"r","articles":["x"],"isCancelled":true}"#,
      .retry(RetrySelection(role: "r", articles: ["x"], isOfCancelled: true))
    ),
    (
      #"{"action":"judge","role":"r","id":"x","attempt":3,"verdict":"rejected","note":"n"}"#,
      .judge(
        Judging(role: "r", article: "x", attempt: ClaimNumber(3), verdict: .rejected, note: "n"))
    ),
    (
      #"{"action":"judge","role":"r","id":"x","attempt":3,"verdict":null}"#,
      .judge(Judging(role: "r", article: "x", attempt: ClaimNumber(3), verdict: nil))
    ),
    (
      #"{"action":"sendBack","role":"r","id":"x","attempt":3,"model":"m/n","note":"n"}"#,
      .sendBack(
        SendBack(role: "r", article: "x", attempt: ClaimNumber(3), model: "m/n", note: "n"))
    ),
    (
      #"{"action":"undo","role":"r","id":"x"}"#, .keepResult(Keeping(role: "r", article: "x"))
    ),
  ])
  func `each of its words is one change`(_ text: String, _ change: QueueChange) throws {
    #expect(try Self.change(text) == change)
  }

  @Test func `its pause is the user's, and names the way on`() throws {
    guard case .pause(let pause) = try Self.change(#"{"action":"pause","scope":"queue"}"#) else {
      throw Unexpected()
    }
    #expect(pause.scope == .queue && pause.reason == .operator && pause.since == Self.now)
    #expect(pause.message == "You paused the queue.")
    #expect(pause.remedy == "Go on with: batch resume --database my.sqlite")
  }
  private struct Unexpected: Error {}

  @Test(arguments: [
    #"{"action":"pause"}"#, #"{"action":"resume"}"#, #"{"action":"pause","scope":"all"}"#,
    #"{"action":"retry"}"#, #"{"action":"retry","kind":"empty"}"#,
    #"{"action":"judge","role":"r"}"#,
    #"{"action":"judge","role":"r","id":"x"}"#, #"{"action":"sendBack","id":"x","attempt":1}"#,
    #"{"action":"undo","role":"r"}"#,
  ])
  func `half a change is none`(_ text: String) throws { #expect(try Self.change(text) == nil) }

  @Test(arguments: [
    "{}", "[]", "", #"{"action":"enqueue"}"#, #"{"action":"judge","verdict":"perhaps"}"#,
    #"{"action":"retry","role":"r","kind":"odd"}"#,
  ])
  func `other words are not understood`(_ text: String) {
    #expect(throws: (any Error).self) { try Self.change(text) }
  }

  @Test(arguments: [
    (#"{"action":"pause","scope":"role:rewrit"}"#, PageMistake.role("rewrit", nearest: "rewrite")),
    (#"{"action":"resume","scope":"role:zzz"}"#, .role("zzz", nearest: nil)),
    (#"{"action":"retry","role":"deeep"}"#, .role("deeep", nearest: "deep")),
    (#"{"action":"retry","role":"deep"}"#, nil),
    (#"{"action":"pause","scope":"role:deep"}"#, nil),
    (#"{"action":"pause","scope":"queue"}"#, nil),
    (#"{"action":"pause","scope":"model:none"}"#, nil),
  ])
  func `a role that is not there is not paused`(_ text: String, _ mistake: PageMistake?) throws {
    let change = try JSONDecoder().decode(PageChange.self, from: Data(text.utf8))
    #expect(change.mistake(roles: ["deep", "rewrite"]) == mistake)
  }

  @Test(arguments: ["judge", "sendBack"])
  func `a note has its bound`(_ action: String) throws {
    func mistake(_ note: String) throws -> PageMistake? {
      let text = #"{"action":"\#(action)","role":"r","id":"x","attempt":3,"note":"\#(note)"}"#
      return try JSONDecoder().decode(PageChange.self, from: Data(text.utf8)).mistake(roles: [])
    }
    let longest = String(repeating: "é", count: 1_998) + "👩"
    #expect(try mistake(longest) == nil && mistake("") == nil)
    let longer = try #require(try mistake(longest + "!"))
    #expect(longer == .note(length: 2_001) && longer.status == 400)
    #expect(longer.remedy == "Shorten it.")
    #expect(
      longer.sentence
        == "The note has 2,001 characters, and 2,000 are the most; nothing was changed.")
  }

  private static let live = RunAtWork(roles: ["rewrite", "deep", "image"])

  @Test(arguments: [
    (ChangeReport.paused, true, "Paused. Requests in flight end, and their answers are kept."),
    (.paused, false, "Paused."),
    (.resumed(ended: [], probed: []), true, "Nothing is paused there."),
    (.resumed(ended: [Pause.Key(.queue, .operator)], probed: []), true, "Resumed: the queue."),
    (
      .resumed(ended: [], probed: [Pause.Key(.queue, .badKey)]), false,
      "The next run finds out with one request."
    ),
    (.retried(RetriedTasks(count: 0)), true, "Nothing was put back."),
    (.retried(RetriedTasks(count: 2)), true, "2 tasks put back. The run at work takes them up."),
    (.retried(RetriedTasks(count: 1)), false, "1 task put back. The next run takes it up."),
    (.sentBack, true, "Sent back."),
    (
      .judged(JudgedResult(was: nil, now: Judgement(verdict: .accepted, at: now))), true,
      "Accepted."
    ),
    (.judged(JudgedResult(was: nil, now: nil)), true, "The verdict is taken back."),
    (.sentBack, false, "Sent back. The next run asks for it again."),
    (.keptResult, true, "Kept after all."),
  ])
  func `what became of it is one sentence`(
    _ report: ChangeReport, _ isLive: Bool, _ sentence: String
  ) {
    let run = isLive ? Self.live : nil
    #expect(ChangedDocument(report, role: "deep", run: run).sentence == sentence)
  }

  private static let other = "The run at work is of rewrite, deep and image alone. The next run of "
  private static let unknown = Pause.Key(.role("standard"), .unknownModel)
  private static let ofOthers: [(ChangeReport, String?, String)] = [
    (
      .retried(RetriedTasks(count: 2)), "standard",
      "2 tasks put back. " + other + "standard takes them up."
    ),
    (
      .retried(RetriedTasks(count: 2)), nil,
      "2 tasks put back. The run at work takes up what is of rewrite, deep and image."
    ),
    (.sentBack, "standard", "Sent back. " + other + "standard asks for it again."),
    (
      .resumed(ended: [], probed: [unknown]), nil,
      other + "the other role finds out with one request."
    ),
    (
      .resumed(ended: [], probed: [unknown, Pause.Key(.queue, .badKey)]), nil,
      "One request finds out now."
    ),
  ]

  @Test(arguments: ofOthers)
  func `a run does nothing for roles that it does not work`(
    _ report: ChangeReport, _ role: String?, _ sentence: String
  ) {
    #expect(ChangedDocument(report, role: role, run: Self.live).sentence == sentence)
  }
}
