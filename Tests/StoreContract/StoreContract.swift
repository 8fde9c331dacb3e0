import BatchCore
import Testing

/// What every store has to do, as checks that can be run against any.
package struct StoreContract: Sendable, CustomTestStringConvertible {
  /// A sentence.
  package var name: String
  /// Runs the check against a fresh queue; its expectations are Swift Testing's.
  package var run: @Sendable (QueueUnderTest) throws -> Void

  package var testDescription: String { name }

  package static let all =
    enqueueing + claiming + settling + recovering + pausing + requeueing + redoing + cancelling
    + pruning
    + reviewing + searching + figuring + forecasting + reading + budgeting + sectioning + batching
    + schedules
}
