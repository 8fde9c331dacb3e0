import BatchCore
import GRDB

extension WriteTransaction {
  /// What is held ahead at most, in bytes of articles and requests; larger ones are read when they
  /// are claimed.
  static let mostAhead = 1 << 20

  /// Reads and prepares so many of a lane's new tasks behind those in the memory, as long as they
  /// are small and something is to be sent for them; writes nothing.
  mutating func lookAhead(in lane: ClaimWish.Lane, count: Int, prepare: Prepare) throws {
    if !memory.isOf(lane) { memory.forgetAhead() }
    let last = memory.last?.number ?? .min
    var room = Self.mostAhead - memory.bytes
    var found: [Found] = []
    for row in try db.all(ClaimQuery.newAfter, [lane.role, lane.rung, last, count]) {
      // A request holds its article once more.
      guard try row[1] as Int * 2 <= room, var next = try self.found(row[0]) else { break }
      let preparation = prepare(next.offer)
      guard case .send = preparation else { break }
      next.preparation = preparation
      room -= next.bytes
      found.append(next)
    }
    memory.append(found, of: lane)
  }
}

extension WriteTransaction.Found {
  /// Of its texts.
  var bytes: Int {
    let article = offer.article
    var bytes = article.title.utf8.count + article.body.utf8.count + article.extra.utf8.count
    for section in offer.finished { bytes += section.output.utf8.count }
    if case .send(_, let body) = preparation { bytes += body.count }
    return bytes
  }
}
