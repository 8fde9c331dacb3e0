import Crypto
import Foundation
import Mustache

/// What a template can name of an article; a field that is missing or empty is not there at all, so
/// `{{#article.summary}}…{{/article.summary}}` is left out.
package struct ArticleFields: MustacheParent, Sendable {
  let title: String
  let body: String
  let id: String
  let marker: String?
  let extra: JSONValue
  let section: SectionFields

  /// With extra: the article's other fields are read too; with marker: it is made. Many prompts
  /// name neither.
  package init(
    _ article: Article, withExtra: Bool, withMarker: Bool, section: SectionFields = SectionFields()
  ) {
    self.section = section
    // No model reads NUL, and some providers refuse it.
    title = article.title.removingNUL
    body = article.body.removingNUL
    id = article.id.removingNUL
    marker = withMarker ? Self.marker(of: article) : nil
    let parsed = withExtra ? try? JSONValue(parsing: article.extra.utf8) : nil
    extra = parsed ?? .null
  }

  package func child(named name: String) -> Any? {
    name == "article" ? FieldValue(value: extra) : text(named: name)
  }

  /// What is there of an article under a name that is no field of its own.
  func text(named name: String) -> String? {
    switch name {
    case "title": title.isEmpty ? nil : title
    case "body": body.isEmpty ? nil : body
    case "excerpt": excerpt
    case "id": id
    case "marker": marker
    case "section": section.section
    case "outline": section.outline
    case "before": section.before
    case "description": section.description
    default: nil
    }
  }

  /// The body's beginning, up to the last sentence or else the last word that fits; nil if there is
  /// no body.
  private var excerpt: String? {
    let text = body.trimmingPrefix(while: \.isWhitespace)
    guard !text.isEmpty else { return nil }
    let start = text.prefix(Self.excerptLength)
    guard start.endIndex < text.endIndex else { return String(text) }
    let sentence = start.lastIndex { ".!?。！？\n".contains($0) }.map { start[...$0] } ?? ""
    if sentence.count >= Self.excerptLength / 2 { return String(sentence) }
    return String(start.lastIndex(where: \.isWhitespace).map { start[..<$0] } ?? start)
  }

  /// In characters: what an illustrator reads of an article, some 700 words.
  package static let excerptLength = 4_000

  /// 16 hex digits that no text can contain about itself: they are taken from its SHA-256. Fenced
  /// by them, an article cannot end its own fence and speak to the model in our name.
  static func marker(of article: Article) -> String {
    var hash = SHA256()
    for part in [article.id, article.title, article.body] {
      hash.update(data: Array(part.utf8))
      hash.update(data: [0])
    }
    return String(hash.finalize().hex.prefix(16))
  }
}

/// A value of an article's own field, as templates see it.
private struct FieldValue: MustacheParent {
  let value: JSONValue

  func child(named name: String) -> Any? {
    guard let member = value[member: name] else { return nil }
    return Self.rendered(member)
  }

  private static func rendered(_ value: JSONValue) -> Any? {
    switch value {
    case .null: nil
    case .bool(let flag): flag
    case .number(let number): "\(number)"
    case .string(let text): text.isEmpty ? nil : text.removingNUL
    case .array(let elements): elements.compactMap(rendered)
    case .object: FieldValue(value: value)
    }
  }
}

extension FieldValue: CustomStringConvertible {
  /// A whole object in a prompt: JSON, names sorted, since the same article must give the same
  /// text.
  var description: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(value) else { return "" }
    return String(decoding: json, as: UTF8.self)
  }
}

extension String {
  fileprivate var removingNUL: String {
    // Byte by byte over the string's own view this would take as long as the rest of a request.
    let hasNUL = utf8.withContiguousStorageIfAvailable { utf8 in
      utf8.baseAddress.map { memchr($0, 0, utf8.count) != nil } ?? false
    }
    return hasNUL == false ? self : String(unicodeScalars.filter { $0 != "\0" }.map(Character.init))
  }
}
