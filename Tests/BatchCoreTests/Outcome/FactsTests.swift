import BatchCore
import Testing

@Suite struct FactsTests {
  private func facts(
    _ body: String, status: Int = 200, headers: [HTTPHeader] = []
  ) -> AttemptFacts {
    Reading.of(
      Exchange(status, body, headers: headers), expecting: .json(.article), model: "a/b",
      now: Scenario.noon
    ).facts
  }

  @Test
  func `an answer's facts are its own`() {
    let facts = facts(.completion(#""content":"{\"title\":\"a\",\"body\":\"b\"}""#))
    #expect(
      facts
        == AttemptFacts(
          httpStatus: 200, finishReason: "stop", provider: "OpenAI",
          generationID: "gen-1700000000-abc", servedModel: "openai/gpt-4o-mini-2024-07-18",
          usage: Usage(
            promptTokens: 40, completionTokens: 120, reasoningTokens: 0, cachedTokens: nil,
            cost: Money(picodollars: 71_000_000)), milliseconds: 1500))
  }

  @Test
  func `a failed answer's facts are kept too`() {
    let facts = facts(.completion(#""content":"prose""#, tokens: 7))
    #expect(facts.usage.completionTokens == 7)
    #expect(facts.usage.cost == Money(picodollars: 71_000_000))
    #expect(facts.excerpt == "prose")
  }

  @Test
  func `a figure no answer can have is unknown, and never overflows a sum`() {
    let body =
      #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"#
      + #""usage":{"prompt_tokens":9223372036854775807,"completion_tokens":7,"cost":9000000}}"#
    #expect(facts(body).usage == Usage(completionTokens: 7))
  }

  @Test
  func `missing usage is unknown, and so is a senseless one`() {
    let bodies = [
      "{}", #"{"usage":null}"#, #"{"usage":[]}"#,
      #"{"usage":{"prompt_tokens":-1,"completion_tokens":"many","cost":-0.5}}"#,
      #"{"usage":{"prompt_tokens":1e300,"cost":1e30,"completion_tokens_details":null}}"#,
    ]
    for body in bodies { #expect(facts(body).usage == Usage(), "\(body)") }
  }

  @Test(arguments: [
    ("0", 0), ("0.0000000356", 35600), ("7.1e-05", 71_000_000), ("1e-7", 100_000),
    ("12.345678901234", 12_345_678_901_234), ("\"0.5\"", 500_000_000_000),
  ])
  func `a cost is exact`(text: String, picodollars: Int64) {
    #expect(
      facts(#"{"usage":{"cost":\#(text)}}"#).usage.cost == Money(picodollars: picodollars))
  }

  @Test
  func `headers tell what a body does not`() {
    let headers = [
      HTTPHeader("x-generation-id", "gen-header"), HTTPHeader("x-openrouter-cache-status", "HIT"),
      HTTPHeader("x-provider-name", "Groq"),
    ]
    let facts = facts("", status: 502, headers: headers)
    #expect(facts.generationID == "gen-header")
    #expect(facts.provider == "Groq")
    #expect(facts.isCacheHit)
    #expect(facts.excerpt == nil)
    #expect(self.facts(#"{"id":"chatcmpl-1"}"#, headers: headers).generationID == "gen-header")
  }

  @Test
  func `no answer at all has no status`() {
    let reading = Reading.of(
      Exchange(response: nil, failure: .cut), expecting: .text, model: "a/b", now: Scenario.noon)
    #expect(reading.facts == AttemptFacts())
  }

  @Test
  func `a request that never left is no attempt`() {
    let refused = TransportFailure(kind: .unreachable, sentence: "s", wasSent: false)
    let reading = Reading.of(
      Exchange(response: nil, failure: refused), expecting: .text, model: "a/b",
      now: Scenario.noon)
    #expect(reading.facts == AttemptFacts(wasSent: false))
  }
}
