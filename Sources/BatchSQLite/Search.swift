import BatchCore
import GRDB

/// Which lanes of a wish are still asked for a task, and in which order, as the budget narrows it.
struct Search {
  private let wanted: ClaimWish.Order
  private(set) var lanes: [ClaimWish.Lane]
  private let dueOnly: Set<ClaimWish.Lane>
  /// Lanes whose next task the budget has no room for, so that their shortest new one is tried: of
  /// those that are due again the first would be found a second time.
  private var tooDear: Set<ClaimWish.Lane> = []
  /// The least reserve that was refused.
  private var least: Money?

  init(_ wish: ClaimWish) {
    wanted = wish.order
    lanes = wish.lanes
    dueOnly = wish.dueOnly
  }

  /// The first new task of the lane is the next one, where none is due.
  func takesFirstNew(of lane: ClaimWish.Lane) -> Bool {
    wanted == .input && !dueOnly.contains(lane) && !tooDear.contains(lane)
  }

  func isTooDear(_ lane: ClaimWish.Lane) -> Bool { tooDear.contains(lane) }

  /// The next task of a lane; nil if none may start now.
  ///
  /// - Parameter hasDue: the moment of one has come.
  func next(
    of lane: ClaimWish.Lane, hasDue: Bool, _ db: Database, now: Timestamp
  ) throws -> Int64? {
    if dueOnly.contains(lane) {
      return isTooDear(lane) ? nil : try ClaimQuery.nextDue(db, lane, wanted, now: now)
    }
    return isTooDear(lane)
      ? try ClaimQuery.shortestNew(db, lane)
      : try ClaimQuery.next(db, lane, wanted, hasDue: hasDue, now: now)
  }

  /// What a search without a further candidate comes to.
  var ending: WriteTransaction.Served { least.map { .tooDear($0) } ?? .nothing }

  /// The lane's task does not fit: its shortest is next, and after that nothing.
  mutating func pass(_ lane: ClaimWish.Lane, tooDear reserve: Money) {
    least = min(least ?? reserve, reserve)
    guard wanted != .cheapest, tooDear.insert(lane).inserted else { return close(lane) }
  }

  /// The lane is asked no more.
  mutating func close(_ lane: ClaimWish.Lane) { lanes.removeAll { $0 == lane } }
}
