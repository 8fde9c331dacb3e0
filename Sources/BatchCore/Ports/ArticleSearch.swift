/// Which articles are looked for.
package struct ArticleSearch: Sendable, Equatable {
  /// The beginning of an id, or a part of a title, whatever its case. Empty: any.
  package var text: String
  /// Articles with a task of this role.
  package var role: String?
  /// In one word: `ready`, `claimed`, `done`, `failed`, `cancelled`.
  package var state: String?
  /// Failed for this reason.
  package var kind: FailureKind?
  package var place: Place
  /// Rows at most.
  package var limit: Int

  /// Where a page begins.
  package enum Place: Sendable, Equatable {
    case first
    /// Behind this article: `ArticlePage.next`.
    case after(Mark)
    /// Before this one: `ArticlePage.previous`.
    case before(Mark)
  }

  /// An article among those that are found by their ids, or behind them among those that are found
  /// by their titles.
  package struct Mark: Sendable, Equatable {
    /// Its number in input order; 0 and `Int64.max`: before the first one and behind the last.
    package var article: Int64
    package var isByTitle: Bool

    package init(_ article: Int64, isByTitle: Bool = false) {
      self.article = article
      self.isByTitle = isByTitle
    }

    /// nil: it is none that `text` gives.
    package init?(text: String) {
      guard let article = Int64(text.hasPrefix("t") ? text.dropFirst() : text[...]) else {
        return nil
      }
      self.init(article, isByTitle: text.hasPrefix("t"))
    }

    package var text: String { (isByTitle ? "t" : "") + String(article) }
  }

  package init(
    text: String = "", role: String? = nil, state: String? = nil, kind: FailureKind? = nil,
    place: Place = .first, limit: Int = 50
  ) {
    self.text = text
    self.role = role
    self.state = state
    self.kind = kind
    self.place = place
    self.limit = limit
  }
}

/// A page of articles: those whose ids begin with the text, in the order of their ids, then all
/// others in input order.
package struct ArticlePage: Sendable, Equatable {
  package var rows: [ArticleRow]
  /// Hand it back for what follows; nil: there is no more. A page that is not full may have one:
  /// only so many articles are looked at at once.
  package var next: ArticleSearch.Mark?
  /// The same for what stands before; nil: this is the beginning.
  package var previous: ArticleSearch.Mark?
  /// Articles that were looked at.
  package var lookedAt: Int

  package init(
    rows: [ArticleRow], next: ArticleSearch.Mark? = nil, previous: ArticleSearch.Mark? = nil,
    lookedAt: Int
  ) {
    self.rows = rows
    self.next = next
    self.previous = previous
    self.lookedAt = lookedAt
  }
}

/// An article and where its tasks stand.
package struct ArticleRow: Sendable, Equatable {
  /// A role's work on it.
  package struct Standing: Sendable, Equatable {
    package var role: String
    package var state: TaskState
    /// Of its rung; nil: the ladder's first.
    package var model: String?
    package var attempts: Int
    /// nil: none is known.
    package var cost: Money?
    /// It has a result, of another text or of an earlier prompt.
    package var isStale: Bool
    /// On its result.
    package var verdict: Verdict?

    package init(
      role: String, state: TaskState, model: String? = nil, attempts: Int = 0, cost: Money? = nil,
      isStale: Bool = false, verdict: Verdict? = nil
    ) {
      self.role = role
      self.state = state
      self.model = model
      self.attempts = attempts
      self.cost = cost
      self.isStale = isStale
      self.verdict = verdict
    }
  }

  /// In input order, from 1.
  package var number: Int64
  package var id: String
  package var title: String
  /// Of title and body, in bytes.
  package var size: Int
  /// By role; none of a role that was not run on it.
  package var tasks: [Standing]

  package init(number: Int64, id: String, title: String, size: Int, tasks: [Standing]) {
    self.number = number
    self.id = id
    self.title = title
    self.size = size
    self.tasks = tasks
  }
}
