import Yams

extension JobFileReader {
  mutating func prompt(_ member: (node: Node, line: Int)?) -> PromptTemplates? {
    guard let member else {
      missing("prompt", example: "prompt: { system: ..., user: ... }")
      return nil
    }
    guard var block = JobBlock(member.node, name: "prompt", mistakes: &mistakes) else { return nil }
    let system = template(block.take("system"), of: "system", in: block)
    let user = template(block.take("user"), of: "user", in: block)
    block.reportUnknown(to: &mistakes)
    guard let system, let user else { return nil }
    return PromptTemplates(system: system, user: user)
  }

  /// A block's template, with its mistakes noted.
  mutating func template(
    _ member: (node: Node, line: Int)?, of word: String, in block: JobBlock
  ) -> String? {
    guard let member else {
      note(block.line, "`\(block.name).\(word)` is missing")
      return nil
    }
    guard let text = text(member.node, of: word) else { return nil }
    var first = member.node.mark?.line ?? member.line
    var lastLine = first
    switch member.node.scalar?.style {
    // The mark stands at the `|`; the text begins in the line below.
    case .literal:
      first += 1
      lastLine = .max
    default: break
    }
    for mistake in PromptTemplate.mistakes(in: text) {
      note(min(first + mistake.line - 1, lastLine), mistake.sentence)
    }
    return text
  }
}
