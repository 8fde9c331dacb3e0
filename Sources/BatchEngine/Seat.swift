import BatchCore
import Confinement

/// A worker's place at the committer's desk: it rests here until it is handed a claim, or nil when
/// the run is over.
typealias Seat = Rest<Claim?>

/// A carried-out claim: what the store is to write down, and what it teaches of pace and model.
struct CarriedClaim: Sendable {
  var settlement: Settlement
  var signal: PaceSignal
  var outcome: Outcome
  /// What shaped the request.
  var shape: AttemptShape
  /// As it was when it was claimed.
  var task: TaskRecord
  var articleID: String

  var role: String { task.role }

  /// A good answer: nothing that could be a reason to send less.
  var isGood: Bool {
    guard signal == .served else { return false }
    return switch settlement.decision {
    case .succeed, .proceed: true
    case .retry, .escalate, .postpone, .pause, .fail: false
    }
  }
}
