import BatchCore
import Foundation
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
  func `names that others give are short, printable and without secrets`() {
    let bell = "\u{7}\u{1B}[2J" + String(repeating: "x", count: 5000)
    let body = """
      {"id":"gen-\\u0007\(String(repeating: "1", count: 999))","provider":"A\\u001bB",\
      "model":"sk-or-v1-abcdefghijk","choices":[{"message":{"content":"x"},\
      "finish_reason":"\(String(repeating: "s", count: 999))"}]}
      """
    let facts = facts(body, headers: [HTTPHeader("X-Provider-Name", bell)])
    #expect(facts.provider == "A B")
    #expect(facts.servedModel == "sk-***")
    #expect(facts.finishReason?.utf8.count == 200)
    #expect(facts.generationID?.utf8.count == 200)
    #expect(facts.generationID?.unicodeScalars.contains("\u{7}") == false)
    let refused = self.facts("{}", status: 500, headers: [HTTPHeader("X-Provider-Name", bell)])
    #expect(refused.provider?.utf8.count == 200)
  }

  @Test(arguments: [
    ("Let me think…\n</think>\nHello.", "Hello."), ("<think>a</think>b</think>Hello.", "Hello."),
    ("<think>a</think>Hello.", "Hello."), ("Hello <think>a</think>.", "Hello <think>a</think>."),
  ])
  func `a thought that is only closed is no text`(text: String, kept: String) {
    let written = text.replacing("\n", with: "\\n")
    func answer(_ request: String) -> String? {
      let reading = Reading.of(
        Exchange(200, .completion("\"content\":\"\(written)\"")), expecting: .text, model: "a/b",
        now: Scenario.noon, request: Array(request.utf8))
      guard case .answered(let answer) = reading.outcome else { return nil }
      return (try? JSONValue(parsing: Array(answer.output.utf8)))?.text?
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    #expect(answer("") == kept)
    if !text.hasPrefix("<think>") {
      #expect(answer("about </think>") == text, "an article about such marks keeps them")
    }
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

  @Test(
    arguments: [
      (#"{"cost":0,"is_byok":true}"#, nil),
      (#"{"cost":0.001,"is_byok":true,"cost_details":{"upstream_inference_cost":null}}"#, nil),
      (#"{"cost":0.001,"is_byok":true,"cost_details":{"upstream_inference_cost":0.02}}"#, 21_000),
      (#"{"is_byok":true,"cost_details":{"upstream_inference_cost":0.02}}"#, 20_000),
      (#"{"cost":0.001,"is_byok":false,"cost_details":{"upstream_inference_cost":0.02}}"#, 1_000),
    ] as [(String, Int64?)])
  func `with a provider's key of the user's own the provider's price counts too`(
    usage: String, microdollars: Int64?
  ) {
    let cost = microdollars.map { Money(picodollars: $0 * 1_000_000) }
    #expect(facts(#"{"usage":\#(usage)}"#).usage.cost == cost)
  }
}
