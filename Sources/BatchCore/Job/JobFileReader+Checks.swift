import Yams

extension JobFileReader {
  /// - Parameter output: nil if it could not be read.
  mutating func checks(_ member: (node: Node, line: Int)?, for output: OutputShape?) -> [Check]? {
    guard let member else { return [] }
    guard case .sequence(let elements) = member.node else {
      note(member.line, "`checks` must be a list, such as `[keepsLinks, keepsNumbers]`")
      return nil
    }
    if output == .image {
      note(member.line, "`checks` read texts: they go with `format: json` or `format: text`")
    }
    var checks: [Check] = []
    for element in elements {
      let line = element.mark?.line ?? member.line
      guard let check = check(element, line) else { continue }
      if checks.contains(where: { $0.name == check.name }) {
        note(line, "`\(check.name)` is named twice in `checks`")
      }
      if check.needsBody, case .json(let schema)? = output, !schema.hasBody {
        note(
          line,
          "`\(check.name)` compares the answer's `body` with the article's; the schema has no "
            + "property `body` of `type: string`")
      }
      checks.append(check)
    }
    return checks
  }

  private mutating func check(_ node: Node, _ line: Int) -> Check? {
    if node.mapping != nil { return measured(node, line) }
    let scalar = node.scalar.map { YAMLScalar($0) }
    let word = node.scalar?.string ?? ""
    if case .text = scalar, let check = Check.plain.first(where: { $0.name == word }) {
      return check
    }
    if word == "lengthRatio" {
      note(line, Self.ratioSentence)
      return nil
    }
    let advice =
      nearest(word, in: Check.names).map { "did you mean `\($0)`?" }
      ?? "known: \(Check.names.joined(separator: ", "))"
    note(line, "unknown check \(scalar?.name ?? ""); \(advice)")
    return nil
  }

  private mutating func measured(_ node: Node, _ line: Int) -> Check? {
    guard var block = JobBlock(node, name: "checks", mistakes: &mistakes) else { return nil }
    let ratio = block.take("lengthRatio")
    block.reportUnknown(to: &mistakes)
    guard let ratio else { return nil }
    let bounds = ratio.node.sequence?.map { element -> Double? in
      guard let scalar = element.scalar, case .number(let text) = YAMLScalar(scalar) else {
        return nil
      }
      return Double(text)
    }
    guard let bounds, bounds.count == 2, let least = bounds[0], let most = bounds[1],
      least >= 0, least < most, most <= 1000
    else {
      note(ratio.line, Self.ratioSentence)
      return nil
    }
    return .lengthRatio(least...most)
  }

  private static let ratioSentence =
    "`lengthRatio` needs the least and the greatest length, in lengths of the article, such as "
    + "`{ lengthRatio: [0.5, 2.0] }`"
}

extension JSONSchema {
  /// Whether answers have a text called `body`.
  package var hasBody: Bool {
    root[member: "properties"]?[member: "body"]?[member: "type"]?.text == "string"
  }
}
