import BatchCore
import TestSupport
import Testing

@Suite struct RebuildTests {
  private let model = "openai/gpt-4o-mini"

  private func send(
    _ candidate: Candidate, job: Job, _ catalogue: ModelCatalogue, model: String? = nil
  ) throws -> (shape: AttemptShape, body: [UInt8]) {
    let plan = try RequestBuilder(job).plan(
      candidate, model: model ?? self.model, catalogue: catalogue)
    guard case .send(let shape, let body) = plan else { throw CancellationError() }
    return (shape, body)
  }

  @Test func `a lost attempt has the same bytes though catalogue, job and adjustment changed`()
    throws
  {
    let job = try RequestTexts.job()
    let edited = try RequestTexts.job { $0.replacing("You edit.", with: "You edit well.") }
    let first = try send(RequestTexts.candidate(), job: job, ModelCatalogue([RequestTexts.card]))
    let candidate = RequestTexts.candidate(resend: (first.shape, job.source))
    let again = try send(candidate, job: edited, ModelCatalogue([]))
    #expect(again.shape == first.shape)
    #expect(again.body == first.body)
  }

  @Test func `a lost attempt of other code or another article is planned anew`()
    throws
  {
    let job = try RequestTexts.job()
    let catalogue = ModelCatalogue([RequestTexts.card])
    let first = try send(RequestTexts.candidate(), job: job, catalogue)
    var older = first.shape
    older.builder = 0
    var forged = first.shape
    forged.bodySHA256 = "00"
    for shape in [older, forged] {
      let candidate = RequestTexts.candidate(resend: (shape, job.source))
      #expect(try send(candidate, job: job, catalogue).shape == first.shape)
    }
    let revised = RequestTexts.candidate(revision: 2, resend: (first.shape, job.source))
    #expect(try send(revised, job: job, catalogue).shape.revision == 2)
    // The old job file can no longer be read.
    var strange = first.shape
    strange.job = "other"
    let unreadable = RequestTexts.candidate(resend: (strange, "role:"))
    #expect(try send(unreadable, job: job, catalogue).shape == first.shape)
  }

  @Test func `a lost attempt goes to the model it asked, though the ladder has changed`() throws {
    let job = try RequestTexts.job()
    let catalogue = ModelCatalogue([RequestTexts.card])
    let first = try send(RequestTexts.candidate(), job: job, catalogue)
    let candidate = RequestTexts.candidate(resend: (first.shape, job.source))
    let again = try send(candidate, job: job, catalogue, model: "anthropic/claude-haiku-4.5")
    #expect(again.shape == first.shape)
    #expect(again.body == first.body)
  }

  @Test(arguments: 0..<40) func `what was planned can be built again`(seed: UInt64) throws {
    var luck = SeededLuck(seed: seed)
    let pieces = [
      "word ", "{{body}}", "</body>", "\"", "\\", "\n", "\r\n", "\t", "\u{1}", "\0", "é", "日本",
      "👩‍👩‍👧", "<p>", "{% x %}", "ж", "\u{2028}", "हिन्दी ", "]]>", "${x}",
    ]
    func text(_ most: Int) -> String {
      (0..<Int.random(in: 0...most, using: &luck)).compactMap { _ in
        pieces.randomElement(using: &luck)
      }.joined()
    }
    let article = Article(
      id: text(3), title: text(10), body: text(400), extra: #"{"a":{"y":1,"x":2}}"#)
    let job = try RequestTexts.job {
      $0.replacing("{{body}}", with: "{{body}} {{article.a}} {{marker}}")
        .replacing(
          "maxTokens: 2000", with: Bool.random(using: &luck) ? "maxTokens: auto" : "maxTokens: 99")
    }
    var adjustment = Adjustment()
    if Bool.random(using: &luck) { adjustment.complaint = text(5) }
    if Bool.random(using: &luck) {
      adjustment.format = ResponseFormat.allCases.randomElement(using: &luck)
    }
    let first = try send(
      RequestTexts.candidate(article, adjustment: adjustment), job: job,
      ModelCatalogue([RequestTexts.card]))
    #expect(try RequestBuilder(job).body(for: article, shape: first.shape) == first.body)
    #expect(!first.body.contains { $0 < 0x20 })
    let json = try JSONValue(parsing: first.body)
    let user = try #require(json[member: "messages"]?.elements?[1][member: "content"]?.text)
    #expect(user.contains(article.body.replacing("\0", with: "")))
    let again = try send(
      RequestTexts.candidate(article, resend: (first.shape, job.source)), job: job,
      ModelCatalogue.offline)
    #expect(again == first)
  }
}
