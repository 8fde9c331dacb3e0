import BatchCore
import Testing

@Suite struct BackoffTests {
  @Test(arguments: [
    (Backoff.fault, [2, 4, 8, 16, 30, 30]), (.overload, [5, 10, 20, 40, 60, 60]),
    (.silence, [5, 20, 80, 120, 120]), (.throttle, [1, 2, 4, 8, 16, 32, 60]),
  ])
  func `the bound doubles up to its cap`(backoff: Backoff, seconds: [Int]) {
    for (tries, bound) in seconds.enumerated() {
      #expect(backoff.bound(tries: tries) == .seconds(bound))
    }
    #expect(backoff.bound(tries: .max) == backoff.cap)
    #expect(backoff.bound(tries: -1) == backoff.base)
  }

  @Test
  func `a wait is drawn below the bound`() {
    #expect(Backoff.fault.delay(tries: 2, chance: 0) == .zero)
    #expect(Backoff.fault.delay(tries: 2, chance: 0.5) == .seconds(4))
  }

  @Test
  func `a hint is never undercut and hardly passed`() {
    for chance in [0, 0.3, 0.999] {
      let delay = Backoff.fault.delay(tries: 9, hint: .seconds(100), chance: chance)
      #expect(delay >= .seconds(100) && delay <= .seconds(110))
    }
  }
}
