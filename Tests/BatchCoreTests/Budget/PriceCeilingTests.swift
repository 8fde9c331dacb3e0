import BatchCore
import Foundation
import Testing

/// What a request may cost at most, from the model list to its bytes.
@Suite struct PriceCeilingTests {
  private static func card(_ pricing: String, id: String = "a/b") throws -> ModelCatalogue {
    try ModelCatalogue(
      parsing: Array(
        #"""
        {"data":[{"id":"\#(id)","context_length":100000,"pricing":\#(pricing),
        "architecture":{"output_modalities":["text","image"]},
        "top_provider":{"max_completion_tokens":9000},
        "supported_parameters":["max_tokens","structured_outputs"]}]}
        """#.utf8))
  }

  private static let imageJob = """
    role: image
    models: [a/b]
    prompt: { system: "Draw.", user: "{{title}}" }
    output: { format: image }
    """

  /// The shape and the body of a request for a short article.
  private static func sent(
    _ pricing: String, id: String = "a/b", asked: String? = nil, isBounded: Bool = true,
    body: String = "Words.", resend: (AttemptShape, String)? = nil, isImage: Bool = false
  ) throws -> (shape: AttemptShape, body: [UInt8]) {
    let text = isImage ? imageJob : JobTexts.small
    let job = try JobFile.read(text, file: isImage ? "image.yaml" : "rewrite.yaml").job
    let task = TaskRecord(
      id: TaskID(1), role: job.role, article: 1, state: .ready(.new, notBefore: nil))
    let candidate = Candidate(
      task: task, article: Article(id: "a1", title: "T", body: body), revision: 1,
      resend: resend.map { ($0.0, $0.1) })
    let plan = try RequestBuilder(job).plan(
      candidate, model: asked ?? id, catalogue: try card(pricing, id: id), isBounded: isBounded)
    guard case .send(let shape, let bytes) = plan else { throw CancellationError() }
    return (shape, bytes)
  }

  private static let plain = #"{"prompt":"0.00000015","completion":"0.0000006"}"#

  @Test func `a bounded request names its prices, and its reserve is what they come to`() throws {
    let (shape, body) = try Self.sent(Self.plain)
    let text = String(decoding: body, as: UTF8.self)
    #expect(
      text.hasSuffix(
        #""provider":{"max_price":{"prompt":0.15,"completion":0.6,"request":0}}}"#), "\(text)")
    #expect(
      shape.reserve(for: body)?.picodollars
        == Int64(body.count) * 150_000 + Int64(shape.maxTokens) * 600_000)
    let free = try Self.sent(Self.plain, isBounded: false)
    #expect(!String(decoding: free.body, as: UTF8.self).contains("max_price"))
    #expect(free.shape.ceiling?.isSent == false)
    #expect(free.shape.reserve(for: free.body) != nil, "counted under a later bound")
  }

  @Test func `every price that can apply is in the bound`() throws {
    let dear = try Self.sent(
      #"""
      {"prompt":"0.000001","completion":"0.000002","request":"0.003","internal_reasoning":"0.000009",
       "overrides":[{"min_prompt_tokens":200000,"prompt":"0.1"},
                    {"utc_start":"0800","utc_end":"1200","prompt":"0.000004"},
                    {"min_prompt_tokens":100,"completion":"0.00001","request":"0.004"}]}
      """#)
    let ceiling = try #require(dear.shape.ceiling)
    #expect(ceiling.prompt == Money("0.000004"), "not that of prompts it cannot have")
    #expect(ceiling.completion == Money("0.00001"))
    #expect(ceiling.request == Money("0.004"))
    let long = try Self.sent(
      #"""
      {"prompt":"0.000001","completion":"0.000002",
       "overrides":[{"min_prompt_tokens":20000,"prompt":"0.000003"}]}
      """#, body: String(repeating: "word ", count: 6_000))
    #expect(long.shape.ceiling?.prompt == Money("0.000003"))
    let reasoning = try Self.sent(
      #"{"prompt":"0","completion":"0.000002","internal_reasoning":"0.000009"}"#)
    #expect(reasoning.shape.ceiling?.completion == Money("0.000009"))
  }

  @Test(arguments: [
    #"{"prompt":"-1","completion":"-1"}"#, #"{"prompt":"0.1"}"#, "{}", "null",
    #"{"prompt":"0","completion":"0","request":"-1"}"#,
    #"{"prompt":"0","completion":"0","overrides":[{"prompt":"-1"}]}"#,
  ])
  func `what varies or is not told has no bound`(_ pricing: String) throws {
    let (shape, body) = try Self.sent(pricing)
    #expect(shape.ceiling == nil && shape.reserve(for: body) == nil)
  }

  @Test func `a web search with each request has no bound, a free model costs nothing`() throws {
    #expect(try Self.sent(Self.plain, asked: "a/b:online").shape.ceiling == nil)
    #expect(try Self.sent(Self.plain, asked: "a/b:nitro").shape.ceiling?.isSent == true)
    let (shape, body) = try Self.sent(Self.plain, asked: "a/b:free")
    #expect(shape.reserve(for: body) == .zero)
    #expect(!String(decoding: body, as: UTF8.self).contains("max_price"))
    #expect(try Self.sent(Self.plain, asked: "c/d").shape.ceiling == nil, "not in the list")
  }

  @Test func `images have their own prices, for a token or for a whole one`() throws {
    let prices = #"{"prompt":"0","completion":"0.000002","image_output":"0.00003"}"#
    #expect(try Self.sent(prices, isImage: true).shape.ceiling?.completion == Money("0.00003"))
    #expect(try Self.sent(prices).shape.ceiling?.completion == Money("0.000002"))
    let whole = #"{"prompt":"0","completion":"0","image_output":"0.04"}"#
    let (shape, body) = try Self.sent(whole, isImage: true)
    #expect(shape.reserve(for: body) == Money("0.04"))
  }

  @Test func `what makes no sense as an amount is not known`() {
    let most = Money(picodollars: .max)
    #expect(
      PriceCeiling(prompt: most, completion: .zero).bound(promptBytes: 2, maxTokens: 1) == nil)
    let dollar = Money(picodollars: 1_000_000_000_000)
    let ceiling = PriceCeiling(prompt: dollar, completion: .zero)
    #expect(ceiling.bound(promptBytes: 1_000, maxTokens: 1) != nil)
    #expect(ceiling.bound(promptBytes: 1_001, maxTokens: 1) == nil)
    let image = PriceCeiling(prompt: .zero, completion: dollar, longestAnswer: 7)
    #expect(image.bound(promptBytes: 9, maxTokens: 0)?.dollars == 7)
  }

  @Test func `the same bytes go out again, unless they name no price under a bound`() throws {
    let source = JobTexts.small
    let bounded = try Self.sent(Self.plain)
    for isBounded in [true, false] {
      let again = try Self.sent(
        #"{"prompt":"0.5","completion":"0.5"}"#, isBounded: isBounded,
        resend: (bounded.shape, source))
      #expect(again.body == bounded.body && again.shape == bounded.shape)
    }
    let open = try Self.sent(Self.plain, isBounded: false)
    #expect(
      try Self.sent(Self.plain, isBounded: false, resend: (open.shape, source)).body == open.body)
    let anew = try Self.sent(Self.plain, isBounded: true, resend: (open.shape, source))
    #expect(anew.body == bounded.body)
    let free = try Self.sent(Self.plain, asked: "a/b:free", isBounded: false)
    #expect(
      try Self.sent(Self.plain, asked: "a/b:free", resend: (free.shape, source)).body == free.body)
  }
}
