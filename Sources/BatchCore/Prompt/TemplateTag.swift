/// One `{{…}}` of a template.
struct TemplateTag: Equatable {
  enum Kind: Equatable {
    case variable
    /// `{{#name}}` or `{{^name}}`.
    case opens
    /// `{{/name}}`.
    case closes
    case comment
    /// `{{=<% %>=}}`: other braces from here on, for prompts that speak of `{{`.
    case delimiters
    /// Partials, inheritance and settings: there is nothing they could name.
    case unsupported
    /// Never closed.
    case broken
  }

  var kind: Kind
  /// What is named, without white space.
  var name: String
  /// Counted from 1.
  var line: Int

  /// The tags of a template, in order.
  static func all(in template: String) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    var rest = template[...]
    var (open, close) = ("{{", "}}")
    var line = 1
    while let start = rest.firstRange(of: open) {
      line += rest[..<start.lowerBound].count(where: \.isNewline)
      let inside = rest[start.upperBound...]
      let isTriple = open == "{{" && inside.first == "{"
      guard let end = inside.firstRange(of: isTriple ? "}}}" : close) else {
        tags.append(TemplateTag(kind: .broken, name: "", line: line))
        break
      }
      let content = inside[..<end.lowerBound]
      let tag = TemplateTag(content: content, isTriple: isTriple, line: line)
      tags.append(tag)
      if tag.kind == .delimiters {
        let words = tag.name.split(separator: " ")
        if words.count == 2 { (open, close) = (String(words[0]), String(words[1])) }
      }
      line += content.count(where: \.isNewline)
      rest = inside[end.upperBound...]
    }
    return tags
  }

  private init(kind: Kind, name: String, line: Int) {
    self.kind = kind
    self.name = name
    self.line = line
  }

  private init(content: Substring, isTriple: Bool, line: Int) {
    let marks: [Character: Kind] = [
      "#": .opens, "^": .opens, "/": .closes, "!": .comment, "=": .delimiters, "&": .variable,
      ">": .unsupported, "<": .unsupported, "$": .unsupported, "%": .unsupported,
    ]
    let kind = isTriple ? .variable : content.first.flatMap { marks[$0] }
    var name = isTriple || kind != nil ? content.dropFirst() : content
    if kind == .delimiters, name.last == "=" { name = name.dropLast() }
    self.init(
      kind: kind ?? .variable,
      name: name.split(whereSeparator: \.isWhitespace).joined(separator: " "), line: line)
  }
}
