import BatchCore
import Testing

@Suite struct CheckTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var article = CheckedTexts.guide
    let from: String
    let to: String
    /// The check that complains, and a part of what it says; nil: none does.
    var check: String?
    var says = ""
    var testDescription: String { name }
  }

  @Test(arguments: CheckedTexts.all)
  func `an unchanged article passes every check`(article: String) {
    #expect(CheckedTexts.complaints(article, about: article) == [])
    let marked = "<!-- rewritten by a/model-4.5 -->\n" + article
    #expect(CheckedTexts.complaints(marked, about: article) == [])
  }

  static let honest = [
    Row(
      name: "a link moved within the sentence", from: "see\n[the guide]",
      to: "and [as the guide says]"),
    Row(
      name: "a link in another form", from: "<https://example.com/faq>",
      to: "[the FAQ](https://example.com/faq)"),
    Row(name: "a heading reworded", from: "## What you need", to: "## Your tools"),
    Row(
      name: "a heading underlined", from: "Cleaning a chain\n================",
      to: "# How to clean a chain"),
    Row(name: "a number in other groups", from: "3,000 km", to: "3000 km"),
    Row(name: "a number at the sentence's end", from: "or more if you", to: "or more. If 3,000."),
    Row(name: "a list counted with dashes", from: "1. A brush,\n2. `deg", to: "- A brush,\n- `deg"),
    Row(
      name: "code in a line put into a fence", from: "`degreaser --eco`",
      to: "\n```\ndegreaser --eco\n```\n"),
    Row(
      name: "an indented fence", from: "```sh\nwipe  --slowly\n```",
      to: "  ```sh\n  wipe  --slowly\n  ```"),
    Row(
      name: "a fence of other marks", from: "```sh\nwipe  --slowly\n```",
      to: "~~~sh\nwipe  --slowly\n~~~"),
    Row(name: "a word less", from: " or more", to: ""),
    Row(
      name: "a host made a link", article: "See www.example.org for it.", from: "www.example.org",
      to: "[www.example.org](https://www.example.org)"),
    Row(
      name: "what was no tag put into code", article: "A Vec<String> it is.",
      from: "Vec<String>", to: "`Vec<String>`"),
    Row(name: "an entity written out", article: CheckedTexts.html, from: "&#8211;", to: "–"),
    Row(
      name: "a space inside a number", article: "It costs 10&nbsp;000 EUR.", from: "10&nbsp;000",
      to: "10,000"),
    Row(
      name: "a list written apart", article: "Steps 1,2,3 are enough.", from: "1,2,3",
      to: "1, 2 and 3"),
    Row(name: "digits of another script", article: CheckedTexts.chinese, from: "１２", to: "12"),
  ]

  static let bad = [
    Row(
      name: "a link dropped",
      from: "[the guide](https://example.org/guide_(chain)?a=1&b=2 \"Guide\")",
      to: "the guide", check: "keepsLinks", says: "\"https://example.org/guide_(chain)?a=1&b=2\""),
    Row(
      name: "a definition dropped", from: "[more]: https://example.net/more", to: "",
      check: "keepsLinks", says: "example.net/more"),
    Row(
      name: "a link cut", from: "https://example.com/faq", to: "https://example.com/faqs",
      check: "keepsLinks", says: "missing: \"https://example.com/faq\""),
    Row(
      name: "a link invented", from: "Read [more]",
      to: "Read [this](https://spam.example) and [more]",
      check: "keepsLinks", says: "not in the article: \"https://spam.example\""),
    Row(
      name: "an image made a link", from: "![A chain]", to: "[A chain]", check: "keepsImages",
      says: "/images/chain.png"),
    Row(
      name: "an HTML image dropped", article: CheckedTexts.html,
      from: "<img class=\"big\" src='https://example.de/a.jpg' alt=\"Räder\"/>", to: "",
      check: "keepsImages", says: "https://example.de/a.jpg"),
    Row(
      name: "code changed", from: "wipe  --slowly", to: "wipe --slowly", check: "keepsCode",
      says: "begin with: \"wipe --slowly\""),
    Row(
      name: "code in a line reworded", from: "`degreaser --eco`", to: "a green degreaser",
      check: "keepsCode", says: "\"degreaser --eco\""),
    Row(
      name: "preformatted code shortened", article: CheckedTexts.html, from: "y = 2\n", to: "",
      check: "keepsCode", says: "x = 1"),
    Row(
      name: "a Liquid tag dropped", from: "{% include tip.html %}", to: "",
      check: "keepsTemplateTags", says: "{% include tip.html %}"),
    Row(
      name: "a comment dropped", from: "<!--more-->", to: "", check: "keepsTemplateTags",
      says: "<!--more-->"),
    Row(
      name: "a footnote mark dropped", from: "rag.[^rag]", to: "rag.",
      check: "keepsTemplateTags", says: "[^rag]"),
    Row(
      name: "a shortcode dropped", article: CheckedTexts.html, from: "[gallery ids=\"1,2\"]",
      to: "",
      check: "keepsTemplateTags", says: "gallery"),
    Row(
      name: "a component not closed", article: CheckedTexts.html, from: "</Tip>", to: "",
      check: "keepsTemplateTags", says: "</Tip>"),
    Row(
      name: "a number in words", from: "every 200 km", to: "every two hundred km",
      check: "keepsNumbers", says: "\"200\""),
    Row(name: "a fraction lost", from: "12.50", to: "12", check: "keepsNumbers", says: "12.50"),
    Row(
      name: "a comma moved", article: "It weighs 1.5 kg.", from: "1.5", to: "15",
      check: "keepsNumbers", says: "1.5"),
    Row(
      name: "a date changed", from: "2024-05-17", to: "2024-05-18", check: "keepsNumbers",
      says: "\"17\""),
    Row(
      name: "an Arabic number changed", article: CheckedTexts.arabic, from: "٢٠٠", to: "٣٠٠",
      check: "keepsNumbers", says: "٢٠٠"),
    Row(
      name: "a heading dropped", from: "### And then\n", to: "", check: "keepsHeadings",
      says: "3 headings (levels 1 2 3); the answer has 2 headings (levels 1 2)"),
    Row(
      name: "a heading's level changed", from: "## What", to: "# What", check: "keepsHeadings",
      says: "levels 1 1 3"),
    Row(
      name: "a heading made bold", article: CheckedTexts.chinese, from: "## 工具", to: "**工具**",
      check: "keepsHeadings", says: "1 heading (level 1)"),
  ]

  @Test(arguments: honest)
  func `an honest rewrite passes`(row: Row) {
    #expect(row.article.contains(row.from))
    let body = row.article.replacing(row.from, with: row.to)
    #expect(CheckedTexts.complaints(body, about: row.article) == [])
  }

  @Test(arguments: bad)
  func `what was lost is named`(row: Row) throws {
    #expect(row.article.contains(row.from))
    let body = row.article.replacing(row.from, with: row.to)
    let complaints = CheckedTexts.complaints(body, about: row.article)
    #expect(complaints.map(\.check) == [row.check])
    #expect(complaints.first?.sentence.contains(row.says) == true, "\(complaints)")
  }

  @Test func `several complaints come at once, and none is a page long`() {
    let article = (0..<400).map {
      "[l\($0)](https://example.org/\($0)/\(String(repeating: "x", count: 300)))"
    }
    .joined(separator: "\n\n")
    let complaints = CheckedTexts.complaints("Nothing is left.", about: "# H\n\n" + article)
    #expect(
      complaints.map(\.check) == ["keepsLinks", "keepsNumbers", "keepsHeadings", "lengthRatio"])
    #expect(complaints[0].sentence.contains(" and 395 more"))
    #expect(complaints.allSatisfy { $0.sentence.utf8.count < 1_000 })
  }

  @Test func `a text answer is compared with the body`() {
    let article = Article(id: "1", title: "", body: CheckedTexts.guide)
    let checks = AnswerChecks(CheckedTexts.checks, article: article)
    #expect(checks.complaints(about: .string(CheckedTexts.guide)) == [])
    let lost = CheckedTexts.guide.replacing("https://example.com/faq", with: "")
    #expect(checks.complaints(about: .string(lost)).map(\.check) == ["keepsLinks"])
  }

  @Test func `a number of the title may move to the body`() {
    let checks = AnswerChecks(
      [.keepsNumbers], article: Article(id: "1", title: "7 ways", body: "A."))
    func complaints(_ title: String, _ body: String) -> [String] {
      checks.complaints(about: .object(["title": .string(title), "body": .string(body)]))
        .map(\.sentence)
    }
    #expect(complaints("Ways", "There are 7.") == [])
    #expect(complaints("Seven ways", "A.") == ["These numbers of the article are missing: \"7\"."])
  }
}
