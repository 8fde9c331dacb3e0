/// All that `batch report` tells: read page by page, so that memory does not grow with the queue.
package struct WorkOverview: Sendable {
  /// A request that took long, or a task that was dear.
  package struct Extreme: Sendable, Equatable {
    package var role: String
    /// The article's id.
    package var article: String
    /// Of the request; nil of a task.
    package var model: String?
    package var milliseconds: Int64?
    package var cost: Money?
    package var attempts: Int?
    /// nil: not asked for.
    package var text: Text?
  }

  /// An article before and after.
  package struct Text: Sendable, Equatable {
    package var title: String
    package var before: String
    /// nil: it has no result.
    package var after: String?
  }

  package var status: StatusReport
  package var failures: FailuresReport
  package var course = Course()
  package var slowest: [Extreme] = []
  package var dearest: [Extreme] = []
  /// Requests that are in the sums and no longer in the ledger, so in no plot.
  package var pruned = 0

  /// Rows of one read.
  private static let pageSize = 5_000
  /// Extremes that are told of each kind.
  private static let told = 10

  /// - Parameters:
  ///   - role: only this one's; nil: every role's.
  ///   - withText: titles and texts of the extremes too.
  ///   - database: as it is to be named in the report.
  ///   - watch: told after each page how many rows were read; may throw to end it.
  /// - Throws: `StoreFailure`, or what `watch` throws.
  package init(
    of reader: any QueueReader, role: String?, withText: Bool, database: String, now: Timestamp,
    watch: (Int) throws -> Void = { _ in }
  ) throws {
    status = try StatusReport(of: reader, database: database, now: now)
    if let role { status.roles.removeAll { $0.role != role } }
    failures = try FailuresReport(of: reader, role: role, database: database, now: now)
    var read = 0
    let slow = try readLedger(reader, role, &read, watch)
    let dear = try Self.dearest(reader, role, &read, watch)
    slowest = try slow.compactMap { point in
      try Self.extreme(reader, point.role, point.article, withText).map { extreme in
        var extreme = extreme
        (extreme.model, extreme.milliseconds) = (point.model, point.milliseconds)
        extreme.cost = point.cost
        return extreme
      }
    }
    dearest = try dear.compactMap { task in
      try Self.extreme(reader, task.role, task.article, withText).map { extreme in
        var extreme = extreme
        (extreme.cost, extreme.attempts) = (task.cost, task.attempts)
        return extreme
      }
    }
  }

  /// Rows that will be read, as far as that is known before.
  package static func rows(of status: StatusReport) -> Int {
    status.roles.map { $0.attempts + $0.total }.reduce(0, +)
  }

  /// - Returns: the slowest answers, the slowest first.
  private mutating func readLedger(
    _ reader: any QueueReader, _ role: String?, _ read: inout Int, _ watch: (Int) throws -> Void
  ) throws -> [LedgerPoint] {
    var slowest = Top<LedgerPoint>(count: Self.told)
    var last = ClaimNumber(0)
    var found = 0
    while true {
      let points = try reader.ledger(after: last, limit: Self.pageSize)
      for point in points where role == nil || point.role == role {
        found += 1
        course.add(point)
        guard point.outcome == "done", !point.isCacheHit else { continue }
        slowest.offer(point, point.milliseconds)
      }
      guard let end = points.last else { break }
      last = end.number
      read += points.count
      try watch(read)
    }
    pruned = max(0, status.roles.map(\.attempts).reduce(0, +) - found)
    return slowest.elements
  }

  private static func dearest(
    _ reader: any QueueReader, _ role: String?, _ read: inout Int, _ watch: (Int) throws -> Void
  ) throws -> [TaskCost] {
    var dearest = Top<TaskCost>(count: told)
    var last = TaskID(0)
    while true {
      let costs = try reader.costs(after: last, limit: pageSize)
      for task in costs where role == nil || task.role == role {
        dearest.offer(task, task.cost?.picodollars ?? 0)
      }
      guard let end = costs.last else { return dearest.elements }
      last = end.id
      read += costs.count
      try watch(read)
    }
  }

  private static func extreme(
    _ reader: any QueueReader, _ role: String, _ number: Int64, _ withText: Bool
  ) throws -> Extreme? {
    guard let article = try reader.article(number: number) else { return nil }
    var extreme = Extreme(role: role, article: article.id)
    guard withText else { return extreme }
    let result = try reader.review(role: role, article: article.id)?.result
    let after = result.map { result in
      ReviewFacts(article, output: result.output)?.after.body ?? result.output
    }
    extreme.text = Text(title: article.title, before: article.body, after: after)
    return extreme
  }
}

/// The few largest of many, the largest first; of two that are alike the first.
private struct Top<Element> {
  let count: Int
  private var ranked: [(element: Element, rank: Int64)] = []

  init(count: Int) { self.count = count }

  var elements: [Element] { ranked.map(\.element) }

  /// Takes one in if it is large enough; one of no size never is.
  mutating func offer(_ element: Element, _ rank: Int64) {
    guard rank > 0, ranked.count < count || rank > (ranked.last?.rank ?? 0) else { return }
    let place = ranked.firstIndex { $0.rank < rank } ?? ranked.count
    ranked.insert((element, rank), at: place)
    if ranked.count > count { ranked.removeLast() }
  }
}
