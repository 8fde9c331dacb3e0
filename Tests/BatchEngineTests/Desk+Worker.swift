import BatchCore

@testable import BatchEngine

extension Desk {
  /// A worker comes back from a request, as `Committer.next` has it.
  ///
  /// - Returns: the spare claim it goes on with; nil: it waits at its seat.
  mutating func comeBack(
    _ carried: CarriedClaim, to seat: Seat, now: Timestamp, chance: Double
  ) -> Claim? {
    if !carried.isGood {
      spares.stock.close()
      spares.closings += 1
    }
    let spare = carried.isGood ? spares.stock.take() : nil
    receive(carried, waitingAt: spare == nil ? seat : nil, now: now, chance: chance)
    if let spare { dispatcher.startSpare(spare, now: now) }
    return spare
  }
}
