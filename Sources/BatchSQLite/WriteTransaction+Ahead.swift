import BatchCore
import GRDB

extension WriteTransaction {
  /// In bytes of requests; one more may be prepared.
  private static let largestAhead = 1 << 20

  /// Reads and prepares so many of a lane's new tasks behind those in the memory; writes nothing.
  mutating func lookAhead(in lane: ClaimWish.Lane, count: Int, prepare: Prepare) throws {
    let last = memory.last(of: lane)?.number ?? .min
    let ids = try db.all(ClaimQuery.newAfter, [lane.role, lane.rung, last, count])
    var found: [Found] = []
    var size = 0
    for id in ids where size < Self.largestAhead {
      guard var next = try self.found(id[0]) else { break }
      let preparation = prepare(next.offer)
      if case .send(_, let body) = preparation { size += body.count }
      next.preparation = preparation
      found.append(next)
    }
    memory.append(found, of: lane)
  }
}
