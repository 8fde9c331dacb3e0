import BatchCore
import Testing

struct CourseTests {
  /// An attempt that ended so many milliseconds after a round moment.
  static func point(
    _ milliseconds: Int64, outcome: String? = "done", model: String = "a/b", took: Int64 = 1_000,
    isThrottle: Bool = false, cost: Int64? = 5, isCacheHit: Bool = false
  ) -> LedgerPoint {
    let moment = Timestamp(milliseconds: 1_700_000_000_000 + milliseconds)
    return LedgerPoint(
      number: ClaimNumber(1), role: "rewrite", article: 1, model: model, startedAt: moment,
      finishedAt: outcome == nil ? nil : moment, outcome: outcome, isThrottle: isThrottle,
      milliseconds: took, cost: cost.map(Money.init(picodollars:)), isCostUnknown: cost == nil,
      isCacheHit: isCacheHit)
  }

  private static func course(_ points: [LedgerPoint]) -> Course {
    var course = Course()
    for point in points { course.add(point) }
    return course
  }

  @Test func `what ended is counted by what came of it`() {
    let course = Self.course([
      Self.point(0), Self.point(1, outcome: nil), Self.point(2, outcome: "empty", cost: nil),
      Self.point(3, outcome: "throttled", model: "c/d", isThrottle: true, cost: 0),
    ])
    #expect([course.total.done, course.total.failed, course.total.throttled] == [1, 1, 1])
    #expect(course.total.cost == Money(picodollars: 5) && course.total.costUnknown == 1)
    #expect(course.total.latency.total == 2)
    #expect(course.models["c/d"]?.throttled == 1 && course.models["a/b"]?.answered == 2)
    #expect(course.buckets.count == 1 && course.buckets[0].models == ["a/b": 1])
    #expect(Course().isEmpty && !course.isEmpty)
  }

  @Test(
    arguments: [
      (239_999, 240, 1_000), (240_000, 121, 2_000), (3_600_000, 226, 16_000),
      (86_400_000 * 30, 159, 16_384_000),
    ] as [(Int64, Int, Int64)])
  func `parts grow until there are few enough`(_ last: Int64, _ count: Int, _ width: Int64) {
    let course = Self.course([Self.point(0), Self.point(last / 2), Self.point(last)])
    #expect(course.buckets.count <= Course.most)
    #expect(course.width == width && abs(course.buckets.count - count) <= 1)
    #expect(course.buckets.map(\.sums.done).reduce(0, +) == 3)
    #expect(course.buckets.last?.sums.done == 1)
  }

  @Test func `in whatever order it is told, it is the same in the end`() {
    var luck = SeededLuck(seed: 4)
    var points = (0..<500).map { _ in
      Self.point(
        Int64.random(in: 0..<9_000_000, using: &luck),
        took: Int64.random(in: 1..<90_000, using: &luck))
    }
    let first = Self.course(points)
    points.shuffle(using: &luck)
    let second = Self.course(points)
    #expect(first.total == second.total && first.width == second.width)
    #expect(first == second)
    #expect(first.buckets.map(\.sums.done).reduce(0, +) == 500)
  }

  @Test func `the last part's time is what has passed of it`() {
    let course = Self.course([Self.point(0), Self.point(2_700)])
    #expect(course.elapsed(of: 0) == 1_000 && course.elapsed(of: 2) == 701)
    #expect(Self.course([Self.point(0)]).elapsed(of: 0) == 500)
  }

  @Test func `a percentile is off by a step at most`() {
    var latency = LatencyHistogram()
    #expect(latency.percentile(0.5) == nil)
    for milliseconds in 1...10_000 { latency.add(milliseconds: Int64(milliseconds)) }
    for (share, exact) in [(0.5, 5_000.0), (0.95, 9_500), (1, 10_000), (0.0001, 1)] {
      let told = Double(latency.percentile(share) ?? 0)
      #expect(abs(told - exact) / exact < 0.2, "\(share): \(told)")
    }
    latency.add(milliseconds: .max)
    latency.add(milliseconds: 0)
    #expect(latency.total == 10_001)
    var twice = latency
    twice.add(latency)
    #expect(twice.total == 20_002 && twice.percentile(0.5) == latency.percentile(0.5))
  }
}
