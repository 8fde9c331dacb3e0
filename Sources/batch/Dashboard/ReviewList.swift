import BatchCore
import Foundation

/// What can be reviewed of a role, in an order and by what is looked for.
struct ReviewList {
  /// A result as the list shows it.
  struct Entry: Encodable, Equatable {
    /// The article's number in input order.
    var article: Int64
    var id: String
    var title: String
    var model: String
    /// Of lengths; left out where the article is empty or the result is no rewrite.
    var ratio: Double?
    var warnings: Int
    var verdict: Verdict?
    var isSent: Bool
    /// The attempt that the result came from.
    var attempt: ClaimNumber
  }

  enum Order: String { case warnings, longer, shorter, input }

  struct Filter: Equatable {
    var order = Order.warnings
    /// nil: any.
    var model: String?
    var verdict: VerdictFilter = .any
  }

  enum VerdictFilter: String { case any = "", none, accepted, rejected }

  private(set) var entries: [Int64: Entry] = [:]

  mutating func put(_ entry: Entry) { entries[entry.article] = entry }

  mutating func keep(only articles: Set<Int64>) {
    entries = entries.filter { articles.contains($0.key) }
  }

  /// What is looked for, in order.
  func found(_ filter: Filter) -> [Entry] {
    entries.values.filter { Self.takes($0, filter) }.sorted { Self.stands($0, $1, filter.order) }
  }

  /// The models that made results, in alphabetical order.
  var models: [String] { Set(entries.values.map(\.model)).sorted() }

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
  init?(_ query: [String: String]) {
    guard let order = ReviewList.Order(rawValue: query["order"] ?? "warnings"),
      let verdict = ReviewList.VerdictFilter(rawValue: query["verdict"] ?? "")
    else { return nil }
    let model = query["model"].flatMap { $0.isEmpty ? nil : $0 }
    self.init(order: order, model: model, verdict: verdict)
  }
}
