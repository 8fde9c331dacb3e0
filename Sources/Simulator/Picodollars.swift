import Foundation

/// An amount of money as whole picodollars (10^-12 USD), the unit in which token prices are exact.
package struct Picodollars: Sendable, Hashable, Comparable {
  package var count: Int

  package init(count: Int) {
    self.count = count
  }

  /// The amount nearest to `usd`.
  package init(usd: Decimal) {
    var scaled = usd * Decimal(sign: .plus, exponent: 12, significand: 1)
    var rounded = Decimal()
    NSDecimalRound(&rounded, &scaled, 0, .plain)
    count = NSDecimalNumber(decimal: rounded).intValue
  }

  /// Dollars as a plain decimal number, without an exponent.
  package var usd: String {
    let magnitude = count.magnitude
    let whole = magnitude / 1_000_000_000_000
    var fraction = String(magnitude % 1_000_000_000_000)
    fraction = String(repeating: "0", count: 12 - fraction.utf8.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (count < 0 ? "-" : "") + String(whole) + (fraction.isEmpty ? "" : "." + fraction)
  }

  package static let zero = Picodollars(count: 0)

  package static func < (left: Self, right: Self) -> Bool { left.count < right.count }
  package static func + (left: Self, right: Self) -> Self { Self(count: left.count + right.count) }
  package static func - (left: Self, right: Self) -> Self { Self(count: left.count - right.count) }
  package static func += (left: inout Self, right: Self) { left.count += right.count }
  package static func -= (left: inout Self, right: Self) { left.count -= right.count }
}
