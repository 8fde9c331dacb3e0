import BatchCore
import Foundation
import Testing

struct ArticleTextTests {
  private let now = Timestamp(milliseconds: 1_763_694_600_000)

  private func attempt(
    _ number: Int64, outcome: String?, failure: Failure? = nil, isTry: Bool = true,
    facts: AttemptFacts = AttemptFacts(), adjustment: Adjustment = .none
  ) -> AttemptRecord {
    AttemptRecord(
      number: ClaimNumber(number), rung: 0,
      shape: AttemptShape(
        job: "d", model: "openai/gpt-4o-mini", maxTokens: 600, format: .jsonSchema, parameters: [],
        stream: true, adjustment: adjustment, revision: 1, builder: 1, bodySHA256: "ab"),
      startedAt: now, finishedAt: outcome == nil ? nil : now, outcome: outcome, failure: failure,
      isTry: isTry, facts: facts)
  }

  private func history(
    title: String = "Hello", state: TaskState = .done, rung: Int = 0,
    attempts: [AttemptRecord] = [], output: String? = #"{"title":"New","body":"One\nTwo"}"#
  ) -> ArticleHistory {
    let record = TaskRecord(
      id: TaskID(1), role: "rewrite", article: 1, state: state, rung: rung,
      model: rung > 0 ? "anthropic/claude-haiku-4.5" : nil)
    let result = output.map {
      StoredResult(
        output: $0, extraction: .whole, model: "openai/gpt-4o-mini", finishedAt: now,
        cost: Money("0.0003"), attempts: attempts.count, attempt: ClaimNumber(1),
        job: "d")
    }
    return ArticleHistory(
      article: Article(id: "a1", title: title, body: "Before\r\ntext"), number: 1, revision: 1,
      tasks: [TaskHistory(record: record, attempts: attempts, result: result)])
  }

  private func lines(_ history: ArticleHistory) -> [String] {
    ArticleText(history, database: "batch.sqlite", now: now, zone: .gmt).lines
  }

  @Test func `what happened stands in the order it happened, then before and after`() {
    let throttled = Failure(kind: .throttled, sentence: "Too many requests.", remedy: "Wait.")
    let lines = lines(
      history(attempts: [
        attempt(
          1, outcome: "throttled", failure: throttled, isTry: false,
          facts: AttemptFacts(httpStatus: 429, milliseconds: 60)),
        attempt(
          2, outcome: "done",
          facts: AttemptFacts(
            httpStatus: 200, provider: "OpenAI",
            usage: Usage(promptTokens: 1800, completionTokens: 900, cost: Money("0.0003")),
            milliseconds: 2345)),
      ]))
    #expect(
      lines == [
        "a1: Hello", "", "rewrite: done, $0.0003",
        "  1. 03:10, openai/gpt-4o-mini, throttled, HTTP 429, 60 ms, no try used",
        "     Too many requests.",
        "  2. 03:10, openai/gpt-4o-mini, done, HTTP 200, by OpenAI, 2.3 s, 1,800 + 900 tokens, $0.0003",
        "", "Before:", "  Before", "  text", "", "After (rewrite, openai/gpt-4o-mini):", "  New",
        "  ",
        "  One", "  Two",
      ])
  }

  @Test func `an escalated and a failed task say so and what to do`() {
    let failure = Failure(kind: .moderated, sentence: "It was flagged.", remedy: "Read it.")
    let waiting = lines(
      history(
        state: .ready(.escalated, notBefore: now + .seconds(600)), rung: 1, output: nil))
    #expect(
      waiting.contains(
        "rewrite: ready (escalated), not before 03:20, escalated to anthropic/claude-haiku-4.5"))
    let failed = lines(history(state: .failed(failure), output: nil))
    #expect(failed.contains("rewrite: failed (moderated): It was flagged."))
    #expect(failed.contains("  To do: Read it."))
  }

  @Test func `an article no role has worked on says how to start`() {
    let fresh = ArticleHistory(
      article: Article(id: "a1", title: "", body: "b"), number: 1, revision: 1, tasks: [])
    #expect(
      lines(fresh).prefix(2) == ["a1", "  no role has worked on it yet: batch run --role rewrite"])
  }

  @Test func `escape sequences of a title or an answer never reach the terminal`() {
    let lines = lines(
      history(
        title: "\u{1B}[31mred\u{202E}", output: #"{"title":"x","body":"\u001b]0;owned\u0007"}"#))
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
  }

  @Test func `the JSON document holds the whole ledger and is valid`() throws {
    let document = ArticleReport(
      history(attempts: [attempt(1, outcome: "lost", failure: nil, isTry: false)])
    ).bytes
    let decoded = try JSONSerialization.jsonObject(with: Data(document)) as? [String: Any]
    let task = (decoded?["tasks"] as? [[String: Any]])?.first
    #expect(task?["state"] as? String == "done")
    let row = (task?["attempts"] as? [[String: Any]])?.first
    #expect(row?["outcome"] as? String == "lost")
    #expect(row?["costUSD"] is NSNull)
    #expect((task?["output"] as? [String: Any])?["title"] as? String == "New")
  }

  @Test func `a section is told by its place, and what is none by its name`() throws {
    let history = history(attempts: [
      attempt(1, outcome: "done", adjustment: Adjustment(section: 3)),
      attempt(2, outcome: "done", adjustment: Adjustment(section: 4, part: .merge)),
    ])
    let lines = lines(history)
    #expect(lines.contains("  1. 03:10, openai/gpt-4o-mini, done, section 4"))
    #expect(lines.contains("  2. 03:10, openai/gpt-4o-mini, done, the merge"))
    let document = String(decoding: ArticleReport(history).bytes, as: UTF8.self)
    #expect(document.contains(#""section":4,"part":null"#))
    #expect(document.contains(#""section":null,"part":"merge""#))
  }

  @Test func `attempts that were pruned are counted`() {
    var history = history()
    #expect(!lines(history).contains { $0.contains("pruned") })
    history.tasks[0].pruned = 2
    #expect(lines(history).contains("  2 attempts pruned; the sums hold what they cost"))
  }
}
