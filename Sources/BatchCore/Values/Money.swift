import Foundation

/// An amount in US dollars, kept as whole picodollars (10⁻¹² USD) and never in binary floating
/// point.
///
/// Prices arrive as strings such as `"0.0000000356"` and costs as JSON numbers such as `7.1e-05`.
package struct Money: Sendable, Hashable, Comparable {
  package var picodollars: Int64

  package static let zero = Money(picodollars: 0)

  package init(picodollars: Int64) { self.picodollars = picodollars }

  /// Dollars, rounded half up to a picodollar; nil if out of range or not a number.
  package init?(dollars: Decimal) {
    if let picodollars = Self.picodollars(dollars) {
      self.init(picodollars: picodollars)
      return
    }
    var scaled = dollars * Decimal(sign: .plus, exponent: 12, significand: 1)
    var rounded = Decimal()
    NSDecimalRound(&rounded, &scaled, 0, .plain)
    guard !rounded.isNaN, rounded >= Decimal(Int64.min), rounded <= Decimal(Int64.max) else {
      return nil
    }
    self.init(picodollars: NSDecimalNumber(decimal: rounded).int64Value)
  }

  /// Whole picodollars without rounding; nil: not told that easily. Decimals take a microsecond.
  private static func picodollars(_ dollars: Decimal) -> Int64? {
    guard dollars.isFinite, (-12...0).contains(dollars.exponent) else { return nil }
    let significand = dollars.significand
    let digits = NSDecimalNumber(decimal: significand).int64Value
    guard Decimal(digits) == significand else { return nil }
    let factor = powersOfTen[12 + dollars.exponent]
    let (picodollars, isTooLarge) = digits.multipliedReportingOverflow(by: factor)
    guard !isTooLarge else { return nil }
    return dollars.sign == .minus ? -picodollars : picodollars
  }

  /// Up to 10¹².
  private static let powersOfTen = (0...12).map { places in
    (0..<places).reduce(Int64(1)) { power, _ in power * 10 }
  }

  /// Reads a decimal text such as `"0.00000015"` or `"7.1e-05"`; nil if it is not a number.
  package init?(_ text: String) {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard trimmed.wholeMatch(of: #/[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]{1,3})?/#) != nil,
      let dollars = Decimal(string: trimmed, locale: Locale(identifier: "en_US_POSIX"))
    else { return nil }
    self.init(dollars: dollars)
  }

  /// The amount in dollars, exact.
  package var dollars: Decimal {
    Decimal(picodollars) / Decimal(sign: .plus, exponent: 12, significand: 1)
  }

  /// Of a million times the amount, exact.
  var dollarsForMillion: Decimal {
    Decimal(picodollars) / Decimal(sign: .plus, exponent: 6, significand: 1)
  }

  package static func < (left: Money, right: Money) -> Bool { left.picodollars < right.picodollars }

  package static func + (left: Money, right: Money) -> Money {
    Money(picodollars: left.picodollars + right.picodollars)
  }

  package static func - (left: Money, right: Money) -> Money {
    Money(picodollars: left.picodollars - right.picodollars)
  }
}

extension Money: Codable {
  package init(from decoder: any Decoder) throws {
    picodollars = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(picodollars)
  }
}
