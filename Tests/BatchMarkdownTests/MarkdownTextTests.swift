import Testing

@testable import BatchMarkdown

/// Markdown of articles as HTML, through the system's cmark-gfm.
struct MarkdownTextTests {
  @Test(arguments: [
    ("# A\n\nb *c* **d**", "<h1>A</h1>\n<p>b <em>c</em> <strong>d</strong></p>\n"),
    ("[a](https://example.org)", "<p><a href=\"https://example.org\">a</a></p>\n"),
    ("~~gone~~", "<p><del>gone</del></p>\n"),
    ("|a|b|\n|-|-|\n|1|2|", "<td>1</td>"),
    ("- [x] done", "checked=\"\""),
    ("a[^1]\n\n[^1]: b", "class=\"footnotes\""),
    (
      "<p class=\"x\">HTML as it <b>stands</b></p>", "<p class=\"x\">HTML as it <b>stands</b></p>\n"
    ),
    ("{% include a.html %}", "<p>{% include a.html %}</p>\n"),
    ("", ""),
    ("Пять\u{0}минут", "Пять\u{FFFD}минут"),
  ])
  func `texts become HTML`(_ text: String, _ html: String) {
    #expect(MarkdownText.html(of: text)?.contains(html) ?? false || html.isEmpty, "\(text)")
  }

  @Test func `long texts are drawn, too long ones are not`() {
    let long = String(repeating: "word ", count: 90_000)
    #expect(MarkdownText.html(of: long)?.utf8.count ?? 0 > 400_000)
    #expect(MarkdownText.html(of: String(repeating: "x", count: MarkdownText.longest + 1)) == nil)
  }

  /// Each of these takes cmark a gigabyte or many seconds where it is long enough.
  @Test(arguments: [
    String(repeating: "|a", count: 2_000) + "\n" + String(repeating: "|-", count: 2_000)
      + String(repeating: "\n|", count: 2_000),
    String(repeating: ">", count: 15_000) + String(repeating: "\na", count: 15_000),
    String(repeating: "> ", count: 50_000) + "a", String(repeating: "- ", count: 15_000) + "a",
    String(repeating: "1. ", count: 15_000) + "a", String(repeating: "1) - ", count: 200) + "a",
    String(repeating: "a <?", count: 20_000), String(repeating: "a <!", count: 20_000),
  ])
  func `what is made to keep a parser busy is not drawn`(_ text: String) {
    #expect(MarkdownText.html(of: text) == nil)
  }

  @Test(arguments: [
    "> > > quoted\n> - a\n>   - b", "|a|b|\n|-|-|\n" + String(repeating: "|1|2|\n", count: 5_000),
    "1. one\n2. two\n   1. three\n1.5 is a number", "---\n***\n- - -\n**bold** -- and - so * on",
    String(repeating: "<!-- wp:paragraph -->\n<p>x</p>\n<!-- /wp:paragraph -->\n", count: 500),
  ])
  func `usual articles are`(_ text: String) {
    #expect(MarkdownText.html(of: text) != nil)
  }

  @Test func `many threads may draw at once`() async {
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<64 {
        group.addTask { MarkdownText.html(of: "# \(number)") == "<h1>\(number)</h1>\n" }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
