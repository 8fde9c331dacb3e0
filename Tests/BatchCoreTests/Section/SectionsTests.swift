import BatchCore
import Testing

@Suite struct SectionsTests {
  private static func words(_ count: Int, _ word: String = "word") -> String {
    Array(repeating: word, count: count).joined(separator: " ")
  }

  /// Paragraphs of ten words.
  private static func paragraphs(_ count: Int) -> String {
    (0..<count).map { "P\($0) " + words(9) + "." }.joined(separator: "\n\n") + "\n"
  }

  private static func joined(_ sections: [String]) -> [UInt8] {
    sections.flatMap { Array($0.utf8) }
  }

  @Test(arguments: CheckedTexts.all, [1, 3, 10, 40])
  func `sections give the article back byte for byte`(article: String, limit: Int) {
    let sections = Sections.of(article, over: limit)
    #expect(Self.joined(sections) == Array(article.utf8))
    #expect(sections.allSatisfy { !$0.isEmpty } || sections == [article])
  }

  @Test func `an article within the limit is one section`() {
    #expect(Sections.of(Self.paragraphs(10), over: 100) == [Self.paragraphs(10)])
    #expect(Sections.of("", over: 1) == [""])
  }

  @Test(arguments: [(101, 20), (1_000, 999), (1_000, 501), (997, 100)])
  func `sections are of about the same length, and below the limit`(count: Int, limit: Int) {
    let article = Self.paragraphs(count)
    let lengths = Sections.of(article, over: limit).map {
      $0.split(whereSeparator: \.isWhitespace).count
    }
    #expect(lengths.reduce(0, +) == count * 10)
    #expect(lengths.allSatisfy { $0 <= limit })
    #expect((lengths.min() ?? 0) * 2 >= (lengths.max() ?? 0))
  }

  @Test func `a heading is a better place than a paragraph`() {
    let article =
      Self.paragraphs(9) + "\n## Second\n\n" + Self.paragraphs(12) + "\nThird\n---\n\n"
      + Self.paragraphs(8)
    let sections = Sections.of(article, over: 130)
    #expect(sections.count == 3)
    #expect(sections[1].hasPrefix("## Second\n") && sections[2].hasPrefix("Third\n---\n"))
  }

  @Test func `Chinese characters count one by one`() {
    let paragraph = String(repeating: "链条要洗干净。", count: 10) + "\n\n"
    let article = String(repeating: paragraph, count: 20)
    #expect(Sections.of(article, over: 1_000).count == 2)
    #expect(Sections.of(article, over: 1_400) == [article])
  }

  @Test func `lines may end as on Windows`() {
    let article = Self.paragraphs(40).replacing("\n", with: "\r\n")
    let sections = Sections.of(article, over: 150)
    #expect(sections.count == 3)
    #expect(sections.allSatisfy { $0.utf8.starts(with: "P".utf8) })
    #expect(Self.joined(sections) == Array(article.utf8))
  }

  /// Wholes of more than the limit, with places inside that would be good ones elsewhere.
  @Test(arguments: [
    "```\n\(paragraphs(6))\n# no heading\n\n\(paragraphs(6))```\n",
    "~~~~ md\n```\n\(paragraphs(6))\n```\n\n\(paragraphs(6))~~~~\n",
    "| a | b |\n|---|---|\n" + String(repeating: "| \(words(5)) | # b |\n", count: 20),
    "<table>\n<tr>\n\n\(paragraphs(6))\n</tr>\n\n## h\n\n\(paragraphs(6))</table>\n",
    "<Tabs>\n\n\(paragraphs(6))\n<p>\(words(9))</p>\n\n\(paragraphs(6))</Tabs>\n",
    "{% if a %}\n\n\(paragraphs(6))\n## h\n\n\(paragraphs(6))\n{% endif %}\n",
    "{{< note >}}\n\n\(paragraphs(12))\n{{< /note >}}\n",
    "<!-- wp:group -->\n\n\(paragraphs(12))\n<!-- /wp:group -->\n",
    "<!--\n\n\(paragraphs(12))\n-->\n", "{% raw %}\n\n\(paragraphs(12))\n{% endraw %}\n",
    "{% highlight sh %}\n\n\(paragraphs(12))\n{% endhighlight %}\n",
    "[caption id=\"1\"]\n\n\(paragraphs(12))\n[/caption]\n",
    "```\n\(paragraphs(12))",
    words(120) + "\n",
  ])
  func `a whole is never cut, however long`(whole: String) {
    let article = Self.paragraphs(5) + "\n" + whole
    let sections = Sections.of(article, over: 60)
    #expect(Self.joined(sections) == Array(article.utf8))
    #expect(sections.contains { $0.contains(whole) })
    #expect(sections.count > 1)
  }

  @Test func `one endless line stays whole`() {
    let line = Self.words(10_000)
    #expect(Sections.of(line, over: 5_000) == [line])
    let blob = String(repeating: "x", count: 400_000)
    #expect(Sections.of(blob, over: 5_000) == [blob])
  }

  @Test func `HTML without a line break is cut between its paragraphs`() {
    let article = (0..<30).map { "<p>P\($0) \(Self.words(9))</p>" }.joined()
    let sections = Sections.of(article, over: 110)
    #expect(sections.count == 3)
    #expect(sections.allSatisfy { $0.hasPrefix("<p>") && $0.hasSuffix("</p>") })
  }

  @Test func `sections keep the limit where no white space parts the paragraphs`() {
    let article = (0..<400).map { "<div><p>P\($0) \(Self.words(9))</p></div>" }.joined()
    let sections = Sections.of(article, over: 1_000)
    #expect(Self.joined(sections) == Array(article.utf8))
    #expect(sections.allSatisfy { $0.split(separator: " ").count <= 1_000 })
  }

  @Test func `a heading stays with what stands below it`() {
    let article =
      Self.paragraphs(3) + "\n## Table\n\n" + Self.words(200) + "\n\n" + Self.paragraphs(3)
    let sections = Sections.of(article, over: 100)
    #expect(sections.contains { $0.hasPrefix("## Table\n\nword") })
  }
}
