import BatchCore
import Confinement
import Foundation
import Synchronization

/// Reads through a role's results in the background, so that they can be put in the order of their
/// warnings: every text is compared once, not each time that somebody looks.
final class ReviewDesk: Sendable {
  private struct Shelf {
    var list = ReviewList(most: ReviewDesk.most)
    /// All was read once, or as much as is put in order.
    var isComplete = false
    /// What is being read; nil: nothing.
    var reading: Reading?
    /// It is read anew when somebody looks after this moment.
    var freshUntil: ContinuousClock.Instant?
  }

  private struct Reading {
    var start = ContinuousClock.now
    var checks: [BatchCore.Check]
    /// Articles that were come by.
    var seen: Set<Int64> = []
  }

  /// What was found so far.
  struct Look {
    var list: ReviewList
    var isComplete: Bool
  }

  private let window: Confined<QueueWindow>
  private let shelves = Mutex<[String: Shelf]>([:])

  /// Results of one read.
  private static let reach = 50
  /// Results that are put in order.
  private static let most = 100_000
  /// A list is this old before it is read anew, and ten times as old as reading it takes.
  private static let freshness: Duration = .seconds(5)

  init(path: String) {
    window = Confined("batch.dashboard.review", QueueWindow(path: path))
  }

  /// What is known now; begins to read, or to read anew, if need be.
  ///
  /// - Parameter checks: the job's, for their own bounds.
  func look(role: String, checks: [BatchCore.Check]) -> Look {
    let (look, begins) = shelves.withLock { shelves in
      var shelf = shelves[role, default: Shelf()]
      let begins = shelf.reading == nil && shelf.freshUntil.map { $0 < .now } ?? true
      if begins { shelf.reading = Reading(checks: checks) }
      shelves[role] = shelf
      return (Look(list: shelf.list, isComplete: shelf.isComplete), begins)
    }
    if begins { window.post { [self] in read(role, after: 0, &$0) } }
    return look
  }

  /// Tells the list at once what the page has just done.
  func note(role: String, _ change: (inout ReviewList.Entry) -> Void, of article: String) {
    shelves.withLock { shelves in
      guard var entry = shelves[role]?.list.entries.values.first(where: { $0.id == article })
      else { return }
      change(&entry)
      shelves[role]?.list.put(entry)
    }
  }

  /// A page of results at a time, so that others come in between.
  private func read(_ role: String, after number: Int64, _ window: inout QueueWindow) {
    let generation = window.generation
    guard
      let rows = try? window.look({ reader throws(StoreFailure) in
        try reader.reviewPage(role: role, after: number, limit: Self.reach)
      }), number == 0 || generation == window.generation
    else { return end(role, isWhole: false) }
    let (known, checks) = shelves.withLock { shelves in
      (
        rows.map { shelves[role]?.list.entries[$0.number] },
        shelves[role]?.reading?.checks ?? []
      )
    }
    let entries = zip(rows, known).map { Self.entry($0, known: $1, checks) }
    let isCut = shelves.withLock { shelves in
      for entry in entries {
        guard shelves[role]?.list.put(entry) == true else { return true }
        shelves[role]?.reading?.seen.insert(entry.article)
      }
      return false
    }
    guard let last = rows.last, !isCut else { return end(role, isWhole: true, isCut: isCut) }
    self.window.post { [self] in read(role, after: last.number, &$0) }
  }

  /// - Parameters:
  ///   - isWhole: it was read to its end, or as far as there is room.
  ///   - isCut: there was no room for more.
  private func end(_ role: String, isWhole: Bool, isCut: Bool = false) {
    shelves.withLock { shelves in
      guard var shelf = shelves[role], let reading = shelf.reading else { return }
      let rest = max(Self.freshness, reading.start.duration(to: .now) * 10)
      shelf.freshUntil = .now + rest
      shelf.reading = nil
      if isWhole {
        shelf.list.keep(only: reading.seen, isCut: isCut)
        shelf.isComplete = true
      }
      shelves[role] = shelf
    }
  }

  /// - Parameter known: the entry of the same article when it was read before.
  private static func entry(
    _ row: ReviewRow, known: ReviewList.Entry?, _ checks: [BatchCore.Check]
  ) -> ReviewList.Entry {
    var entry = ReviewList.Entry(
      article: row.number, id: row.article.id, title: row.article.title, model: row.result.model,
      verdict: row.judgement?.verdict, isSent: row.sentBack != nil,
      attempt: row.result.attempt)
    if let known, known.attempt == entry.attempt {
      (entry.ratio, entry.warnings) = (known.ratio, known.warnings)
    } else if let facts = ReviewFacts(
      row.article, output: row.result.output, checks: checks)
    {
      (entry.ratio, entry.warnings) = (facts.ratio, facts.warnings.count)
    }
    return entry
  }
}
