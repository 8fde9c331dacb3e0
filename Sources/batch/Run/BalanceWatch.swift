import BatchAssembly
import BatchCore
import BatchEngine
import Confinement
import Dispatch
import Foundation

/// Asks each minute what may still be spent, beside a run, and tells when that is little; what
/// cannot be known is no matter.
final class BalanceWatch: Sendable {
  private struct State {
    /// Told, and not well since.
    var told: Set<Balance.Warning.Subject> = []
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

  /// Blocks until it has looked once, a second at most: what is little is told before work begins.
  func start() {
    let hasLooked = DispatchSemaphore(value: 0)
    state.post { [self] state in
      look(&state)
      hasLooked.signal()
    }
    _ = hasLooked.wait(timeout: .now() + 1)
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
    let warnings = balance.warnings(figures.budget, standing: figures.standing)
    for warning in warnings where !state.told.contains(warning.subject) && !state.isStopped {
      say(.lowBalance(warning.sentence))
    }
    state.told = Set(warnings.map(\.subject))
  }
}
