import BatchCore
import Confinement

/// A worker's place at the committer's desk: it rests here until it is handed a claim, or nil when
/// the run is over.
typealias Seat = Rest<Claim?>

/// A carried-out claim: what the store is to write down, and what it said about the pace.
struct CarriedClaim: Sendable {
  var settlement: Settlement
  var signal: PaceSignal
  var articleID: String
  var role: String
  var model: String
}
