import Foundation

/// What the simulator answers, as pure functions, so that every result can be checked.
package enum ExpectedAnswer {
  /// The title it gives: "Rewritten: " before the article's own.
  package static func title(_ title: String) -> String {
    "Rewritten: " + title
  }

  /// The body it gives: a first line that names the model, then the article's body, byte for byte.
  package static func body(_ body: String, model: String) -> String {
    "<!-- rewritten by \(model) -->\n" + body
  }

  /// The body an answer was made of, or nil if the answer is not one of the simulator's.
  package static func original(of answer: String) -> String? {
    let bytes = Array(answer.utf8)
    guard Text.first("<!-- rewritten by ", in: bytes) == 0,
      let end = Text.first(" -->\n", in: bytes)
    else { return nil }
    return Text.string(bytes[(end + 5)...])
  }

  /// The text it puts under any other property that is a string.
  package static func sentence(about property: String, title: String) -> String {
    "This is the \(property) of the article \(title). It says in one more sentence what an editor "
      + "would note here, and why that matters to its reader."
  }

  /// The text it puts under `quote`: the first words of the body, or of the title; of analyses that
  /// are to be put together, a quote of theirs.
  package static func quote(of body: String, title: String) -> String {
    let line = body.prefix { $0 != "\n" }
    if line.hasPrefix("{"), let first = JSONSerialization.first("quote", in: String(line)) {
      return first
    }
    let words = (body.contains { !$0.isWhitespace } ? body : title).split(
      maxSplits: 8, whereSeparator: \.isWhitespace)
    return words.prefix(8).joined(separator: " ")
  }

  /// The whole JSON text where a schema declares exactly `title` and `body`, required in that
  /// order.
  package static func json(title: String, body: String, model: String) -> String {
    value(.titleAndBody, name: "", title: title, body: body, model: model).text
  }

  /// A list grows with the article as those of real models do: a remark for each kilobyte, which is
  /// two paragraphs, and never more than the ten or twelve that prompts of analyses ask for.
  private static func members(of body: String, atLeast least: Int, atMost most: Int?) -> Int {
    max(1, least, min(body.utf8.count / 1_000, most ?? 10))
  }

  static func value(
    _ schema: AnswerSchema, name: String, title: String, body: String, model: String
  ) -> JSON {
    switch schema {
    case .object(let properties, _):
      return .object(
        properties.map { property in
          (
            name: property.name,
            value: value(
              property.schema, name: property.name, title: title, body: body, model: model)
          )
        })
    case .array(let item, let minItems, let maxItems):
      let one = value(item, name: name, title: title, body: body, model: model)
      return .array(
        Array(repeating: one, count: members(of: body, atLeast: minItems, atMost: maxItems)))
    case .string(let choices):
      if let choice = choices.first { return .string(choice) }
      switch name {
      case "title": return .string(Self.title(title))
      case "body": return .string(Self.body(body, model: model))
      case "quote": return .string(quote(of: body, title: title))
      default: return .string(sentence(about: name, title: title))
      }
    case .number(let minimum, let isInteger):
      let number = max(1, minimum ?? 1)
      return .number(isInteger ? String(Int(number.rounded(.up))) : String(number))
    case .boolean: return true
    case .null: return nil
    }
  }
}

extension AnswerSchema {
  static let titleAndBody = AnswerSchema.object(
    [("title", .string(choices: [])), ("body", .string(choices: []))], required: ["title", "body"])
}

extension JSONSerialization {
  /// The first text of this name in a JSON document, however deep.
  fileprivate static func first(_ name: String, in text: String) -> String? {
    (try? jsonObject(with: Data(text.utf8))).flatMap { first(name, in: $0) }
  }

  private static func first(_ name: String, in value: Any) -> String? {
    if let object = value as? [String: Any] {
      if let text = object[name] as? String { return text }
      return object.sorted { $0.key < $1.key }.lazy.compactMap { first(name, in: $0.value) }.first
    }
    return (value as? [Any])?.lazy.compactMap { first(name, in: $0) }.first
  }
}
