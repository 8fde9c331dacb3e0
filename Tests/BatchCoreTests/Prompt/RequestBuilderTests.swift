import BatchCore
import Foundation
import Testing

@Suite struct RequestBuilderTests {
  private let catalogue = ModelCatalogue([RequestTexts.card])
  private let model = "openai/gpt-4o-mini"

  private func sent(
    _ candidate: Candidate, job: Job? = nil, catalogue: ModelCatalogue? = nil
  ) throws -> (shape: AttemptShape, body: String) {
    let builder = try RequestBuilder(job ?? RequestTexts.job())
    let plan = builder.plan(candidate, model: model, catalogue: catalogue ?? self.catalogue)
    guard case .send(let shape, let body) = plan else {
      Issue.record("too long")
      throw CancellationError()
    }
    return (shape, String(decoding: body, as: UTF8.self))
  }

  @Test func `a request's bytes are these`() throws {
    let (shape, body) = try sent(RequestTexts.candidate())
    #expect(
      body == #"""
        {"model":"openai/gpt-4o-mini","messages":[{"role":"system","content":"You edit.\n"},\#
        {"role":"user","content":"Hé\nOne \"two\"\n\n"}],"max_tokens":2000,"temperature":0.4,\#
        "response_format":{"type":"json_schema","json_schema":{"name":"rewrite","strict":true,\#
        "schema":{"type":"object","required":["zeta","alpha"],"properties":{"zeta":\#
        {"type":"string"},"alpha":{"type":"integer","enum":[1,2]}},"additionalProperties":false}}},\#
        "reasoning":{"effort":"none"},"stream":false,\#
        "plugins":[{"id":"context-compression","enabled":false}]}
        """#)
    #expect(shape.maxTokens == 2000)
    #expect(shape.format == .jsonSchema)
    #expect(shape.parameters == ["temperature", "reasoning"])
    #expect(shape.builder == RequestBuilder.version)
    #expect(shape.bodySHA256.count == 64)
  }

  @Test func `an adjustment adds its complaint, its size, its format and its providers`() throws {
    let adjustment = Adjustment(
      complaint: "`body` is missing", maxTokens: 900, format: .jsonObject,
      ignoredProviders: ["azure"])
    let (shape, body) = try sent(RequestTexts.candidate(adjustment: adjustment))
    #expect(shape.maxTokens == 900)
    #expect(shape.format == .jsonObject)
    #expect(shape.adjustment == adjustment)
    let json = try JSONValue(parsing: body.utf8)
    let messages = try #require(json[member: "messages"]?.elements)
    #expect(messages.compactMap { $0[member: "role"]?.text } == ["system", "user", "user"])
    #expect(messages[0][member: "content"]?.text?.contains("It must fit this JSON Schema:") == true)
    #expect(messages[2][member: "content"]?.text?.contains("`body` is missing") == true)
    #expect(body.contains(#""response_format":{"type":"json_object"}"#))
    #expect(body.hasSuffix(#""provider":{"ignore":["azure"]}}"#))
  }

  @Test func `a reviewer's note is a message of its own, before what was wrong with an answer`()
    throws
  {
    let adjustment = Adjustment(complaint: "`body` is missing", note: "Too \"dry\".")
    let body = try sent(RequestTexts.candidate(adjustment: adjustment)).body
    let messages = try #require(
      try JSONValue(parsing: body.utf8)[member: "messages"]?.elements)
    let texts = messages.compactMap { $0[member: "content"]?.text }
    #expect(texts.count == 4 && texts[3].contains("`body` is missing"))
    #expect(
      texts[2] == """
        A reviewer sent an earlier answer to this back:
        Too "dry".
        Answer again, in full, and put this right.
        """)
    for (asked, words) in [
      (ReviewerNote.Asked.answer, "put this right."), (.merge, "put this right."),
      (.section, "put this right where it concerns this section. The note is about the whole"),
      (.description, "Describe a picture anew"), (.picture, "Draw it anew"),
    ] {
      let text = ReviewerNote.text("Too dry.", for: asked)
      #expect(text.contains("back:\nToo dry.\n") && text.contains(words) && text.hasSuffix("."))
      #expect(ReviewerNote.text("", for: asked).hasSuffix(", and better."))
    }
    let silent = try sent(RequestTexts.candidate(adjustment: Adjustment(note: ""))).body
    // The response cache may hold the very answer: its bytes must not be asked for again.
    #expect(silent.contains("A reviewer sent an earlier answer to this back. Answer again"))
  }

  @Test func `a format stronger than the model's is not sent`() throws {
    var card = RequestTexts.card
    card.supportedParameters = ["response_format"]
    let candidate = RequestTexts.candidate(adjustment: Adjustment(format: .jsonSchema))
    let (shape, _) = try sent(candidate, catalogue: ModelCatalogue([card]))
    #expect(shape.format == .jsonObject)
    #expect(shape.parameters.isEmpty)
  }

  @Test func `a model nobody described gets the common parameters only`() throws {
    let (shape, body) = try sent(RequestTexts.candidate(), catalogue: ModelCatalogue([]))
    #expect(shape.format == .none)
    #expect(shape.parameters == ["temperature"])
    #expect(!body.contains("response_format"))
    #expect(!body.contains("reasoning"))
  }

  @Test func `reasoning that cannot be switched off is not switched off`() throws {
    var card = RequestTexts.card
    card.reasoning = ModelCard.Reasoning(isMandatory: true, isDefault: true)
    let (shape, _) = try sent(RequestTexts.candidate(), catalogue: ModelCatalogue([card]))
    #expect(shape.parameters == ["temperature"])
  }

  @Test func `an answer that stood in the reasoning is asked for without reasoning`() throws {
    var job = try RequestTexts.job()
    let candidate = RequestTexts.candidate(adjustment: Adjustment(withoutReasoning: true))
    job.request.reasoning = "high"
    #expect(
      try sent(RequestTexts.candidate(), job: job).body.contains(#""reasoning":{"effort":"high"}"#))
    #expect(try sent(candidate, job: job).body.contains(#""reasoning":{"effort":"none"}"#))
  }

  /// S40: if the provider takes no such parameter, it says so, and that is learnt.
  @Test func `a model nobody described is asked without reasoning all the same`() throws {
    let repeated = RequestTexts.candidate(adjustment: Adjustment(withoutReasoning: true))
    let (shape, body) = try sent(repeated, catalogue: ModelCatalogue([]))
    #expect(shape.parameters == ["temperature", "reasoning"])
    #expect(shape.adjustment.withoutReasoning == true)
    #expect(body.contains(#""reasoning":{"effort":"none"}"#))
    let refused = RequestTexts.candidate(
      adjustment: Adjustment(omitted: ["reasoning"], withoutReasoning: true))
    #expect(!(try sent(refused, catalogue: ModelCatalogue([])).body.contains("reasoning")))
  }

  @Test(arguments: [
    (Set(["temperature"]), nil),
    (Set(["reasoning"]), ModelCard.Reasoning(isMandatory: true, isDefault: true)),
  ])
  func `reasoning that the list says cannot be switched off is left alone`(
    known: Set<String>, reasoning: ModelCard.Reasoning?
  ) throws {
    var card = RequestTexts.card
    (card.supportedParameters, card.reasoning) = (known, reasoning)
    let repeated = RequestTexts.candidate(adjustment: Adjustment(withoutReasoning: true))
    let (shape, body) = try sent(repeated, catalogue: ModelCatalogue([card]))
    #expect(shape.adjustment.withoutReasoning == nil && !body.contains(#""reasoning""#))
  }

  @Test func `a text job asks for no format`() throws {
    let job = try JobFile.read(JobTexts.small, file: "jobs/rewrite.yaml").job
    let (shape, body) = try sent(RequestTexts.candidate(), job: job)
    #expect(shape.format == .none)
    #expect(body.contains(#""content":"You edit.\n"}"#))
    #expect(body.contains(#""stream":true"#))
  }

  @Test func `an open schema is not asked for strictly`() throws {
    let job = try RequestTexts.job {
      $0.replacing("additionalProperties: false", with: "additionalProperties: true")
    }
    #expect(try sent(RequestTexts.candidate(), job: job).body.contains(#""strict":false"#))
  }

  @Test func `an answer that cannot fit is not asked for`() throws {
    let job = try JobFile.read(JobTexts.small, file: "jobs/rewrite.yaml").job
    let article = Article(id: "1", title: "t", body: String(repeating: "word ", count: 20_000))
    let plan = try RequestBuilder(job).plan(
      RequestTexts.candidate(article), model: model, catalogue: catalogue)
    guard case .tooLong(let needed, let limit) = plan else {
      Issue.record("sent")
      return
    }
    #expect(limit == 16_384)
    #expect(needed > limit)
  }

  @Test func `an analysis needs no room for its article`() throws {
    let job = try RequestTexts.job { $0.replacing("maxTokens: 2000", with: "maxTokens: auto") }
    let article = Article(id: "1", title: "t", body: String(repeating: "word ", count: 20_000))
    #expect(try sent(RequestTexts.candidate(article), job: job).0.maxTokens == 16_384)
  }
}
