import BatchAssembly
import BatchCore
import BatchEngine
import Confinement
import Dispatch
import Foundation

/// Asks each minute what may still be spent, beside a run, and tells when that is little, and once
/// when the account's balance is not known, and why.
final class BalanceWatch: Sendable {
  private struct State {
    /// Told, and not well since.
    var told: Set<Balance.Warning.Subject> = []
    /// Why the account's balance is not known, as it was told.
    var toldUnknown: Set<String> = []
    var isStopped = false
  }

  private let state = Confined("batch.balance", State())
  private let base: BaseURL
  private let key: APIKey
  private let managementKey: APIKey?
  private let reader: any QueueReader
  private let say: @Sendable (RunEvent) -> Void

  /// - Parameter managementKey: asks for the balance; nil: it is not known.
  init(
    base: BaseURL, key: APIKey, managementKey: APIKey?, reader: any QueueReader,
    say: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.base = base
    self.key = key
    self.managementKey = managementKey
    self.reader = reader
    self.say = say
  }

  private static let each: Duration = .seconds(60)

  /// Longer no first request waits for the provider to tell what is left; it mostly takes a moment.
  private static let patience: Duration = .seconds(3)

  /// Blocks until it has looked once, three seconds at most: what is little is told before work
  /// begins, or that it is not known yet.
  func start() {
    let hasLooked = DispatchSemaphore(value: 0)
    state.post { [self] state in
      look(&state)
      hasLooked.signal()
    }
    let seconds = Self.patience.inSeconds
    guard hasLooked.wait(timeout: .now() + seconds) == .timedOut else { return }
    say(
      .balanceUnknown(
        "What is left to spend is not known yet: the provider has not told it in \(Int(seconds)) s. Work "
          + "begins; a warning follows if it is little."))
  }

  func stop() {
    state.post { $0.isStopped = true }
  }

  private func look(_ state: inout State) {
    guard !state.isStopped else { return }
    self.state.post(after: Self.each) { [self] in look(&$0) }
    guard let figures = try? reader.figures(now: Timestamp(Date())),
      figures.budget.warnBalance > .zero || figures.budget.maxCost != nil
    else { return }
    let balance = Provider(base: base, key: key).balance(managementKey: managementKey)
    if let unknown = balance.unknown(hasManagementKey: managementKey != nil),
      !state.isStopped, state.toldUnknown.insert(unknown).inserted
    {
      say(.balanceUnknown(unknown))
    }
    let warnings = balance.warnings(figures.budget, standing: figures.standing)
    for warning in warnings where !state.told.contains(warning.subject) && !state.isStopped {
      say(.lowBalance(warning.sentence))
    }
    state.told = Set(warnings.map(\.subject))
  }
}
