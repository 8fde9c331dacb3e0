import Foundation
import Simulator
import Testing

struct SpoiltAnswerTests {
  private static let good = ExpectedAnswer.json(
    title: Probe.title, body: Probe.body, model: Probe.model)

  private func answer(_ fault: Fault) async throws -> (WireResponse, spent: Picodollars) {
    try await Probe.run(.faults(FaultRule(fault))) { running in
      (try running.chat(), running.simulator.spent)
    }
  }

  @Test(arguments: [
    (Fault.fencedJSON, "```json\n\(good)\n```"),
    (.jsonInProse, "Sure! Here is the result:\n\n\(good)\n\nLet me know if you need changes."),
    (.trailingComma, String(good.dropLast()) + ",}"), (.empty, ""), (.emptyUnfinished, ""),
    (.reasoningAteBudget, ""), (.contentFilter, ""),
    (.missingField, #"{"title":"Rewritten: Crème brûlée"}"#),
    (.emptyField, #"{"title":"Rewritten: Crème brûlée","body":""}"#),
  ])
  func `the content is spoilt as named`(fault: Fault, content: String) async throws {
    let (answer, _) = try await answer(fault)
    #expect(answer.status == 200)
    #expect(answer.content == content)
  }

  @Test func `a field may be shrunk or lose its accents`() async throws {
    let article = String(repeating: "Çà et là, été. ", count: 20)
    let spoilt = try await Probe.run(
      .faults(FaultRule(.shrunkField, times: 1), FaultRule(.accentless))
    ) { running in
      try (0..<2).map { _ in
        let content = try running.chat(Probe.request(body: article)).content
        return try JSONDecoder().decode([String: String].self, from: Data(content.utf8))["body"]
      }
    }
    let good = ExpectedAnswer.body(article, model: Probe.model)
    #expect(spoilt[0].map { good.hasPrefix($0) && $0.utf8.count <= good.utf8.count / 10 } == true)
    #expect(
      spoilt[1]
        == good.replacing("Ç", with: "C").replacing("à", with: "a")
        .replacing("é", with: "e"))
  }

  @Test func `prose holds no brace at all`() async throws {
    let (answer, spent) = try await answer(.prose)
    #expect(!answer.content.isEmpty)
    #expect(!answer.content.contains { "{}[]".contains($0) })
    #expect(spent > .zero)
  }

  @Test func `JSON5 has bare names and single quotes`() async throws {
    let (answer, _) = try await answer(.json5)
    #expect(answer.content.hasPrefix("{title:'Rewritten: Crème brûlée',body:'<!--"))
    #expect(answer.content.hasSuffix("',}"))
  }

  @Test func `a truncated answer is the beginning of the good one`() async throws {
    let (answer, spent) = try await answer(.truncated)
    #expect(Self.good.utf8.starts(with: answer.content.utf8))
    #expect(answer.finish == "length")
    #expect(spent > .zero)
  }

  @Test func `an answer that ended in an error is free`() async throws {
    let (answer, spent) = try await answer(.finishError)
    #expect(answer.finish == "error")
    #expect((answer.choice["error"] as? [String: Any])?["code"] as? Int == 502)
    #expect(!answer.content.isEmpty)
    #expect(spent == .zero)
  }

  @Test func `reasoning that ate the budget is billed`() async throws {
    let (answer, spent) = try await answer(.reasoningAteBudget)
    let details = answer.usage["completion_tokens_details"] as? [String: Any]
    #expect(
      details?["reasoning_tokens"] as? Int == answer.usage["completion_tokens"] as? Int)
    #expect(answer.finish == "length")
    #expect(spent > .zero)
  }

  @Test func `an empty answer with stop is billed for its prompt, one without is free`()
    async throws
  {
    let (stopped, paid) = try await answer(.empty)
    #expect(stopped.finish == "stop")
    #expect(stopped.usage["completion_tokens"] as? Int == 0)
    #expect(paid > .zero)
    let (unfinished, free) = try await answer(.emptyUnfinished)
    #expect(unfinished.finish == nil)
    #expect(free == .zero)
  }

  @Test func `the text can stand in the reasoning`() async throws {
    let (answer, _) = try await answer(.reasoningOnly)
    #expect(answer.message["content"] is NSNull)
    #expect(answer.message["reasoning"] as? String == Self.good)
  }

  @Test func `choices and message can be missing`() async throws {
    let (none, _) = try await answer(.noChoices)
    #expect((none.object["choices"] as? [Any])?.isEmpty == true)
    let (missing, _) = try await answer(.choicesMissing)
    #expect(missing.object["choices"] == nil)
    #expect(missing.object["id"] != nil)
    let (silent, _) = try await answer(.noMessage)
    #expect(silent.choice["finish_reason"] as? String == "stop")
    #expect(silent.choice["message"] == nil)
  }

  @Test func `content can come in parts`() async throws {
    let (answer, _) = try await answer(.contentParts)
    let parts = answer.message["content"] as? [[String: String]]
    #expect(parts?.count == 2)
    #expect(parts?.compactMap { $0["text"] }.joined() == Self.good)
  }

  @Test func `a refusal is a finish of its own`() async throws {
    let (answer, _) = try await answer(.contentFilter)
    #expect(answer.finish == "content_filter")
    #expect((answer.message["refusal"] as? String)?.isEmpty == false)
  }

  @Test func `another model may answer, and usage may be missing`() async throws {
    let (other, _) = try await answer(.otherModel)
    #expect(other.object["model"] as? String == "anthropic/claude-haiku-4.5")
    let (silent, spent) = try await answer(.usageMissing)
    #expect(silent.object["usage"] == nil)
    #expect(spent > .zero)
  }
}
