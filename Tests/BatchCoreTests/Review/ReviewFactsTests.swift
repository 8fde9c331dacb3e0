import BatchCore
import Testing

struct ReviewFactsTests {
  private let article = Article(
    id: "a1", title: "Chains",
    body: "See [the map](https://example.org/map). It costs 12.50.\n\n## Oil\n\n"
      + String(repeating: "Words and words. ", count: 40))

  private func output(_ title: String, _ body: String) -> String {
    var json = JSONText()
    json.openObject()
    json.name("title")
    json.string(title)
    json.name("body")
    json.string(body)
    json.closeObject()
    return json.text
  }

  @Test func `a good rewrite passes every check that applies`() throws {
    let facts = try #require(ReviewFacts(article, output: output("Chains", article.body)))
    #expect(facts.warnings.isEmpty && facts.ratio == 1)
    let checks = facts.findings.map(\.check)
    #expect(checks.contains("keepsLinks") && checks.contains("lengthRatio"))
    #expect(!checks.contains("noInventedQuotes") && Set(checks).count == checks.count)
    #expect(facts.before.title == "Chains" && facts.after.body == article.body)
  }

  @Test func `what is wrong is said, also where the job asks for no check`() throws {
    let facts = try #require(ReviewFacts(article, output: output("", "It is cheap.")))
    let wrong = facts.findings.filter { $0.sentence != nil }.map(\.check)
    #expect(
      wrong == ["keepsLinks", "keepsNumbers", "keepsHeadings", "noEmptyFields", "lengthRatio"])
    #expect(facts.warnings.count == 5 && (facts.ratio ?? 1) < 0.1)
  }

  @Test func `the job's own bounds count`() throws {
    let long = output("Chains", article.body + String(repeating: "More words. ", count: 30))
    #expect(try #require(ReviewFacts(article, output: long)).warnings.isEmpty)
    let strict = ReviewFacts(article, output: long, checks: [.lengthRatio(0.9...1.1)])
    #expect(strict?.warnings.count == 1)
  }

  @Test func `a text is a rewrite, an analysis or an image is none`() throws {
    let text = try #require(ReviewFacts(article, output: #""Only a text.""#))
    #expect(text.after == .init(title: "Chains", body: "Only a text."))
    #expect(ReviewFacts(article, output: #"{"summary":"x"}"#) == nil)
    #expect(ReviewFacts(article, output: #"{"format":"png","bytes":3}"#) == nil)
    let empty = Article(id: "a", title: "", body: "")
    #expect(ReviewFacts(empty, output: #""New.""#)?.ratio == nil)
  }
}
