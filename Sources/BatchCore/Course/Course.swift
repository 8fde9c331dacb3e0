/// How the work went, from its first attempt to its last, in at most 240 parts of the same length:
/// they grow with the time that is told.
package struct Course: Sendable, Equatable {
  /// What ended in one part of the time, or of one model.
  package struct Sums: Sendable, Equatable {
    package var done = 0
    /// That became no result, throttled ones not counted.
    package var failed = 0
    package var throttled = 0
    package var cost = Money.zero
    /// Attempts whose cost is not known.
    package var costUnknown = 0
    /// Of answers that were neither throttled nor served by the response cache.
    package var latency = LatencyHistogram()

    package init() {}

    package var answered: Int { done + failed }
  }

  package struct Bucket: Sendable, Equatable {
    package var sums = Sums()
    /// Done by model.
    package var models: [String: Int] = [:]

    package init() {}
  }

  /// Parts at most.
  package static let most = 240

  package private(set) var buckets: [Bucket] = []
  /// Of a part, in milliseconds.
  package private(set) var width: Int64 = 1_000
  /// When the first part begins.
  package private(set) var start = Timestamp(milliseconds: 0)
  /// When the last attempt ended.
  package private(set) var end = Timestamp(milliseconds: 0)
  /// By model, over the whole time.
  package private(set) var models: [String: Sums] = [:]
  package private(set) var total = Sums()

  package init() {}

  package var isEmpty: Bool { buckets.isEmpty }

  /// Counts an attempt when it ended; one in flight is not counted.
  package mutating func add(_ point: LedgerPoint) {
    guard let finishedAt = point.finishedAt, let outcome = point.outcome else { return }
    let place = place(of: finishedAt)
    end = max(end, finishedAt)
    let isDone = outcome == "done"
    buckets[place].sums.add(point, isDone: isDone)
    total.add(point, isDone: isDone)
    models[point.model, default: Sums()].add(point, isDone: isDone)
    if isDone { buckets[place].models[point.model, default: 0] += 1 }
  }

  package func start(of bucket: Int) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds + Int64(bucket) * width)
  }

  /// How much of a part has passed, in milliseconds; of the last one not less than half of it, so
  /// that its beginning is not taken for a burst.
  package func elapsed(of bucket: Int) -> Int64 {
    guard bucket == buckets.count - 1 else { return width }
    let passed = end.milliseconds - start(of: bucket).milliseconds + 1
    return min(max(passed, (width + 1) / 2), width)
  }

  /// The part of a moment; makes room for it, widening the parts where there would be too many.
  private mutating func place(of moment: Timestamp) -> Int {
    let milliseconds = moment.milliseconds
    if buckets.isEmpty {
      start = Timestamp(milliseconds: floored(milliseconds, to: width))
      buckets = [Bucket()]
    }
    // An attempt may be told after another that ended later.
    var first = min(floored(milliseconds, to: width), start.milliseconds)
    while (max(milliseconds, start(of: buckets.count - 1).milliseconds) - first) / width
      >= Int64(Self.most)
    {
      widen()
      first = min(floored(milliseconds, to: width), start.milliseconds)
    }
    let missing = Int((start.milliseconds - first) / width)
    if missing > 0 {
      buckets.insert(contentsOf: Array(repeating: Bucket(), count: missing), at: 0)
      start = Timestamp(milliseconds: first)
    }
    let place = Int((milliseconds - first) / width)
    while buckets.count <= place { buckets.append(Bucket()) }
    return place
  }

  private mutating func widen() {
    let wide = width * 2
    let first = floored(start.milliseconds, to: wide)
    let shift = start.milliseconds == first ? 0 : 1
    var merged = Array(repeating: Bucket(), count: (buckets.count + shift + 1) / 2)
    for (index, bucket) in buckets.enumerated() { merged[(index + shift) / 2].add(bucket) }
    (buckets, width, start) = (merged, wide, Timestamp(milliseconds: first))
  }

  private func floored(_ number: Int64, to step: Int64) -> Int64 {
    let rest = number % step
    return number - (rest < 0 ? rest + step : rest)
  }
}

extension Course.Sums {
  fileprivate mutating func add(_ point: LedgerPoint, isDone: Bool) {
    if point.isThrottle {
      throttled += 1
    } else {
      if isDone { done += 1 } else { failed += 1 }
      if !point.isCacheHit { latency.add(milliseconds: point.milliseconds) }
    }
    if let spent = point.cost { cost = cost + spent }
    if point.isCostUnknown { costUnknown += 1 }
  }

  fileprivate mutating func add(_ other: Course.Sums) {
    done += other.done
    failed += other.failed
    throttled += other.throttled
    cost = cost + other.cost
    costUnknown += other.costUnknown
    latency.add(other.latency)
  }
}

extension Course.Bucket {
  fileprivate mutating func add(_ other: Course.Bucket) {
    sums.add(other.sums)
    for (model, done) in other.models { models[model, default: 0] += done }
  }
}
