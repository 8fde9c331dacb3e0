import BatchCore

@testable import BatchEngine

extension Desk {
  /// A worker comes back from a request.
  ///
  /// - Returns: the spare claim it goes on with; nil: it waits at its seat.
  mutating func comeBack(
    _ carried: CarriedClaim, to seat: Seat, now: Timestamp, chance: Double
  ) -> Claim? {
    let spare = spares.stock.spare(after: carried)
    receive(carried, from: seat, goingOnWith: spare, now: now, chance: chance)
    return spare
  }
}
