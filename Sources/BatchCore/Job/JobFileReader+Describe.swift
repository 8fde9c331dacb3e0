import Yams

extension JobFileReader {
  /// - Parameters:
  ///   - output: nil if it could not be read.
  ///   - ladder: the models that draw.
  ///   - drawing: the job's own prompt, which says what is drawn; nil if it could not be read.
  mutating func describe(
    _ member: (node: Node, line: Int)?, for output: OutputShape?, _ ladder: [String],
    drawing: PromptTemplates?
  ) -> DescribeRule? {
    guard let member,
      var block = JobBlock(member.node, name: "describe", mistakes: &mistakes)
    else { return nil }
    if let output, output != .image {
      note(member.line, "`describe` goes with `output: { format: image }` only")
    }
    if let drawing, !drawing.names("description") {
      note(
        member.line,
        "what `describe` writes would be paid for and not drawn; name `{{description}}` in "
          + "`prompt.user`, or take `describe` out")
    }
    let model = block.take("model")
    let system = template(block.take("system"), of: "system", in: block)
    let user = template(block.take("user"), of: "user", in: block)
    block.reportUnknown(to: &mistakes)
    guard let model else {
      note(member.line, "`describe.model` is missing, such as `model: openai/gpt-4o-mini`")
      return nil
    }
    guard let id = text(model.node, of: "model"), let system, let user else { return nil }
    if let sentence = ModelID.mistake(in: id) { note(model.line, sentence) }
    if ladder.contains(id) {
      note(model.line, "`\(id)` is in `models` too; another model writes what they draw")
    }
    return DescribeRule(model: id, prompt: PromptTemplates(system: system, user: user))
  }
}
