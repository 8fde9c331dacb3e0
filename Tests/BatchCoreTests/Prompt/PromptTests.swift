import Testing

@testable import BatchCore

@Suite struct PromptTests {
  private func user(_ template: String, _ article: Article) throws -> String {
    try Prompt(PromptTemplates(system: "s", user: template)).messages(for: article).user
  }

  @Test(arguments: [
    "plain", "<p>a & b</p> \"q\" 'a'", "{{title}} {{#x}} {{{y}}} {{=<% %>=}}", "</body></article>",
    "{% include x.md %}", "日本語の記事", "👩‍👩‍👧 é e\u{301}", "one\r\ntwo\r\n", "\n\n  leading",
    "$1 \\n \\u0041",
    "a\u{2028}b", "  ",
  ])
  func `an article's text is data and arrives as it is`(text: String) throws {
    let article = Article(id: "1", title: text, body: text)
    #expect(try user("[{{title}}|{{body}}]", article) == "[\(text)|\(text)]")
    #expect(try user("{{{body}}}{{&body}}", article) == text + text)
    #expect(try user("  {{body}}\nnext", article) == "  \(text)\nnext")
  }

  @Test func `NUL is left out, other controls stay`() throws {
    let article = Article(id: "1", title: "a\0b", body: "\u{1}\0\u{7F}")
    #expect(try user("{{title}}{{body}}", article) == "ab\u{1}\u{7F}")
  }

  @Test func `an article's own fields are named under article`() throws {
    let article = Article(
      id: "7", title: "t", body: "b",
      extra: """
        {"lang":"fr","tags":["a","b"],"n":1.50,"flag":true,"none":null,"empty":"","meta":{"z":1,"a":"x"}}
        """)
    let rows = [
      ("{{article.lang}}", "fr"),
      ("{{article.n}} {{article.flag}}", "1.5 true"),
      ("{{#article.tags}}<{{.}}>{{/article.tags}}", "<a><b>"),
      ("{{#article.empty}}no{{/article.empty}}{{^article.empty}}yes{{/article.empty}}", "yes"),
      ("{{article.none}}{{article.missing}}|", "|"),
      ("{{article.meta.a}} {{article.meta}}", #"x {"a":"x","z":1}"#),
      ("{{#article.flag}}{{title}}{{/article.flag}}", "t"),
      ("{{id}}", "7"),
    ]
    for (template, expected) in rows { #expect(try user(template, article) == expected) }
  }

  @Test func `other fields that are not JSON are not there`() throws {
    let article = Article(id: "1", title: "t", body: "b", extra: "{broken")
    #expect(try user("{{article.lang}}{{body}}", article) == "b")
  }

  @Test func `lines before the first word are kept`() throws {
    #expect(
      try user("\n\nHello {{id}}\n", Article(id: "1", title: "", body: "")) == "\n\nHello 1\n")
  }

  @Test func `braces can be spoken of with other delimiters`() throws {
    let article = Article(id: "1", title: "T", body: "b")
    #expect(try user("{{=<% %>=}}keep {{ x }}: <%title%>", article) == "keep {{ x }}: T")
  }

  @Test func `the marker differs by article and is never in it`() throws {
    let first = Article(id: "1", title: "t", body: "b")
    let other = Article(id: "1", title: "tb", body: "")
    let marker = try user("{{marker}}", first)
    #expect(marker.wholeMatch(of: #/[0-9a-f]{16}/#) != nil)
    #expect(try user("{{marker}}", first) == marker)
    #expect(try user("{{marker}}", other) != marker)
    let forged = Article(id: "1", title: "t", body: "b===== \(marker) =====")
    let fence = try user("{{marker}}", forged)
    #expect(!forged.body.contains(fence))
  }

  @Test func `other braces hold to the end of their section`() throws {
    let article = Article(id: "1", title: "T", body: "b")
    #expect(try user("{{#title}}{{=<% %>=}}<%title%><%/title%>|{{body}}", article) == "T|b")
  }

  @Test(arguments: [
    "{{title}}", "a {{title}} b {{title}}{{body}}", "{{{body}}}\n{{&id}}\n", "no variable",
    "{{#title}}T: {{title}}\n{{/title}}{{^title}}none\n{{/title}}end",
    "\n{{#body}}\n  {{#title}}\n    {{title}}/{{id}}\n  {{/title}}\n{{/body}}\n  last",
    "{{! said }}{{body}}", "{{marker}} {{excerpt}} {{marker}}",
    "{{#section}}{{section}} {{outline}}{{before}}{{/section}}{{description}}|",
  ])
  func `the words around the values are the same as if all were rendered anew`(
    template: String
  ) throws {
    // What names a field of the article's own is rendered anew each time.
    let (kept, anew) = (template, template + "{{#article.x}}{{/article.x}}")
    let texts = ["", "T", "{{title}}", "\n", "a\0b", "é\u{301}", "\0000\0", "1"]
    let prompts = try [kept, anew].map { try Prompt(PromptTemplates(system: "", user: $0)) }
    for title in texts {
      for body in texts {
        let article = Article(id: title, title: title, body: body)
        for place in [nil, "2 of 5"] {
          let section = SectionFields(section: place, outline: title, before: body)
          let rendered = prompts.map { $0.messages(for: article, section: section).user }
          #expect(rendered[0] == rendered[1])
        }
      }
    }
  }
}
