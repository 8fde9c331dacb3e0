import BatchCore
import Foundation
import Synchronization

/// A provider in this process that charges as dearly as it may, and keeps the only true account.
final class Till: Sendable {
  /// What it charges for a model, and what the model list says.
  struct Tariff: Sendable {
    var prompt: Int64
    var completion: Int64
    var request: Int64
    /// Another endpoint serves it at so many times the price.
    var dearer: Int64
  }

  /// Shares of what goes wrong.
  struct Faults: Sendable {
    var usageMissing = 0.1
    var cut = 0.08
    var silent = 0.05
    var throttled = 0.05
    var serverError = 0.05
    var prose = 0.05
    /// Of questions about a cost, those that are answered with 404.
    var forgotten = 0.5
  }

  private struct State {
    var luck: Luck
    var bills: [Int64] = []
    var spent: Int64 = 0
    var most: Int64
    var overrun: Int64 = 0
    var requests = 0
    var refusals = 0
  }

  let tariffs: [String: Tariff]
  let faults: Faults
  private let state: Mutex<State>

  init(_ tariffs: [String: Tariff], faults: Faults = Faults(), most: Int64, seed: UInt64) {
    self.tariffs = tariffs
    self.faults = faults
    state = Mutex(State(luck: Luck(state: seed), most: most))
  }

  /// The bound in force from now on, in picodollars.
  func allow(_ most: Int64) { state.withLock { $0.most = max(most, $0.spent) } }

  var spent: Int64 { state.withLock(\.spent) }
  /// By how much a bill has passed the bound at its time, at most.
  var overrun: Int64 { state.withLock(\.overrun) }
  var requests: Int { state.withLock(\.requests) }
  /// Requests refused because they named a price too low.
  var refusals: Int { state.withLock(\.refusals) }

  /// The next draw: whether something of this share happens.
  func draws(_ share: Double) -> Bool { state.withLock { $0.luck.chance(share) } }

  func count() { state.withLock { $0.requests += 1 } }
  func refuse() { state.withLock { $0.refusals += 1 } }

  /// A number of tokens up to the bound, often all of it.
  func tokens(_ most: Int) -> Int64 {
    state.withLock { $0.luck.chance(0.5) ? Int64(most) : Int64($0.luck.number(1...max(most, 1))) }
  }

  /// Charges for a request.
  ///
  /// - Returns: the number under which the bill is kept.
  func charge(_ cost: Int64) -> Int {
    state.withLock { state in
      state.bills.append(cost)
      state.spent += cost
      state.overrun = max(state.overrun, state.spent - state.most)
      return state.bills.count
    }
  }

  func bill(_ number: Int) -> Int64? {
    state.withLock { $0.bills.indices.contains(number - 1) ? $0.bills[number - 1] : nil }
  }

  /// As the model list tells it.
  var catalogue: ModelCatalogue {
    ModelCatalogue(
      tariffs.map { id, tariff in
        ModelCard(
          id: id, contextLength: 1_000_000, maxCompletionTokens: 100_000,
          supportedParameters: ["max_tokens", "structured_outputs"],
          promptPrice: Money(picodollars: tariff.prompt),
          completionPrice: Money(picodollars: tariff.completion),
          requestPrice: Money(picodollars: tariff.request))
      })
  }
}
