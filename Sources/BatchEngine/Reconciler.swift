import BatchCore
import Confinement
import Synchronization

/// Finds out what attempts have cost whose answers did not tell (S36, S37, S49), beside the work:
/// on a queue of its own, with no worker's slot, and without a word about what goes wrong.
///
/// The provider knows a cost only a while after the answer: it is asked after 1, 3, 10 and 60 s,
/// once more when the run ends, and by the next run.
final class Reconciler: Sendable {
  /// Takes what was found out, and the attempts that are not asked about again before the run's
  /// end.
  typealias Report = @Sendable (_ known: [KnownCost], _ over: Set<ClaimNumber>) -> Void

  private struct State {
    /// Not known yet, whether they are asked about again or not.
    var open: [ClaimNumber: UnknownCost] = [:]
    /// The key may not ask.
    var isGivenUp = false
    /// The provider did not answer: nothing is asked before.
    var quietUntil: Timestamp?
    /// The same, where it has said so.
    var heldUntil: Timestamp?
    var isEnded = false
    var report: Report?
  }

  private let state = Confined("batch.reconciler", State())
  private let planner: RequestPlanner
  private let parts: RunParts
  private let abort: AbortFlag
  /// What is long must end soon: the run is over.
  private let isEnding = Atomic<Bool>(false)

  init(planner: RequestPlanner, parts: RunParts, abort: AbortFlag) {
    self.planner = planner
    self.parts = parts
    self.abort = abort
  }

  /// Questions that are open at once, at most; further ones wait for the next run.
  static let most = 1_000
  private static let delays: [Duration] = [
    .seconds(1), .seconds(3), .seconds(10), .seconds(60),
  ]
  private static let limits = ExchangeLimits(
    connect: .seconds(5), firstByte: .seconds(5), idle: .seconds(5), total: .seconds(5),
    responseBytes: 1 << 20)
  private static let quiet: Duration = .seconds(30)
  /// For the questions at a run's end, together.
  private static let patience: Duration = .seconds(10)

  /// What can be asked about a settled attempt; nil where its cost is known, or nobody can ask.
  static func question(about settlement: Settlement) -> UnknownCost? {
    guard let id = settlement.facts.generationID, id.hasPrefix("gen-"), settlement.facts.wasSent,
      LedgerEntry(decision: settlement.decision, facts: settlement.facts).isCostUnknown
    else { return nil }
    return UnknownCost(attempt: settlement.claim, generationID: id)
  }

  /// Asks once about what earlier runs left.
  func begin(with left: [UnknownCost], report: @escaping Report) {
    state.post { state in
      state.report = report
      guard !left.isEmpty else { return }
      for cost in left { state.open[cost.attempt] = cost }
      let known = self.answers(left, &state) { self.isEnding.load(ordering: .acquiring) }
      report(known, Set(left.map(\.attempt)))
    }
  }

  /// Asks about an attempt from now on.
  func ask(about cost: UnknownCost) {
    state.post { state in
      guard state.open.count < Self.most else {
        state.report?([], [cost.attempt])
        return
      }
      state.open[cost.attempt] = cost
      self.ask(cost, after: Self.delays[...])
    }
  }

  private func ask(_ cost: UnknownCost, after delays: ArraySlice<Duration>) {
    guard let delay = delays.first else { return }
    state.post(after: parts.clock.length(of: delay)) { state in
      // What is still due when the run ends is asked about once more there.
      guard !state.isEnded, !self.isEnding.load(ordering: .acquiring) else { return }
      let isQuiet = state.quietUntil.map { self.parts.now() < $0 } ?? false
      let known = state.isGivenUp || isQuiet ? [] : self.answers([cost], &state)
      let isLast = state.isGivenUp || delays.count == 1
      if known.isEmpty, !isLast {
        self.ask(cost, after: delays.dropFirst())
      } else {
        state.report?(known, [cost.attempt])
      }
    }
  }

  /// Asks once more about everything, for ten seconds at most; nothing is asked afterwards.
  ///
  /// - Returns: what was not reported before.
  func finish() -> [KnownCost] {
    isEnding.store(true, ordering: .releasing)
    let answer = Rest<[KnownCost]>()
    state.post { state in
      state.isEnded = true
      state.report = nil
      let end = self.parts.now() + Self.patience
      let rest = state.open.values.sorted { $0.attempt.number > $1.attempt.number }
      // Until when the provider wants to be left alone; what is simply silent is tried once more.
      let isHeld = state.heldUntil.map { self.parts.now() < $0 } ?? false
      answer.wake(
        rest.isEmpty || state.isGivenUp || isHeld
          ? [] : self.answers(rest, &state) { self.parts.now() >= end })
    }
    return answer.wait()
  }

  /// What one look at each of them brings; it ends early where the provider does not answer.
  private func answers(
    _ costs: [UnknownCost], _ state: inout State, until isOver: () -> Bool = { false }
  ) -> [KnownCost] {
    let transport = parts.makeTransport()
    var known: [KnownCost] = []
    for cost in costs {
      guard !isOver(), !abort.isRaised else { break }
      // An id that is none of the provider's is asked about nowhere.
      guard let question = planner.question(about: cost) else { continue }
      let exchange = transport.exchange(question, limits: Self.limits, abort: abort)
      switch GenerationAnswer(exchange, now: parts.now()) {
      case .cost(let money):
        known.append(KnownCost(attempt: cost.attempt, cost: money))
        state.open[cost.attempt] = nil
      case .notYet:
        continue
      case .refused:
        state.isGivenUp = true
        return known
      case .unreachable(let wait):
        state.quietUntil = parts.now() + max(wait ?? .zero, Self.quiet)
        state.heldUntil = wait.map { parts.now() + $0 }
        return known
      }
    }
    return known
  }
}
