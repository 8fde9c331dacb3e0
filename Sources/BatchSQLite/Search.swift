import BatchCore

/// Which lanes of a wish are still asked for a task, and in which order, as the budget narrows it.
struct Search {
  private let wanted: ClaimWish.Order
  private(set) var lanes: [ClaimWish.Lane]
  /// Lanes whose next task the budget has no room for, so that their shortest is tried.
  private var tooDear: Set<ClaimWish.Lane> = []
  /// The least reserve that was refused.
  private var least: Money?

  init(order: ClaimWish.Order, lanes: [ClaimWish.Lane]) {
    wanted = order
    self.lanes = lanes
  }

  func isTooDear(_ lane: ClaimWish.Lane) -> Bool { tooDear.contains(lane) }

  func order(of lane: ClaimWish.Lane) -> ClaimWish.Order {
    tooDear.contains(lane) ? .shortest : wanted
  }

  /// What a search without a further candidate comes to.
  var ending: WriteTransaction.Served { least.map { .tooDear($0) } ?? .nothing }

  /// The lane's task does not fit: its shortest is next, and after that nothing.
  mutating func pass(_ lane: ClaimWish.Lane, tooDear reserve: Money) {
    least = min(least ?? reserve, reserve)
    let isLast = wanted == .shortest || wanted == .cheapest
    guard !isLast, tooDear.insert(lane).inserted else { return close(lane) }
  }

  /// The lane is asked no more.
  mutating func close(_ lane: ClaimWish.Lane) { lanes.removeAll { $0 == lane } }
}
