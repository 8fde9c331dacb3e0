import BatchCore
import Testing

@Suite struct FailureTests {
  private func failure(_ status: Int, _ body: String) -> Failure? {
    let reading = Reading.of(
      Exchange(status, body), expecting: .json(.article), model: "openai/gpt-4o-minni",
      now: Scenario.noon)
    guard case .failed(let failure, _) = reading.outcome else { return nil }
    return failure
  }

  @Test(arguments: FailureKind.allCases)
  func `every failure has a sentence and a remedy`(kind: FailureKind) {
    let failure = Failure(kind)
    #expect(failure.sentence == kind.cause + ".")
    #expect(failure.remedy.hasSuffix(".") && !failure.remedy.contains("\n"))
    #expect(!failure.remedy.contains("  "))
  }

  @Test(arguments: [
    (FailureKind.badKey, ["spaces", "quotes", "sk-or-", "openrouter.ai/keys"]),
    (.insufficientCredits, ["openrouter.ai/settings/credits", "openrouter.ai/activity"]),
    (.unknownModel, ["id", "openrouter.ai/models"]), (.throttled, ["Wait"]),
    (.notJSON, ["anthropic/claude-haiku-4.5", "openai/gpt-4o-mini", ":online"]),
    (.empty, ["larger context", "sections"]), (.tooLong, ["larger context", "sections"]),
    (.serverError, ["30 minutes", "status.openrouter.ai"]), (.lost, ["openrouter.ai/activity"]),
  ])
  func `the remedies are the help page's`(kind: FailureKind, words: [String]) {
    for word in words { #expect(kind.remedy.contains(word), "\(word)") }
  }

  @Test
  func `a sentence has cause, status, provider and the provider's own words`() {
    let body = #"""
      {"error":{"message":"Provider returned error","code":502,"metadata":{"raw":"{\"error\":{\"message\":\"GPU on\\u0007 fire.\"}}\n","provider_name":"Novita"}}}
      """#
    #expect(
      failure(502, body)?.sentence == "The provider failed (502, Novita): GPU on fire.")
    #expect(
      failure(400, #"{"error":{"message":"X is not a valid model ID","code":400}}"#)?.sentence
        == "OpenRouter knows no such model (400, openai/gpt-4o-minni): X is not a valid model ID.")
  }

  @Test
  func `a provider's words are shortened and without secrets`() throws {
    let words = "sk-or-v1-0123456789 " + String(repeating: "word ", count: 500)
    let sentence = try #require(
      failure(500, #"{"error":{"message":"\#(words)","code":500}}"#)?.sentence)
    #expect(sentence.utf8.count < 300)
    #expect(sentence.contains("sk-***") && sentence.hasSuffix("…."))
  }

  @Test
  func `a cap on the key is not called a want of credits`() {
    let body = """
      {"error":{"message":"You can only afford 3. To increase, visit \
      https://openrouter.ai/settings/keys","code":402}}
      """
    #expect(failure(402, body)?.remedy == FailureKind.keyLimit.remedy)
  }

  @Test(arguments: [
    (#"{"error":"boom"}"#, "boom"), (#"{"error":{"message":{"a":1},"code":500}}"#, "(500)"),
    (#"{"message":"boom"}"#, "boom"), (#"{"error":{"error":"boom","code":"500"}}"#, "boom"),
    (#"{"error":{"error":{"error":{"message":"boom"}}}}"#, "boom"),
  ])
  func `odd error bodies are read too`(body: String, words: String) throws {
    let failure = try #require(self.failure(500, body))
    #expect(failure.kind == .serverError)
    #expect(failure.sentence.contains(words))
  }
}
