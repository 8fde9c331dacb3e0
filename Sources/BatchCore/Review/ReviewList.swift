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

  /// - Parameter most: entries that are kept; what is behind them in input order is left out.
  package init(most: Int = .max) { self.most = most }

  private let most: Int
  package private(set) var entries: [Int64: Entry] = [:]
  /// There was no room for some.
  package private(set) var isCut = false

  /// - Returns: false: there is no room for it.
  @discardableResult
  package mutating func put(_ entry: Entry) -> Bool {
    if entries.count >= most, entries[entry.article] == nil {
      isCut = true
      // The first in input order are kept, also where one of them is new.
      guard let last = entries.keys.max(), entry.article < last else { return false }
      entries[last] = nil
    }
    entries[entry.article] = entry
    return true
  }

  /// All was read anew, as far as there was room: what was not come by has gone.
  package mutating func keep(only articles: Set<Int64>, isCut: Bool) {
    entries = entries.filter { articles.contains($0.key) }
    self.isCut = isCut
  }

  /// A part of what is looked for, in order.
  ///
  /// - Returns: a part without entries where nothing is looked for there.
  package func part(_ filter: Filter, _ place: Place, limit: Int) -> Part {
    var found = entries.values.filter { Self.takes($0, filter) }.map { Rank($0, filter.order) }
    found.sort()
    let start =
      switch place {
      case .first: 0
      case .after(let article): index(of: article, in: found, filter, isBehind: true)
      case .before(let article): max(0, index(of: article, in: found, filter) - limit)
      case .around(let article, let lead): max(0, index(of: article, in: found, filter) - lead)
      }
    let end =
      if case .before(let article) = place {
        index(of: article, in: found, filter)
      } else {
        min(found.count, start + limit)
      }
    return Part(
      entries: found[start..<end].compactMap { entries[$0.article] }, start: start,
      total: found.count)
  }

  /// The number of the article with this id, if it has a result here.
  package func article(id: String) -> Int64? { entries.values.first { $0.id == id }?.article }

  /// Where an article stands, or would stand: it may be looked for no more, being judged meanwhile.
  ///
  /// - Parameter isBehind: the place behind it.
  private func index(
    of article: Int64, in found: [Rank], _ filter: Filter, isBehind: Bool = false
  ) -> Int {
    guard let rank = entries[article].map({ Rank($0, filter.order) }) else {
      return isBehind ? found.count : 0
    }
    let place = found.partitioned { $0 < rank }
    let isThere = place < found.count && found[place] == rank
    return isBehind && isThere ? place + 1 : place
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
}

extension ReviewList {
  /// Where a part of the list begins, by an article's number in input order.
  package enum Place: Sendable, Equatable {
    case first
    /// Behind this one.
    case after(Int64)
    /// It ends before this one.
    case before(Int64)
    /// With so many entries in front of this one, as far as there are as many.
    case around(Int64, lead: Int)
  }

  package struct Part: Sendable, Equatable {
    package var entries: [Entry]
    /// Entries that stand before the first one.
    package var start: Int
    /// Of all that are looked for.
    package var total: Int

    package init(entries: [Entry], start: Int, total: Int) {
      self.entries = entries
      self.start = start
      self.total = total
    }

    package var isBeginning: Bool { start == 0 || entries.isEmpty }
    package var isEnd: Bool { start + entries.count >= total }
  }

  /// What decides where an entry stands; no two have the same.
  private struct Rank: Comparable {
    var weight: Double
    var article: Int64

    init(_ entry: Entry, _ order: Order) {
      article = entry.article
      weight =
        switch order {
        case .warnings: -Double(entry.warnings)
        case .longer: -(entry.ratio ?? 0)
        case .shorter: entry.ratio ?? .infinity
        case .input: 0
        }
    }

    static func < (one: Rank, other: Rank) -> Bool {
      (one.weight, one.article) < (other.weight, other.article)
    }
  }
}

extension Array {
  /// The first place whose element is not so; those that are stand in front.
  fileprivate func partitioned(_ isSo: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
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
