import Yams

extension JobFileReader {
  /// - Parameter output: nil if it could not be read.
  mutating func sections(
    _ member: (node: Node, line: Int)?, for output: OutputShape?
  ) -> SectionRule? {
    guard let member,
      var block = JobBlock(member.node, name: "sections", mistakes: &mistakes)
    else { return nil }
    defer { block.reportUnknown(to: &mistakes) }
    if output == .image {
      note(member.line, "`sections` go with `format: json` or `format: text`")
    }
    let over = block.take("over")
    let merge = block.take("merge")
    var template: String?
    if let merge {
      template = text(merge.node, of: "merge")
      for mistake in template.map({ PromptTemplate.mistakes(in: $0) }) ?? [] {
        note(merge.line, mistake.sentence)
      }
      if output?.hasBody == true {
        note(merge.line, "`merge` is for answers without a body; bodies are joined as they are")
      }
    }
    guard let over else {
      note(member.line, "`sections.over` is missing, such as `over: 5000 words`")
      return nil
    }
    guard let words = words(over.node), (100...1_000_000).contains(words) else {
      note(over.line, "`over` must be a number of words from 100 to 1000000, such as `5000 words`")
      return nil
    }
    return SectionRule(over: words, merge: template)
  }

  private func words(_ node: Node) -> Int? {
    let parts = node.scalar?.string.split(separator: " ") ?? []
    guard let first = parts.first, parts.count == 1 || parts.count == 2 && parts[1] == "words"
    else {
      return nil
    }
    return Int(first)
  }
}
