/// What a reviewer is shown of a rewrite: both texts, how their lengths compare, and what every check
/// that applies says of it, whether the job asks for it or not.
package struct ReviewFacts: Sendable, Equatable {
  package struct Text: Sendable, Equatable {
    package var title: String
    /// Markdown and HTML as they came.
    package var body: String

    package init(title: String, body: String) {
      self.title = title
      self.body = body
    }
  }

  /// A check and what it found.
  package struct Finding: Sendable, Equatable {
    /// The check's word in a job file.
    package var check: String
    /// nil: it passed.
    package var sentence: String?

    package init(check: String, sentence: String?) {
      self.check = check
      self.sentence = sentence
    }
  }

  package var before: Text
  package var after: Text
  /// The new body in lengths of the old one, white space not counted; nil where the old one is empty.
  package var ratio: Double?
  package var findings: [Finding]

  /// What is wrong, in sentences.
  package var warnings: [String] { findings.compactMap(\.sentence) }

  /// - Parameters:
  ///   - output: a result's JSON document: an object with a `body`, or a text.
  ///   - checks: those of the job, for their own bounds.
  /// - Returns: nil: it is no rewrite, such as an analysis or an image.
  package init?(_ article: Article, output: String, checks: [Check] = []) {
    guard let value = try? JSONValue(parsing: output.utf8),
      let body = value.text ?? value[member: "body"]?.text
    else { return nil }
    before = Text(title: article.title, body: article.body)
    after = Text(title: value[member: "title"]?.text ?? article.title, body: body)
    let length = Check.length(article.body)
    ratio = length == 0 ? nil : Double(Check.length(body)) / Double(length)
    findings = Self.findings(article, value, checks)
  }

  /// How much shorter or longer a rewrite may be where its job does not say.
  private static let usualLength = 0.5...2.0

  private static func findings(
    _ article: Article, _ answer: JSONValue, _ asked: [Check]
  ) -> [Finding] {
    let length = asked.first { $0.name == Check.lengthRatio(usualLength).name }
    // Only analyses quote.
    let plain = Check.plain.filter { $0 != .noInventedQuotes || asked.contains($0) }
    let checks = plain + [length ?? .lengthRatio(usualLength)]
    let complaints = AnswerChecks(checks, article: article).complaints(about: answer)
    return checks.map { check in
      Finding(
        check: check.name, sentence: complaints.first { $0.check == check.name }?.sentence)
    }
  }
}
