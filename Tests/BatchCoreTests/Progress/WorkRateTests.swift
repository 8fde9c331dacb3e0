import Testing

@testable import BatchCore

struct WorkRateTests {
  /// A stretch of a run: its seconds, the tasks finished in each of them, and whether it stood
  /// still.
  struct Stretch: CustomTestStringConvertible {
    var seconds: Int
    var each: Double
    var isStill = false

    var testDescription: String { "\(seconds) s, \(each)/s\(isStill ? ", still" : "")" }
  }

  private static func rate(_ stretches: [Stretch], every step: Int = 1) -> Double? {
    var rate = WorkRate()
    var (second, finished) = (0, 0.0)
    rate.note(finished: 0, isStill: false, at: Timestamp(milliseconds: 0))
    for stretch in stretches {
      for _ in 0..<stretch.seconds {
        second += 1
        finished += stretch.each
        guard second.isMultiple(of: step) else { continue }
        rate.note(
          finished: Int(finished), isStill: stretch.isStill,
          at: Timestamp(milliseconds: Int64(second) * 1000))
      }
    }
    return rate.perMinute
  }

  @Test(
    arguments: [
      // Starts.
      ([], nil), ([Stretch(seconds: 2, each: 10)], nil), ([Stretch(seconds: 3, each: 1)], 60),
      ([Stretch(seconds: 30, each: 0.0501)], nil), ([Stretch(seconds: 60, each: 0.0501)], 3),
      ([Stretch(seconds: 59, each: 0)], nil), ([Stretch(seconds: 60, each: 0)], 0),
      // Only the last five minutes count.
      ([Stretch(seconds: 300, each: 9), Stretch(seconds: 300, each: 2)], 120),
      // A burst is spread over them.
      ([Stretch(seconds: 290, each: 0), Stretch(seconds: 10, each: 30)], 60),
      ([Stretch(seconds: 10, each: 30), Stretch(seconds: 400, each: 0)], 0),
      // Finished, and nothing more to do.
      ([Stretch(seconds: 20, each: 1), Stretch(seconds: 20, each: 0)], 30),
    ] as [([Stretch], Double?)])
  func `it is what was finished a minute in the last minutes`(
    _ stretches: [Stretch], _ expected: Double?
  ) {
    #expect(Self.rate(stretches) == expected)
  }

  @Test(arguments: [10, 60, 3600, 50_000])
  func `a pause of any length makes nobody slow, nor what ended in it fast`(_ seconds: Int) {
    let work = Stretch(seconds: 100, each: 1)
    let pause = Stretch(seconds: seconds, each: 0, isStill: true)
    #expect(Self.rate([work, pause]) == 60)
    // The second in which it ends counts for neither.
    #expect(Self.rate([work, pause, work]).map { $0.rounded() } == 60)
    let drained = Stretch(seconds: 1, each: 5, isStill: true)
    #expect(Self.rate([work, drained, pause]) == 60)
  }

  @Test func `time in which nobody looked is no working time`() {
    var rate = WorkRate()
    for second in 0...60 {
      rate.note(finished: second, isStill: false, at: Timestamp(milliseconds: Int64(second) * 1000))
    }
    rate.note(finished: 61, isStill: false, at: Timestamp(milliseconds: 9_000_000))
    #expect(rate.perMinute == 60)
    rate.note(finished: 62, isStill: false, at: Timestamp(milliseconds: 9_001_000))
    #expect(rate.perMinute == 60)
  }

  @Test func `a clock that is set back and tasks that are put back count as nothing`() {
    var rate = WorkRate()
    for second in 0...10 {
      rate.note(finished: second, isStill: false, at: Timestamp(milliseconds: Int64(second) * 1000))
    }
    rate.note(finished: 11, isStill: false, at: Timestamp(milliseconds: 2000))
    #expect(rate.perMinute == 60)
    rate.note(finished: 0, isStill: false, at: Timestamp(milliseconds: 3000))
    #expect(rate.perMinute.map { $0.rounded() } == 55)
  }

  @Test(arguments: [5, 30]) func `it is the same however often one looks`(_ step: Int) {
    #expect(Self.rate([Stretch(seconds: 240, each: 2)], every: step) == 120)
  }
}
