import BatchCore
import Testing
import Yams

struct ArticleFileTests {
  private func text(_ row: ExportRow) -> String {
    String(decoding: ArticleFile(row: row, role: "rewrite").bytes, as: UTF8.self)
  }

  @Test func `front matter, an empty line, the body`() {
    #expect(
      text(
        ExportRows.done(
          "blog/1", ##"{"body":"# Hi\r\n---\nend","score":0.50,"title":"A: \"B\"","tags":["x"]}"##))
          == """
          ---
          id: "blog/1"
          role: "rewrite"
          title: "A: \\"B\\""
          model: "openai/gpt-4o-mini"
          attempts: 2
          costUSD: 0.000071
          finishedAt: "2025-11-21T03:10:00Z"
          score: 0.50
          "tags": ["x"]
          ---

          # Hi\r\n---\nend

          """.replacing("\"tags\":", with: "tags:"))
  }

  @Test func `a text is the body`() {
    #expect(text(ExportRows.done("a", #""One.\n""#, extraction: .text)).hasSuffix("---\n\nOne.\n"))
    #expect(
      text(ExportRows.done("a", #"{"title":"","body":""}"#)).hasSuffix(
        "title: \"\"\nmodel: \"openai/gpt-4o-mini\"\nattempts: 2\ncostUSD: 0.000071\nfinishedAt: \"2025-11-21T03:10:00Z\"\n---\n"
      ))
  }

  @Test func `a failed task has its failure and no body`() {
    #expect(
      text(ExportRows.failed("a")) == """
        ---
        id: "a"
        role: "rewrite"
        status: "failed"
        model: null
        attempts: 3
        costUSD: null
        finishedAt: null
        failure:
          kind: moderated
          sentence: "It was \\"refused\\"."
          remedy: "Retry."
        ---

        """)
  }

  @Test(arguments: [
    "plain", "", " ", "null", "yes", "1e3", "a: b", "- a", "#x", "'q'", "\"q\"", "back\\slash",
    "tab\t",
    "l1\nl2", "l1\r\nl2", "\u{85}\u{2028}\u{2029}\u{FEFF}\u{7F}\u{9B}", "😀 é 日本", "---", "{{x}}",
    "%TAG", "@a", "`b`", "\u{1B}[31m", "\u{202E}", "!!str x", "&a *a", "| x", "> x",
  ])
  func `front matter reads back as what it was`(_ value: String) throws {
    var json = JSONText()
    json.openObject()
    for name in ["title", "note", "y", "id", "status", "with space: ", value + "!"] {
      json.name(name)
      json.string(value)
    }
    json.name("list")
    json.openArray()
    json.string(value)
    json.closeArray()
    json.closeObject()
    let document = text(ExportRows.done(value, json.text))
    let front = try #require(document.components(separatedBy: "\n---\n").first)
    let read = try #require(try Yams.load(yaml: front) as? [String: Any])
    for name in [
      "id", "title", "note", "y", "output.id", "output.status", "with space: ", value + "!",
    ] {
      #expect(read[name] as? String == value, "\(name) in \(document)")
    }
    #expect(read["list"] as? [String] == [value], "\(document)")
    #expect(read["attempts"] as? Int == 2)
  }
}
