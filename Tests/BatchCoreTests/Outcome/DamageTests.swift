import BatchCore
import Testing

struct DamageTests {
  private func outcome(_ body: String, request: String) -> Outcome {
    let content = #""content":"{\"title\":\"t\",\"body\":\"\#(body)\"}""#
    return Reading.of(
      Exchange(200, .completion(content)), expecting: .json(.article), model: "a/b",
      now: Scenario.noon, request: Array(request.utf8)
    ).outcome
  }

  private func isAnswered(_ outcome: Outcome) -> Bool {
    if case .answered = outcome { return true }
    return false
  }

  @Test func `characters that were lost on the way are refused`() {
    #expect(!isAnswered(outcome("caf\u{FFFD}", request: "café")))
    #expect(!isAnswered(outcome(#"caf\\u0000e9"#, request: "café")))
  }

  @Test func `a character that the article itself has lost may be in the answer`() {
    #expect(isAnswered(outcome("caf\u{FFFD}", request: "the article says caf\u{FFFD}")))
    #expect(!isAnswered(outcome(#"caf\\u0000e9 \#u{FFFD}"#, request: "\u{FFFD}")))
  }
}
