import BatchCore

extension CheckedTexts {
  /// Words as they stand one after the other in a line.
  struct Passage: Sendable {
    var text: String
    /// The same words the other way round.
    var disordered: String
  }

  /// Of the prose of an article, at most three: 8 to 20 words of a line without mark-up.
  static func passages(of body: String) -> [Passage] {
    let lines = body.split(whereSeparator: \.isNewline).filter { line in
      !line.contains { "`<>[]{}|*_#$\\&~=".contains($0) } && line.first?.isLetter == true
    }
    let prose = lines.map { $0.split(separator: " ") }.filter { $0.count >= 8 }
    return stride(from: 0, to: prose.count, by: max(1, prose.count / 3)).prefix(3).map { index in
      let words = prose[index].prefix(8 + index % 13)
      return Passage(
        text: words.joined(separator: " "), disordered: words.reversed().joined(separator: " "))
    }
  }

  /// One of them is no quote of the article.
  static func isInvented(_ quotes: [String], in article: Article) -> Bool {
    let answer = JSONValue.object([
      "problems": .array(quotes.map { .object(["quote": .string($0)]) })
    ])
    return !AnswerChecks([.noInventedQuotes], article: article).complaints(about: answer).isEmpty
  }
}
