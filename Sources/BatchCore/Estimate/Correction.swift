/// How many times as much was used as was expected, in thousandths.
///
/// A few attempts say little: what they show is weighed against an expectation that was right.
package struct Correction: Sendable, Equatable {
  package private(set) var thousandths: Int
  /// Attempts that it is learned from.
  package private(set) var attempts: Int

  package var percent: Int { (thousandths + 5) / 10 }

  package static let none = Correction(thousandths: 1000, attempts: 0)

  private init(thousandths: Int, attempts: Int) {
    self.thousandths = thousandths
    self.attempts = attempts
  }

  /// The expectation counts as much as so many attempts.
  private static let weight = 3
  /// Nothing is corrected further than this.
  private static let range = 50...20_000

  package init(used: Int64, expected: Int64, attempts: Int) {
    let (scaled, isTooMuch) = used.multipliedReportingOverflow(by: 1000)
    guard attempts > 0, expected > 0, used >= 0, !isTooMuch else {
      self = .none
      return
    }
    let range = Self.range
    let seen = min(max(Int(scaled / expected), range.lowerBound), range.upperBound)
    self.init(
      thousandths: (seen * attempts + 1000 * Self.weight) / (attempts + Self.weight),
      attempts: attempts)
  }

  package func callAsFunction(_ tokens: Int) -> Int {
    let product = tokens.multipliedFullWidth(by: thousandths)
    return product.high > 499 ? .max : Int(1000.dividingFullWidth(product).quotient)
  }

  /// nil: more than can be counted.
  package func callAsFunction(_ money: Money) -> Money? {
    let product = money.picodollars.multipliedFullWidth(by: Int64(thousandths))
    guard (-499...499).contains(product.high) else { return nil }
    return Money(picodollars: Int64(1000).dividingFullWidth(product).quotient)
  }
}
