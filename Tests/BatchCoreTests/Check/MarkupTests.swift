import BatchCore
import Testing

@Suite struct MarkupTests {
  @Test func `Markdown is read`() {
    let markup = Markup(CheckedTexts.guide)
    #expect(markup.headings == [1, 2, 3])
    #expect(
      markup.links == [
        "https://example.org/guide_(chain)?a=1&b=2", "https://example.com/faq",
        "https://example.net/more",
      ])
    #expect(markup.images == ["/images/chain.png"])
    #expect(markup.codeBlocks == ["wipe  --slowly"])
    #expect(markup.codeSpans == ["degreaser --eco"])
    #expect(markup.tags == ["[^rag]", "{% include tip.html %}", "<!--more-->", "[^rag]"])
  }

  @Test func `HTML is read`() {
    let markup = Markup(CheckedTexts.html)
    #expect(markup.headings == [2])
    #expect(markup.links == ["https://example.de/öl?x=1&y=2"])
    #expect(markup.images == ["https://example.de/a.jpg"])
    #expect(markup.codeSpans == ["a &lt; b"])
    #expect(markup.codeBlocks == ["<code>x = 1\ny = 2\n</code>"])
    #expect(
      markup.tags == [
        "<!-- wp:heading -->", "<!-- /wp:heading -->", "[gallery ids=\"1,2\"]",
        "<Tip kind=\"note\">", "</Tip>",
      ])
  }

  @Test(arguments: [
    ("a\n---\nb", [2]), ("a\nb\n---\nc", []), ("a\n\n---\nb", []), ("- a\n---", []),
    ("#no", []), ("# ", [1]), ("####### no", []), ("```\n# no\n```\n# yes", [1]),
    ("<h3 class='x'>a</h3>\n<header>b</header>", [3]), ("| a |\n---", []),
    ("> ## quoted", [2]), ("{% highlight sh %}\n# no\n{% endhighlight %}", []),
  ])
  func `headings are told from rules and comments`(text: String, levels: [Int]) {
    #expect(Markup(text).headings == levels)
  }

  @Test(arguments: ["[](<", "](a \"", "](", "[](<a>\"", "](a \"b\")\" ("])
  func `a large text of links without an end is read to its end`(mark: String) {
    let text = String(repeating: mark, count: 20_000) + "\n\nThe end."
    let markup = Markup(text)
    #expect(markup.images == [])
    #expect(String(decoding: markup.prose, as: UTF8.self).hasSuffix("The end."))
  }

  @Test func `every link of a large text is found, whatever stands open between them`() {
    let text = (0..<5_000).map { "[a](see below\n\n[b](</\($0)> \"B\") and [c](/c\($0))\n\n" }
    #expect(Markup(text.joined()).links == (0..<5_000).flatMap { ["/\($0)", "/c\($0)"] })
  }

  /// Each bracket has its end within a tag's length, and some four hundred of others before it.
  @Test func `a text of brackets is read in time`() {
    let line = String(repeating: "[ab ", count: 990) + "]\n"
    let text = String(repeating: line, count: 200) + "[ab c=\"d\"]"
    let took = ContinuousClock().measure { #expect(Markup(text).tags == ["[ab c=\"d\"]"]) }
    #expect(took < .seconds(20))
  }

  @Test(arguments: [
    ("[ab c=\"d\"]", true), ("[ab c='d']", true), ("[/ab]", true), ("[ab]", false),
    ("[ab c=]\"", false), ("[ab c=d]", false), ("[ab\nc=\"d\"]", false), ("[ab-c=\"d\"]", false),
    ("[/ab c=\"d\"]", false), ("[ab] c=\"d\"", false), ("[ab c=\"]", true),
  ])
  func `a shortcode has values behind a blank, or ends another`(text: String, isTag: Bool) {
    #expect(Markup(text + " and more =\"").tags == (isTag ? [text] : []))
  }

  @Test func `a text of opening marks alone is read in time`() {
    let clock = ContinuousClock()
    for mark in ["<!-- ", "{{ ", "{% ", "[", "[a b=\"", "<a ", "<pre>", "`` ` ", "![", "](", "&#"] {
      let text = String(repeating: mark, count: 2_000)
      let took = clock.measure { _ = Markup(text) }
      #expect(took < .seconds(20), "\(mark)")
    }
  }
}
