import BatchCore
import Testing

@testable import BatchEngine

struct RunClockTests {
  @Test func `it counts on from its beginning, whatever the wall clock says meanwhile`() {
    let instant = ContinuousClock.now
    let clock = SteadyClock(began: Timestamp(milliseconds: 5_000), at: instant)
    #expect(clock.moment(at: instant) == Timestamp(milliseconds: 5_000))
    #expect(clock.moment(at: instant + .seconds(60)) == Timestamp(milliseconds: 65_000))
    let earlier = clock.now
    #expect(clock.now >= earlier)
  }
}
