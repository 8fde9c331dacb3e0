import BatchCore
import Foundation

/// The course of the work, by role, as far as the ledger was read.
struct CourseLog {
  private var all = Course()
  private var byRole: [String: Course] = [:]
  private var last = ClaimNumber(0)
  /// Attempts that were in flight when the ledger was read past them.
  private var open: Set<ClaimNumber> = []
  /// The queue's, that it was read from.
  private var generation = -1

  /// Attempts of one read: some milliseconds.
  private static let reach = 5_000
  /// Attempts in flight that are asked about at once.
  private static let mostOpen = 500

  /// Reads on.
  ///
  /// - Returns: whether there is more to read.
  mutating func read(_ window: inout QueueWindow) throws(StoreFailure) -> Bool {
    let (asked, from) = (open.sorted().suffix(Self.mostOpen), last)
    let read = try window.look { reader throws(StoreFailure) in
      (
        ended: asked.isEmpty ? [] : try reader.ledger(numbers: Array(asked)),
        next: try reader.ledger(after: from, limit: Self.reach)
      )
    }
    guard generation == window.generation else {
      self = CourseLog()
      generation = window.generation
      return true
    }
    // Attempts that were pruned, or never sent, do not come back.
    open.subtract(Set(asked).subtracting(read.ended.map(\.number)))
    for point in read.ended where point.finishedAt != nil {
      open.remove(point.number)
      add(point)
    }
    for point in read.next {
      last = max(last, point.number)
      if point.finishedAt == nil { open.insert(point.number) } else { add(point) }
    }
    if open.count > Self.mostOpen { open = Set(open.sorted().suffix(Self.mostOpen)) }
    return read.next.count == Self.reach
  }

  /// What there is to draw.
  ///
  /// - Parameter role: nil: of all together.
  func plots(role: String?) -> [Plot] {
    Plot.all(of: role.map { byRole[$0] ?? Course() } ?? all, zone: .current)
  }

  private mutating func add(_ point: LedgerPoint) {
    all.add(point)
    byRole[point.role, default: Course()].add(point)
  }
}

/// Plots, for the dashboard.
struct PlotsDocument: Encodable, Equatable {
  struct Entry: Encodable, Equatable {
    var name: String
    var title: String
    var summary: String
    var svg: String
  }

  var plots: [Entry]

  init(_ plots: [Plot]) {
    self.plots = plots.map {
      Entry(name: $0.name, title: $0.title, summary: $0.summary, svg: $0.svg)
    }
  }
}
