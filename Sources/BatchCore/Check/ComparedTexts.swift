/// An article beside an answer to it, as the checks see them.
struct ComparedTexts {
  /// Title and body.
  let articleTitle: String
  let article: String
  /// What quotes may be taken from: the title and the whole body, of a section's article too.
  let quotable: String
  /// Nil: the answer has no body.
  let answer: String?
  /// Every text of the answer, by name; a text answer's name is empty.
  let fields: [(name: String, text: String)]
  let articleMarkup: Markup
  let answerMarkup: Markup
  /// A length is compared as it is, with nothing to spare for short texts.
  let isExact: Bool

  /// - Parameters:
  ///   - value: the whole answer: an object, or a text.
  ///   - whole: the article, where `article` is a section of it.
  init(
    _ article: Article, answer value: JSONValue, whole: Article? = nil, isExact: Bool = false
  ) {
    self.isExact = isExact
    articleTitle = article.title
    quotable = article.title + "\n" + (whole ?? article).body
    self.article = article.body
    switch value {
    case .string(let text):
      answer = text
      fields = [("", text)]
    case .object(let members):
      answer = members["body"]?.text
      fields = members.sorted { $0.key < $1.key }.flatMap { Self.texts($0.key, $0.value) }
    case .null, .bool, .number, .array:
      answer = nil
      fields = []
    }
    articleMarkup = Markup(article.body)
    answerMarkup = answer.map { Markup($0) } ?? Markup()
  }

  /// The texts of a member, those inside lists and objects under its own name.
  private static func texts(_ name: String, _ value: JSONValue) -> [(name: String, text: String)] {
    switch value {
    case .string(let text): [(name, text)]
    case .array(let elements): elements.flatMap { texts(name, $0) }
    case .object(let members):
      members.sorted { $0.key < $1.key }.flatMap { texts("\(name).\($0.key)", $0.value) }
    case .null, .bool, .number: []
    }
  }
}

extension Check {
  /// In one list of a complaint.
  private static let listed = 5

  /// `"a", "b" and 3 more`.
  static func listing(_ items: [String]) -> String {
    let shown = items.prefix(listed).map { "\"\(Excerpt.of($0, limit: 120))\"" }
    let more = items.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// What `wanted` has and `found` has not, each once, in order.
  static func missing(_ wanted: [String], from found: [String]) -> [String] {
    var known = Set(found)
    return wanted.filter { known.insert($0).inserted }
  }
}
