import BatchCore
import Testing

struct RetryBudgetTests {
  private let start = Timestamp(milliseconds: 1_000_000)

  @Test func `what a minute has saved up may be sent at once, the rest one a second`() {
    var budget = RetryBudget()
    let waits = (0..<63).map { _ in budget.spend(now: start) }
    #expect(waits.prefix(60).allSatisfy { $0 == .zero })
    #expect(waits.suffix(3) == [.seconds(1), .seconds(2), .seconds(3)])
    #expect(budget.spend(now: start + .seconds(3)) == .seconds(1))
  }

  @Test func `five answers pay for one retry, and no more than a minute's worth is kept`() {
    var budget = RetryBudget()
    for _ in 0..<1000 { budget.earn(now: start) }
    for _ in 0..<60 { #expect(budget.spend(now: start) == .zero) }
    for _ in 0..<5 { budget.earn(now: start) }
    #expect(budget.spend(now: start) == .zero)
    #expect(budget.spend(now: start) == .seconds(1))
  }

  @Test func `nothing waits longer than a minute`() {
    var budget = RetryBudget()
    for _ in 0..<10_000 { _ = budget.spend(now: start) }
    #expect(budget.spend(now: start) == .seconds(60))
    #expect(budget.spend(now: start + .seconds(60)) == .seconds(1))
  }

  /// Moments from a clock that was set back count as no time.
  @Test func `a clock that was set back gives nothing`() {
    var budget = RetryBudget()
    for _ in 0..<60 { _ = budget.spend(now: start) }
    #expect(budget.spend(now: start + .seconds(-100)) == .seconds(1))
    #expect(budget.spend(now: start + .seconds(-99)) == .seconds(1))
  }
}
