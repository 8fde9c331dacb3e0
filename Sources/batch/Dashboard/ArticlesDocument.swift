import BatchCore
import Foundation

/// A page of articles, for the dashboard; what is not known is left out.
struct ArticlesDocument: Encodable {
  struct Entry: Encodable {
    var number: Int64
    var id: String
    var title: String
    /// In bytes.
    var size: Int
    var roles: [Standing]
  }

  struct Standing: Encodable {
    var role: String
    var state: String
    var reason: ReadyReason?
    var kind: FailureKind?
    var model: String?
    var attempts: Int
    var costUSD: Decimal?
    var isStale: Bool
    var verdict: Verdict?
  }

  var articles: [Entry]
  /// Hand it back for the page behind this one.
  var next: String?
  /// The same for the page before.
  var previous: String?
  var lookedAt: Int

  init(_ page: ArticlePage) {
    articles = page.rows.map { row in
      Entry(
        number: row.number, id: row.id, title: row.title, size: row.size,
        roles: row.tasks.map(Standing.init))
    }
    next = page.next?.text
    previous = page.previous?.text
    lookedAt = page.lookedAt
  }
}

extension ArticlesDocument.Standing {
  init(_ task: ArticleRow.Standing) {
    self.init(
      role: task.role, state: task.state.word, model: task.model, attempts: task.attempts,
      costUSD: task.cost?.dollars, isStale: task.isStale, verdict: task.verdict)
    switch task.state {
    case .ready(let reason, _): self.reason = reason
    case .failed(let failure): kind = failure.kind
    case .claimed, .done, .cancelled: break
    }
  }
}

extension ArticleSearch {
  /// The search of a page's query; nil: a member of it is none of ours.
  init?(_ query: [String: String]) {
    func given(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
    let kind = given("kind").map(FailureKind.init(rawValue:))
    let limit = given("limit").map { Int($0) } ?? 50
    guard kind != .some(nil), let limit, (1...200).contains(limit) else { return nil }
    var place = Place.first
    if let after = given("after") {
      guard let mark = Mark(text: after) else { return nil }
      place = .after(mark)
    } else if let before = given("before") {
      guard let mark = Mark(text: before) else { return nil }
      place = .before(mark)
    }
    self.init(
      text: given("text") ?? "", role: given("role"), state: given("state"), kind: kind ?? nil,
      place: place, limit: limit)
  }
}
