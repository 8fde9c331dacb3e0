/// How long answers took, in steps of a quarter of a doubling: a percentile is at most 19 % off.
package struct LatencyHistogram: Sendable, Equatable {
  private var counts: [UInt32] = []
  package private(set) var total = 0

  /// Steps of a doubling.
  private static let parts = 4
  /// Over four hours; what takes longer is counted there.
  private static let steps = 24 * parts

  package init() {}

  /// Counts an answer; one that took no time is not known.
  package mutating func add(milliseconds: Int64) {
    guard milliseconds > 0 else { return }
    if counts.isEmpty { counts = Array(repeating: 0, count: Self.steps) }
    counts[Self.step(of: milliseconds)] += 1
    total += 1
  }

  package mutating func add(_ other: LatencyHistogram) {
    guard !other.counts.isEmpty else { return }
    guard !counts.isEmpty else { return self = other }
    for step in counts.indices { counts[step] += other.counts[step] }
    total += other.total
  }

  /// What so large a part of the answers took at most, in milliseconds; nil: there was none.
  ///
  /// - Parameter share: above 0, at most 1.
  package func percentile(_ share: Double) -> Int64? {
    guard total > 0 else { return nil }
    let wanted = max(1, Int((Double(total) * share).rounded(.up)))
    var seen = 0
    for (step, count) in counts.enumerated() {
      seen += Int(count)
      if seen >= wanted { return Self.milliseconds(of: step) }
    }
    return nil
  }

  private static func step(of milliseconds: Int64) -> Int {
    let milliseconds = min(milliseconds, 1 << 24)
    let doublings = 63 - milliseconds.leadingZeroBitCount
    let base = Int64(1) << doublings
    let part = Int((milliseconds - base) * Int64(parts) / base)
    return min(doublings * parts + part, steps - 1)
  }

  /// The middle of a step.
  private static func milliseconds(of step: Int) -> Int64 {
    let base = Double(Int64(1) << (step / parts))
    return Int64((base * (1 + (Double(step % parts) + 0.5) / Double(parts))).rounded())
  }
}
