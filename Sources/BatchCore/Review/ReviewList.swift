/// What can be reviewed of a role, in an order and by what is looked for.
package struct ReviewList: Sendable {
  /// A result as the list shows it.
  package struct Entry: Encodable, Sendable, Equatable {
    /// The article's number in input order.
    package var article: Int64
    package var id: String
    package var title: String
    package var model: String
    /// Of lengths; left out where the article is empty or the result is no rewrite.
    package var ratio: Double?
    package var warnings: Int
    package var verdict: Verdict?
    package var isSent: Bool
    /// The attempt that the result came from.
    package var attempt: ClaimNumber

    package init(
      article: Int64, id: String, title: String, model: String, ratio: Double? = nil,
      warnings: Int = 0, verdict: Verdict?, isSent: Bool, attempt: ClaimNumber
    ) {
      self.article = article
      self.id = id
      self.title = title
      self.model = model
      self.ratio = ratio
      self.warnings = warnings
      self.verdict = verdict
      self.isSent = isSent
      self.attempt = attempt
    }
  }

  package enum Order: String { case warnings, longer, shorter, input }

  package struct Filter: Sendable, Equatable {
    package var order = Order.warnings
    /// nil: any.
    package var model: String?
    package var verdict: VerdictFilter = .any
  }

  package enum VerdictFilter: String { case any = "", none, accepted, rejected }

  package init() {}

  package private(set) var entries: [Int64: Entry] = [:]

  package mutating func put(_ entry: Entry) { entries[entry.article] = entry }

  package mutating func keep(only articles: Set<Int64>) {
    entries = entries.filter { articles.contains($0.key) }
  }

  /// What is looked for, in order.
  ///
  /// - Parameter article: only what stands behind it, whether it is looked for itself or, having
  ///   been judged meanwhile, no more.
  package func found(_ filter: Filter, behind article: Int64? = nil) -> [Entry] {
    let last = article.flatMap { entries[$0] }
    return entries.values.filter { entry in
      Self.takes(entry, filter) && last.map { Self.stands($0, entry, filter.order) } ?? true
    }.sorted { Self.stands($0, $1, filter.order) }
  }

  /// The models that made results, in alphabetical order.
  package var models: [String] { Set(entries.values.map(\.model)).sorted() }

  private static func takes(_ entry: Entry, _ filter: Filter) -> Bool {
    guard filter.model == nil || filter.model == entry.model else { return false }
    switch filter.verdict {
    case .any: return true
    case .none: return entry.verdict == nil && !entry.isSent
    case .accepted: return entry.verdict == .accepted
    case .rejected: return entry.verdict == .rejected
    }
  }

  private static func stands(_ one: Entry, _ other: Entry, _ order: Order) -> Bool {
    switch order {
    case .warnings where one.warnings != other.warnings: one.warnings > other.warnings
    case .longer where one.ratio != other.ratio: (one.ratio ?? 0) > (other.ratio ?? 0)
    case .shorter where one.ratio != other.ratio:
      (one.ratio ?? .infinity) < (other.ratio ?? .infinity)
    default: one.article < other.article
    }
  }
}

extension ReviewList.Filter {
  /// nil: a member of it is none of ours.
  package init?(_ query: [String: String]) {
    guard let order = ReviewList.Order(rawValue: query["order"] ?? "warnings"),
      let verdict = ReviewList.VerdictFilter(rawValue: query["verdict"] ?? "")
    else { return nil }
    let model = query["model"].flatMap { $0.isEmpty ? nil : $0 }
    self.init(order: order, model: model, verdict: verdict)
  }
}
