import BatchCore
import BatchMarkdown
import Foundation

/// A page of the list of what can be reviewed.
struct ReviewDocument: Encodable {
  var items: [ReviewList.Entry]
  /// Entries that stand before the first of them.
  var start: Int
  /// Of all that were found.
  var total: Int
  /// The number of the article that was shown last: hand it back for the next page.
  var next: Int64?
  /// The same for what stands before the first one.
  var previous: Int64?
  /// Every result was read, or as many as are put in order.
  var isComplete: Bool
  /// There are more than are put in order: those behind this many are left out.
  var cutAfter: Int?
  var models: [String]

  init(_ look: ReviewDesk.Look, _ question: ReviewQuestion) {
    let list = look.list
    let part = list.part(question.filter, question.place(in: list), limit: question.limit)
    items = part.entries
    (start, total) = (part.start, part.total)
    next = part.isEnd ? nil : items.last?.article
    previous = part.isBeginning ? nil : items.first?.article
    isComplete = look.isComplete
    cutAfter = list.isCut ? list.entries.count : nil
    models = list.models
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
  /// Some of it was too long to be compared word by word.
  var isCoarse: Bool
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
      let changes = WordDiff(before: Self.whole(facts.before), after: Self.whole(facts.after))
      diff = changes.spans.map { Span(kind: $0.kind, text: $0.text) }
      isCoarse = changes.isCoarse
      checks = facts.findings.map {
        Check(name: $0.check, passed: $0.sentence == nil, sentence: $0.sentence)
      }
      ratio = facts.ratio
    } else {
      after = Text(title: "", source: Self.readable(row.result.output), rendered: nil)
      isCoarse = false
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
