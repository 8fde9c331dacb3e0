extension Check {
  /// A link may stand anywhere in the answer, and as often as the answer likes.
  static func lostLinks(_ texts: ComparedTexts) -> String? {
    guard let answer = texts.answer else { return nil }
    let (old, new) = (texts.articleMarkup, texts.answerMarkup)
    let lost = missing(old.links, from: new.links + new.images).filter {
      !isMentioned($0, in: answer)
    }
    // Texts of an article that were no links before, such as www.example.org, may be made ones.
    let added = missing(new.links, from: old.links + old.images).filter { link in
      hasHost(link) && !texts.article.contains(withoutScheme(link))
    }
    var sentences: [String] = []
    if !lost.isEmpty {
      sentences.append("These links of the article are missing: \(listing(lost)).")
    }
    if !added.isEmpty {
      sentences.append("These links are not in the article: \(listing(added)).")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  static func lostImages(_ texts: ComparedTexts) -> String? {
    guard texts.answer != nil else { return nil }
    let lost = missing(texts.articleMarkup.images, from: texts.answerMarkup.images)
    return lost.isEmpty ? nil : "These images of the article are missing: \(listing(lost))."
  }

  /// Blocks as often as the article has them; code inside a line may be put into a block.
  static func lostCode(_ texts: ComparedTexts) -> String? {
    guard let answer = texts.answer else { return nil }
    let (old, new) = (texts.articleMarkup, texts.answerMarkup)
    let blocks = rarer(old.codeBlocks, in: new.codeBlocks)
    let lost = missing(old.codeSpans, from: new.codeSpans)
    let plain = lost.isEmpty ? "" : Markup.collapsed(answer.utf8)
    let spans = lost.filter { !plain.contains($0) }
    var sentences: [String] = []
    if !blocks.isEmpty {
      let firstLines = blocks.map { String($0.prefix { $0 != "\n" }) }
      sentences.append(
        "Code blocks are missing or changed, which begin with: \(listing(firstLines)).")
    }
    if !spans.isEmpty {
      sentences.append("This code of the article is missing: \(listing(spans)).")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  static func lostTags(_ texts: ComparedTexts) -> String? {
    guard let answer = texts.answer else { return nil }
    let lost = rarer(texts.articleMarkup.tags, in: texts.answerMarkup.tags)
    guard !lost.isEmpty else { return nil }
    // What looks like a tag in the article may have been put into code.
    let plain = Markup.collapsed(answer.utf8)
    let wanted = count(texts.articleMarkup.tags)
    let gone = lost.filter { plain.ranges(of: $0).count < wanted[$0, default: 0] }
    return gone.isEmpty
      ? nil : "These tags or comments of the article are missing: \(listing(gone))."
  }

  /// Words of a heading may change, its level and its place may not.
  static func changedHeadings(_ texts: ComparedTexts) -> String? {
    guard texts.answer != nil else { return nil }
    let (old, new) = (texts.articleMarkup.headings, texts.answerMarkup.headings)
    guard old != new else { return nil }
    return "The article has \(heads(old)); the answer has \(heads(new)). Keep each heading, "
      + "at its level and in its place."
  }

  private static func heads(_ levels: [Int]) -> String {
    guard !levels.isEmpty else { return "no headings" }
    let shown = levels.prefix(40).map(String.init).joined(separator: " ")
    let levelsText = levels.count > 40 ? shown + " ..." : shown
    return levels.count == 1
      ? "1 heading (level \(levelsText))" : "\(levels.count) headings (levels \(levelsText))"
  }

  private static func count(_ items: [String]) -> [String: Int] {
    items.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// What stands in `found` less often than in `wanted`, each once, in order.
  private static func rarer(_ wanted: [String], in found: [String]) -> [String] {
    guard wanted != found else { return [] }
    let (there, needed) = (count(found), count(wanted))
    let lost = wanted.filter { there[$0, default: 0] < needed[$0, default: 0] }
    return missing(lost, from: [])
  }

  /// The address stands there as it is, not as the beginning of a longer one.
  private static func isMentioned(_ address: String, in text: String) -> Bool {
    let text = text.utf8
    var rest = text[...]
    while let range = rest.firstRange(of: address.utf8) {
      let next = range.upperBound < text.endIndex ? text[range.upperBound] : 0x20
      if !next.isNameByte, next != UInt8(ascii: "/") { return true }
      rest = text[range.upperBound...]
    }
    return false
  }

  private static func hasHost(_ link: String) -> Bool {
    link.hasPrefix("http://") || link.hasPrefix("https://")
  }

  private static func withoutScheme(_ link: String) -> String {
    let rest = link.firstRange(of: "://").map { String(link[$0.upperBound...]) } ?? link
    return rest.hasSuffix("/") ? String(rest.dropLast()) : rest
  }
}
