/// How a long article is worked: its sections in order, each a request of its own, and where
/// answers have no body one more request that puts them together.
package struct SectionWork: Sendable {
  let article: Article
  private let texts: [String]
  private let output: OutputShape
  /// The answers of the steps before this one, in order.
  private var answers: [String]
  /// Those of the sections behind it, where it is asked for again.
  private var later: [String] = []
  /// The one to ask for now, from 0.
  package private(set) var step: Int
  /// The queue holds an answer to it.
  package let isAnswered: Bool

  /// Nil where the article is one request: it is short, or offers no place for a cut.
  ///
  /// - Parameters:
  ///   - finished: what the queue holds; answers to another text, of another job or without the
  ///     note count for nothing.
  ///   - note: a reviewer's, on the answer that was sent back.
  ///   - step: of a request that was sent; nil: the first that is not finished, else the last.
  package init?(
    _ article: Article, revision: Int, job: Job, finished: [FinishedSection], note: String? = nil,
    step: Int? = nil
  ) {
    guard let rule = job.sections else { return nil }
    let texts = Sections.of(article.body, over: rule.over)
    guard texts.count > 1 else { return nil }
    let answers = finished.fitting(job: job, revision: revision, note: note).map(\.output)
    let last = job.output.hasBody ? texts.count - 1 : texts.count
    let step = step ?? min(answers.count, last)
    guard step <= answers.count, step <= last else { return nil }
    self.article = article
    self.texts = texts
    self.output = job.output
    self.answers = Array(answers.prefix(step))
    isAnswered = step < answers.count
    later = Array(answers.dropFirst(step + 1))
    self.step = step
  }

  /// Every step of an article's work, none of them finished: of an answer nothing is known, so the
  /// end of its section stands for the end of the answer. Empty where the article is one request.
  static func steps(of article: Article, job: Job) -> [SectionWork] {
    guard let first = SectionWork(article, revision: 0, job: job, finished: []) else { return [] }
    let count = job.output.hasBody ? first.texts.count : first.texts.count + 1
    return (0..<count).map { step in
      var work = first
      work.step = step
      work.answers = Array(repeating: "", count: step)
      return work
    }
  }

  /// It puts the sections' answers together, and works none.
  package var isMerge: Bool { step == texts.count }

  /// Its answer makes the article's whole.
  package var isLast: Bool {
    output.hasBody ? answers.count + later.count == texts.count - 1 : isMerge
  }

  /// Of answers with a body.
  var lastSection: Int { texts.count - 1 }

  /// What the request is about, as an article: the section, or the answers to all of them.
  package var part: Article {
    var part = article
    part.body = isMerge ? answers.joined(separator: "\n") : texts[step]
    return part
  }

  /// What an answer is compared with.
  var checked: Article { isMerge ? article : part }

  /// The sections beside this one, and the answers to them.
  var otherParts: [(step: Int, part: (text: Article, answer: JSONValue))] {
    let before = answers.enumerated().map { (step: $0, output: $1) }
    let behind = later.enumerated().map { (step: step + 1 + $0, output: $1) }
    return (before + behind).compactMap { other in
      guard let answer = try? JSONReader.document(Array(other.output.utf8)[...]) else { return nil }
      var part = article
      part.body = texts[other.step]
      return (other.step, (part, answer))
    }
  }

  /// What templates may name beside the article's own fields.
  var fields: SectionFields {
    guard !isMerge else { return SectionFields() }
    return SectionFields(
      section: "\(step + 1) of \(texts.count)", outline: Outline.of(article.body),
      before: answers.last.flatMap { Self.end(of: bodyText($0) ?? texts[step - 1]) })
  }

  /// The whole answer, from the one to this section; nil if one of them has no body.
  ///
  /// The bodies are joined by the white space that stood between the sections, and every other
  /// member is the first section's.
  package func assembled(with output: String) -> String? {
    let outputs = answers + [output] + later
    guard outputs.count == texts.count else { return nil }
    var body = ""
    for (text, output) in zip(texts, outputs) {
      guard let part = bodyText(output) else { return nil }
      body += String(text.prefix { $0.isWhitespace })
      body += Self.trimmed(part)
      body += String(text.reversed().prefix { $0.isWhitespace }.reversed())
    }
    var json = JSONText(reserving: body.utf8.count + 256)
    guard self.output != .text else {
      json.string(body)
      return json.text
    }
    let first = Array(outputs[0].utf8)
    guard let members = try? JSONReader.members(first[...]) else { return nil }
    json.openObject()
    for member in members {
      json.name(member.name)
      if member.name == "body" {
        json.string(body)
      } else {
        json.raw(String(decoding: first[member.range], as: UTF8.self))
      }
    }
    json.closeObject()
    return json.text
  }

  private func bodyText(_ output: String) -> String? {
    let value = try? JSONReader.document(Array(output.utf8)[...])
    return self.output == .text ? value?.text : value?[member: "body"]?.text
  }

  private static func trimmed(_ text: String) -> String {
    let begin = text.drop { $0.isWhitespace }
    guard let end = begin.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(begin[...end])
  }

  /// In characters: some 150 words.
  private static let longestEnd = 1_000

  /// The last words of a text, from a paragraph's or a word's beginning on.
  private static func end(of text: String) -> String? {
    let text = trimmed(text)
    guard text.count > longestEnd else { return text.isEmpty ? nil : text }
    let end = text.suffix(longestEnd)
    if let paragraph = end.firstRange(of: "\n\n") {
      return trimmed(String(end[paragraph.upperBound...]))
    }
    return trimmed(String(end.drop { !$0.isWhitespace }))
  }
}

extension OutputShape {
  /// Answers hold the article's text, so that those of its sections can be joined.
  var hasBody: Bool {
    switch self {
    case .text: true
    case .json(let schema): schema.hasBody
    case .image: false
    }
  }
}
