/// How much of a row is measured.
struct Effort: Sendable {
  /// How long each side works.
  var seconds: Double
  /// How often it is measured; the median counts.
  var rounds: Int
  /// Of the row's articles, over 0 to 1: less than 1 is for a quick look.
  var share: Double

  /// So many of a row's articles, at least one.
  func articles(_ count: Int) -> Int { max(Int(Double(count) * share), 1) }

  /// The median of a measurement that is made in every round.
  func median(_ measure: () throws -> Double) rethrows -> Double {
    try Effort.median((0..<rounds).map { _ in try measure() })
  }

  /// The middle one, or the mean of the two in the middle; 0 of none.
  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
