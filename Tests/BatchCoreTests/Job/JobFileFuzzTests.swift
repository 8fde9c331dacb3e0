import BatchCore
import Testing

@Suite struct JobFileFuzzTests {
  private static let pieces = [
    "", " ", "  ", "\t", "\n", "\r\n", ":", ": ", "- ", "{", "}", "[", "]", "{{", "}}", "{{#x}}",
    "{{/x}}", "{{{", "&a", "*a", "? ", "|", ">", "#", "'", "\"", "!!int ", "%", "@", "---\n", "\0",
    "é", "👩‍👩‍👧", "<<: ", "1", "true", "~", "\u{FEFF}", "\u{85}", "\u{2028}", "{{=<% %>=}}", "{{>x}}",
  ]

  @Test(arguments: 0..<20)
  func `a damaged file is a job or mistakes with lines of their own`(seed: UInt64) {
    var luck = SeededLuck(seed: seed)
    for _ in 0..<30 {
      var text = Array(JobTexts.complete.unicodeScalars)
      for _ in 0..<Int.random(in: 1...4, using: &luck) {
        let start = Int.random(in: 0..<text.count, using: &luck)
        let end = min(text.count, start + Int.random(in: 0...6, using: &luck))
        let piece = Self.pieces.randomElement(using: &luck) ?? ""
        text.replaceSubrange(start..<end, with: Array(piece.unicodeScalars))
      }
      let damaged = String(String.UnicodeScalarView(text))
      do throws(JobFileMistakes) {
        let job = try JobFile.read(damaged, file: "jobs/rewrite.yaml").job
        #expect((try? RequestBuilder(job)) != nil)
      } catch {
        let lines = damaged.count(where: \.isNewline) + 1
        #expect(!error.mistakes.isEmpty)
        #expect(error.mistakes.allSatisfy { (1...lines).contains($0.line) }, "\(error): \(damaged)")
      }
    }
  }

  @Test(arguments: 0..<20)
  func `a template is refused or renders`(seed: UInt64) {
    var luck = SeededLuck(seed: seed)
    let names = ["title}}", "body}}", "x", "article.a}}", "/title}}", "#title}}", "\n", "a"]
    let article = Article(id: "1", title: "{{body}}", body: "{{#x}}", extra: #"{"a":["b"]}"#)
    for _ in 0..<50 {
      let template = (0..<Int.random(in: 1...8, using: &luck)).compactMap { _ in
        (Self.pieces + names).randomElement(using: &luck)
      }.joined()
      let mistakes = PromptTemplate.mistakes(in: template)
      let prompt = try? Prompt(PromptTemplates(system: "s", user: template))
      #expect((prompt == nil) == !mistakes.isEmpty)
      _ = prompt?.messages(for: article)
    }
  }
}
