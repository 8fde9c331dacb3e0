import BatchCore
import Testing

@testable import BatchCurl

@Suite struct ExchangeTimesTests {
  private static let start = ContinuousClock.now
  private static let limits = ExchangeLimits(
    connect: .seconds(1), firstByte: .seconds(20), idle: .seconds(30), total: .seconds(100))

  @Test(
    arguments: [
      (nil, [], nil, 1, .timer(.connect)),
      (0.5, [], nil, 20.5, .timer(.firstByte)),
      (0.5, [5], nil, 35, .timer(.idle)),
      (0.5, [5, 40], nil, 70, .timer(.idle)),
      (0.5, [5, 90], nil, 100, .timer(.total)),
      (95, [], nil, 100, .timer(.total)),
      (0.5, [5], 6, 7, .whole),
      (0.5, [5], 99.5, 100.5, .whole),
    ] as [(Double?, [Double], Double?, Double, ExchangeTimes.End)])
  func `the next end follows from what happened`(
    _ example: (
      departed: Double?, bytes: [Double], done: Double?, due: Double, end: ExchangeTimes.End
    )
  ) {
    var times = ExchangeTimes(start: Self.start)
    times.departed = example.departed.map { Self.start + .seconds($0) }
    for moment in example.bytes { times.progressed(at: Self.start + .seconds(moment)) }
    if let done = example.done { times.finished(at: Self.start + .seconds(done)) }
    let next = times.nextEnd(Self.limits)
    #expect(Self.start.duration(to: next.moment) == .seconds(example.due))
    #expect(next.end == example.end)
  }
}
