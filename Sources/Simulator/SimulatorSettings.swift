import Foundation

/// How the simulated provider behaves; all of it that has a method on `Simulator` can be changed
/// while it runs.
package struct SimulatorSettings: Sendable {
  /// 0 lets the system choose one.
  package var port: UInt16 = 0
  /// The keys that are let in; nil lets every `sk-or-` key in.
  package var validKeys: Set<String>?
  /// The keys that may ask for `/credits`.
  package var managementKeys: Set<String> = ["sk-or-management"]
  /// Rest before `/credits` answers.
  package var creditsMilliseconds = 0
  /// What `/key` tells of every key: its cap, of which all that was spent is taken away.
  package var keyLimit: Picodollars?
  /// The same: when it ends, ISO 8601.
  package var keyExpiresAt: String?
  package var latency: Latency = .fixed(0)
  package var rateLimit: RateLimit?
  package var tokenLimit: TokenLimit?
  /// What the account still has; nil never runs out.
  package var balance: Picodollars?
  package var models = SimulatedModel.builtIn
  /// Asked in this order; the first that applies decides.
  package var faults: [FaultRule] = []
  /// Settles every share and every latency.
  package var seed: UInt64 = 1
  /// Cuts answers longer than `max_tokens` allows, four bytes a token.
  package var honoursMaxTokens = false
  /// The sizes of the pieces a stream is sent in, in turn; odd, so that they cut lines and
  /// characters.
  package var streamPieces = [3, 61, 1021, 16_381]
  /// Rest between two pieces of a stream.
  package var streamPauseMilliseconds = 0
  /// Ends stream lines with CR LF instead of LF.
  package var streamsCRLF = false
  /// Milliseconds for which `/generation` still answers 404 (gh:Roo-Code#915).
  package var generationDelayMilliseconds = 0
  /// Width and height of the pictures it makes; three bytes a pixel.
  package var imageSide = 16
  /// The time of day in what it says about limits and budgets.
  package var date: @Sendable () -> Date = { Date() }
  /// What `/api/beta/batches` does.
  package var batches = BatchRule()
  /// Keeps each request's body beside its ledger row.
  package var keepsBodies = false

  package init() {}
}
