import Testing

@testable import BatchCore

struct FastRateTests {
  @Test func `a rate that nobody refuses is given up before it is beyond all bounds`() {
    var rate = LearnedRate()
    (rate.level, rate.perSecond, rate.step, rate.hold) = (50, 100, 1, 0)
    var highest = 0.0
    for start in 1...20_000 {
      let now = Timestamp(milliseconds: 1_700_000_000_000 + Int64(start))
      _ = rate.start(now, patience: .milliseconds(20))
      highest = max(highest, rate.perSecond ?? 0)
      _ = rate.allowance(now)
    }
    #expect(rate.perSecond == nil)
    #expect(highest > 1_000 && highest <= 4 * LearnedRate.fastest, "\(highest)")
  }
}
