import BatchCore
import Testing

/// S52: what is said where the budget has no room; what it lets start stands in the scenarios.
@Suite struct CostStandingTests {
  private static func money(_ cents: Int64) -> Money {
    Money(picodollars: cents * 10_000_000_000)
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
