import BatchCore
import Testing

/// A row of the wire contract's table where the next request is judged before it is sent.
struct UnsentScenario: Sendable, CustomTestStringConvertible {
  var name: String
  /// In cents; nil: no bound.
  var maxCost: Int64?
  var cost: Int64 = 0
  /// Set aside for what is in flight or of unknown cost.
  var reserved: Int64 = 0
  /// What the next request may cost at most; nil: not known.
  var reserve: Int64?
  /// nil: it is sent.
  var expected: Scenario.Move?

  var testDescription: String { name }

  static let all = [
    UnsentScenario(name: "S52 no bound", cost: 900, reserved: 900, reserve: 900),
    UnsentScenario(name: "S52 no bound and no price"),
    UnsentScenario(
      name: "S52 room to the last cent", maxCost: 100, cost: 40, reserved: 50, reserve: 10),
    UnsentScenario(
      name: "S52 used up", maxCost: 100, cost: 100, reserve: 1, expected: .pauseQueue(.budget)),
    UnsentScenario(
      name: "S52 used up by what may still be charged", maxCost: 100, cost: 40, reserved: 51,
      reserve: 10, expected: .pauseQueue(.budget)),
    UnsentScenario(
      name: "S52 one request dearer than the bound", maxCost: 100, reserve: 101,
      expected: .pauseQueue(.budget)),
    UnsentScenario(
      name: "S52 nothing may be spent", maxCost: 0, reserve: 1, expected: .pauseQueue(.budget)),
    UnsentScenario(name: "S52 a free model, used up", maxCost: 100, cost: 200, reserve: 0),
    UnsentScenario(
      name: "S52 no price under a bound", maxCost: 100, expected: .pauseModel(.budget)),
  ]

  /// What becomes of the request, with nothing in flight that could make room.
  var move: Scenario.Move? {
    func money(_ cents: Int64) -> Money { Money(picodollars: cents * 10_000_000_000) }
    let standing = CostStanding(
      maxCost: maxCost.map(money), cost: money(cost), reserved: money(reserved))
    let pause: Pause
    switch standing.admission(of: reserve.map(money)) {
    case .admitted: return nil
    case .exceeds(let least):
      pause = .maxCostReached(standing, least: least, now: Scenario.noon)
    case .unpriced: pause = .unpriced("a/small", now: Scenario.noon)
    }
    let failure = Failure(kind: .unknown, sentence: "S.", remedy: "R.")
    return pause.needsPerson ? Scenario.Move(.pause(failure, pause)) : nil
  }
}
