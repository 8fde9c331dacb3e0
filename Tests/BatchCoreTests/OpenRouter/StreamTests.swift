import BatchCore
import Testing

@Suite struct StreamTests {
  private static let answer = #"{"title":"L’été","body":"b"}"#

  private func read(_ body: [UInt8]) -> Reading {
    let response = HTTPResponse(
      status: 200, headers: [HTTPHeader("content-type", "text/event-stream")], body: body)
    return .of(
      Exchange(response: response, failure: .cut), expecting: .json(.article), model: "a/b",
      now: Scenario.noon)
  }

  @Test(arguments: [("\n", 1), ("\r\n", 3)])
  func `a stream cut at any byte is either whole or cut`(newline: String, step: Int) {
    let body = Array(String.stream.replacing("\n", with: newline).utf8)
    var answers = 0
    for length in stride(from: 0, through: body.count, by: step) {
      switch read(Array(body[..<length])).outcome {
      case .answered(let answer):
        answers += 1
        #expect(answer == Answer(output: Self.answer, extraction: .whole))
      case .failed(let failure, _):
        #expect(failure.kind == .cut)
        #expect(answers == 0, "whole at fewer bytes than \(length)")
      }
    }
    #expect(answers * step > 150)
  }

  @Test
  func `usage after the finish is kept and overwrites no finish`() {
    let facts = read(Array(String.stream.utf8)).facts
    #expect(facts.finishReason == "stop")
    #expect(facts.provider == "Groq")
    #expect(facts.servedModel == "a/b")
    #expect(facts.generationID == "gen-9")
    #expect(
      facts.usage
        == Usage(
          promptTokens: 11, completionTokens: 9, cost: Money(picodollars: 12_300_000)))
  }

  @Test
  func `a stream that lost a piece in its middle is cut`() {
    let body = String.stream.replacing(#""delta":{"content":"té"#, with: #""delta":{"content:té"#)
    guard case .failed(let failure, _) = read(Array(body.utf8)).outcome else {
      Issue.record("accepted")
      return
    }
    #expect(failure.kind == .cut)
  }

  @Test
  func `done without a finish reason is whole`() {
    let body = """
      data: {"choices":[{"delta":{"content":"{\\"title\\":\\"a\\",\\"body\\":\\"b\\"}"}}]}

      data: [DONE]
      """
    #expect(
      read(Array(body.utf8)).outcome
        == .answered(Answer(output: #"{"title":"a","body":"b"}"#, extraction: .whole)))
  }
}
