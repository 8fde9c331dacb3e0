import Mustache

/// One Mustache template of a prompt, compiled; articles are data to it, never templates.
package struct PromptTemplate: Sendable {
  /// What a template may name, beside `article.NAME`.
  package static let variables = [
    "title", "body", "excerpt", "id", "marker", "section", "outline", "before",
    "description",
  ]

  /// Whether it names fields that only some articles have.
  package let usesFields: Bool
  /// Whether it names the marker, which is a hash of the whole article.
  package let usesMarker: Bool
  private let template: MustacheTemplate
  /// Nil: it names more than the texts of an article, or in other braces.
  private let frames: PromptFrames?
  private let leadingLines: String

  /// - Throws: the first mistake; `mistakes(in:)` finds them all.
  package init(_ text: String) throws(JobFileMistake) {
    let mistakes = Self.mistakes(in: text)
    if let first = mistakes.first { throw first }
    template = try Self.compile(text)
    leadingLines = String(text.prefix { $0.isNewline })
    let tags = TemplateTag.all(in: text)
    let names = tags.map(\.name)
    let named = Self.variables.filter(names.contains)
    // Other braces hold for a section's inside alone, which the tags do not tell.
    let isOfTexts = tags.allSatisfy { tag in
      switch tag.kind {
      case .variable, .opens: Self.variables.contains(tag.name)
      case .closes, .comment: true
      case .delimiters, .unsupported, .broken: false
      }
    }
    // A NUL is the mark of a place.
    frames = isOfTexts && !text.utf8.contains(0) ? PromptFrames(template, names: named) : nil
    usesFields = names.contains { $0.hasPrefix("article.") }
    usesMarker = names.contains("marker")
  }

  package func render(_ article: ArticleFields) -> String {
    let text = frames?.render(article) ?? template.render(article)
    return leadingLines.isEmpty ? text : leadingLines + text
  }

  /// Everything that is wrong with a template, lines counted from its first.
  package static func mistakes(in text: String) -> [JobFileMistake] {
    var mistakes: [JobFileMistake] = []
    var open: [TemplateTag] = []
    for tag in TemplateTag.all(in: text) {
      switch tag.kind {
      case .variable, .opens:
        let isInsideField = open.contains { $0.name.hasPrefix("article.") }
        if !isInsideField, let sentence = mistake(inName: tag.name) {
          mistakes.append(JobFileMistake(line: tag.line, sentence))
        }
        if tag.kind == .opens { open.append(tag) }
      case .closes:
        if open.last?.name == tag.name {
          open.removeLast()
        } else {
          let advice = open.last.map { "`{{/\($0.name)}}` is expected" } ?? "nothing is open"
          mistakes.append(JobFileMistake(line: tag.line, "`{{/\(tag.name)}}`: \(advice)"))
        }
      case .unsupported:
        mistakes.append(
          JobFileMistake(line: tag.line, "templates may not use other templates or settings"))
      case .broken:
        mistakes.append(JobFileMistake(line: tag.line, "`{{` is never closed by `}}`"))
      case .comment, .delimiters: break
      }
    }
    for tag in open {
      mistakes.append(
        JobFileMistake(line: tag.line, "`{{#\(tag.name)}}` is never closed by `{{/\(tag.name)}}`"))
    }
    guard mistakes.isEmpty else { return mistakes }
    do {
      _ = try compile(text)
      return []
    } catch {
      return [error]
    }
  }

  private static func mistake(inName name: String) -> String? {
    if variables.contains(name) { return nil }
    if name.wholeMatch(of: #/article(\.[A-Za-z0-9_*?-]+)+/#) != nil { return nil }
    if name.isEmpty { return "`{{}}` names nothing" }
    if let close = nearest(name, in: variables) {
      return "unknown variable `{{\(name)}}`; did you mean `{{\(close)}}`?"
    }
    let isPlain = name.wholeMatch(of: #/[A-Za-z0-9_-]+/#) != nil
    return "unknown variable `{{\(name)}}`; known: \(variables.joined(separator: ", "))"
      + (isPlain ? ", or `{{article.\(name)}}` for a field of your own" : " and `article.NAME`")
  }

  private static func compile(_ text: String) throws(JobFileMistake) -> MustacheTemplate {
    do {
      // Without the setting Mustache writes for HTML, and `<p>` reaches the model as `&lt;p&gt;`.
      // A line that holds nothing but a setting is dropped whole, hence the leading lines.
      let plain = text.drop { $0.isNewline }
      return try MustacheTemplate(string: "{{%CONTENT_TYPE:TEXT}}" + plain)
    } catch let error as MustacheTemplate.ParserError {
      let above = text.prefix { $0.isNewline }.count
      throw JobFileMistake(
        line: error.context.lineNumber + above, "broken template: \(error.error)")
    } catch {
      throw JobFileMistake(line: 1, "broken template: \(error)")
    }
  }
}
