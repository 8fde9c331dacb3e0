import BatchCore
import BatchMarkdown
import Foundation

/// A page of the list of what can be reviewed.
struct ReviewDocument: Encodable {
  var items: [ReviewList.Entry]
  /// Of all that were found.
  var total: Int
  /// The number of the article that was shown last: hand it back for the next page.
  var next: Int64?
  /// Every result was read, or as many as are put in order.
  var isComplete: Bool
  var models: [String]

  init(_ look: ReviewDesk.Look, _ filter: ReviewList.Filter, after: Int64?, limit: Int) {
    let found = look.list.found(filter, behind: after)
    items = Array(found.prefix(limit))
    total = after == nil ? found.count : look.list.found(filter).count
    next = items.count < found.count ? items.last?.article : nil
    isComplete = look.isComplete
    models = look.list.models
  }
}

/// One result beside its article.
struct ReviewedDocument: Encodable {
  struct Text: Encodable {
    var title: String
    var source: String
    /// HTML to be drawn anew by the page; left out where the text is too long.
    var rendered: String?
  }

  struct Span: Encodable {
    var kind: WordDiff.Kind
    var text: String
  }

  struct Check: Encodable {
    var name: String
    var passed: Bool
    var sentence: String?
  }

  var id: String
  var title: String
  var before: Text
  var after: Text
  /// Left out where the result is no rewrite.
  var diff: [Span]?
  var checks: [Check]
  var ratio: Double?
  var model: String
  var cost: Decimal?
  var attempts: Int
  var verdict: Verdict?
  /// The verdict's.
  var note: String?
  /// With which it was sent back.
  var sentNote: String?
  var attempt: ClaimNumber
  var isSent: Bool
  /// The role's ladder.
  var models: [String]

  /// - Parameter job: the role's, for its own checks and its models; nil: there is none.
  init(_ row: ReviewRow, job: Job?) {
    let article = row.article
    id = article.id
    title = article.title
    before = Text(article.title, article.body)
    if let facts = ReviewFacts(article, output: row.result.output, checks: job?.checks ?? []) {
      after = Text(facts.after.title, facts.after.body)
      diff = WordDiff(
        before: Self.whole(facts.before), after: Self.whole(facts.after)
      ).spans.map { Span(kind: $0.kind, text: $0.text) }
      checks = facts.findings.map {
        Check(name: $0.check, passed: $0.sentence == nil, sentence: $0.sentence)
      }
      ratio = facts.ratio
    } else {
      after = Text(title: "", source: Self.readable(row.result.output), rendered: nil)
      checks = []
    }
    model = row.result.model
    cost = row.result.cost?.dollars
    attempts = row.result.attempts
    verdict = row.judgement?.verdict
    note = row.judgement?.note
    sentNote = row.sentBack
    attempt = row.result.attempt
    isSent = row.sentBack != nil
    models = job?.ladder ?? []
  }

  private static func whole(_ text: ReviewFacts.Text) -> String { text.title + "\n\n" + text.body }

  /// A document for people: indented.
  private static func readable(_ output: String) -> String {
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .withoutEscapingSlashes, .fragmentsAllowed,
    ]
    guard
      let value = try? JSONSerialization.jsonObject(
        with: Data(output.utf8), options: .fragmentsAllowed),
      let text = try? JSONSerialization.data(withJSONObject: value, options: options)
    else { return output }
    return String(decoding: text, as: UTF8.self)
  }
}

extension ReviewedDocument.Text {
  init(_ title: String, _ body: String) {
    self.init(title: title, source: body, rendered: MarkdownText.html(of: body))
  }
}
