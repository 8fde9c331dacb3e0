/// What a job asks of an answer beside its shape, and the article that it is compared with.
package struct AnswerChecks: Sendable {
  package var checks: [Check]
  package var article: Article
  /// What `article` is a section of; nil: it is whole.
  package var whole: Article?

  package init(_ checks: [Check], article: Article, whole: Article? = nil) {
    self.checks = checks
    self.article = article
    self.whole = whole
  }

  /// What a check found.
  package struct Complaint: Sendable, Equatable {
    /// The check's word in the job file.
    package var check: String
    /// For the user and the model alike.
    package var sentence: String
  }

  /// In bytes, of one sentence: it becomes part of a message.
  private static let longestSentence = 900

  /// What is wrong with an answer, in the order of the checks.
  ///
  /// - Parameters:
  ///   - answer: a JSON answer's document, or a text answer's text.
  ///   - isExact: of many short parts none may have less than its share.
  package func complaints(about answer: JSONValue, isExact: Bool = false) -> [Complaint] {
    guard !checks.isEmpty else { return [] }
    let texts = ComparedTexts(article, answer: answer, whole: whole, isExact: isExact)
    return checks.compactMap { check in
      check.complaint(about: texts).map {
        Complaint(check: check.name, sentence: Excerpt.of($0, limit: Self.longestSentence))
      }
    }
  }
}
