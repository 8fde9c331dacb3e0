import BatchCore
import Testing

/// S52: what the budget lets start, and what it says where it does not.
@Suite struct CostStandingTests {
  private static func money(_ cents: Int64) -> Money {
    Money(picodollars: cents * 10_000_000_000)
  }

  private static let cases: [(Int64?, Int64, Int64, Int64?, CostStanding.Admission)] = [
    // most, cost, reserved, reserve: in cents
    (nil, 500, 500, 100, .admitted),
    (nil, 500, 500, nil, .admitted),
    (100, 0, 0, 100, .admitted),
    (100, 0, 0, 101, .exceeds(money(101))),
    (100, 40, 50, 10, .admitted),
    (100, 40, 51, 10, .exceeds(money(10))),
    (100, 100, 0, 1, .exceeds(money(1))),
    (100, 100, 0, 0, .admitted),
    (100, 200, 50, 0, .admitted),
    (100, 0, 0, nil, .unpriced),
    (0, 0, 0, 1, .exceeds(money(1))),
    (0, 0, 0, 0, .admitted),
  ]

  @Test(arguments: cases.indices)
  func `S52 a request is admitted only where the most it may cost fits`(_ index: Int) {
    let (most, cost, reserved, reserve, expected) = Self.cases[index]
    let standing = CostStanding(
      maxCost: most.map(Self.money), cost: Self.money(cost), reserved: Self.money(reserved))
    #expect(standing.admission(of: reserve.map(Self.money)) == expected)
  }

  @Test func `sums beyond counting fit nowhere`() {
    let most = Money(picodollars: .max)
    let standing = CostStanding(maxCost: most, cost: most, reserved: most)
    #expect(standing.admission(of: most) == .exceeds(most))
  }

  @Test func `the pause names what was spent, what is set aside, the bound and the way out`() {
    let standing = CostStanding(
      maxCost: Self.money(100), cost: Self.money(40), reserved: Self.money(55))
    let pause = Pause.maxCostReached(standing, least: Self.money(10), now: Scenario.noon)
    #expect(pause.key == Pause.Key(.queue, .budget))
    #expect(pause.needsPerson && pause.isUsers)
    #expect(
      pause.message
        == "The queue has cost $0.40, and up to $0.55 is set aside for requests whose cost is not "
        + "known yet; the next request may cost up to $0.10, and --max-cost is $1.00.")
    #expect(pause.remedy.contains("batch set --max-cost USD"))
    let plain = CostStanding(maxCost: Self.money(100), cost: Self.money(95), reserved: .zero)
    #expect(
      Pause.maxCostReached(plain, least: Self.money(10), now: Scenario.noon).message
        == "The queue has cost $0.95; the next request may cost up to $0.10, and --max-cost is "
        + "$1.00.")
    let unpriced = Pause.unpriced("openrouter/auto", now: Scenario.noon)
    #expect(unpriced.key == Pause.Key(.model("openrouter/auto"), .budget))
    #expect(unpriced.message.contains("openrouter/auto") && unpriced.remedy.contains("none"))
  }

  @Test func `a change of the budget leaves alone what it does not name`() {
    var budget = Budget()
    #expect(budget.maxCost == nil && budget.warnBalance.dollars == 2)
    budget = budget.after(BudgetChange(maxCost: .amount(Self.money(7))))
    #expect(budget.maxCost == Self.money(7) && budget.warnBalance.dollars == 2)
    budget = budget.after(BudgetChange(warnBalance: .zero))
    #expect(budget.maxCost == Self.money(7) && budget.warnBalance == .zero)
    #expect(budget.after(BudgetChange(maxCost: .lifted)).maxCost == nil)
    #expect(budget.after(BudgetChange()) == budget)
  }
}
