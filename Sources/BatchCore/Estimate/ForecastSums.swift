/// What requests are likely to use together.
package struct ForecastSums: Sendable, Equatable {
  package var requests = 0
  package var promptTokens = 0
  package var completionTokens = 0
  /// nil: a price is not known.
  package var cost: Money? = .zero

  package static let zero = ForecastSums()

  /// One request.
  init(_ expectation: RequestExpectation, cost: Money?) {
    requests = 1
    promptTokens = expectation.promptTokens
    completionTokens = expectation.completionTokens
    self.cost = cost
  }

  init() {}

  static func + (left: ForecastSums, right: ForecastSums) -> ForecastSums {
    combined(left, right) { $0.addingReportingOverflow($1) }
  }

  static func - (left: ForecastSums, right: ForecastSums) -> ForecastSums {
    combined(left, right) { $0.subtractingReportingOverflow($1) }
  }

  private static func combined(
    _ left: ForecastSums, _ right: ForecastSums,
    _ add: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> ForecastSums {
    func sum(_ left: Int, _ right: Int) -> Int {
      Int(clamping: add(Int64(left), Int64(right)).partialValue)
    }
    var sums = ForecastSums()
    sums.requests = sum(left.requests, right.requests)
    sums.promptTokens = sum(left.promptTokens, right.promptTokens)
    sums.completionTokens = sum(left.completionTokens, right.completionTokens)
    sums.cost = nil
    if let one = left.cost, let other = right.cost {
      let cost = add(one.picodollars, other.picodollars)
      sums.cost = cost.overflow ? nil : Money(picodollars: cost.partialValue)
    }
    return sums
  }

  /// As many times as `count` holds `part`.
  func times(_ count: Int, by part: Int) -> ForecastSums {
    guard part > 0 else { return .zero }
    var sums = ForecastSums()
    sums.requests = Self.scaled(requests, count, part) ?? .max
    sums.promptTokens = Self.scaled(promptTokens, count, part) ?? .max
    sums.completionTokens = Self.scaled(completionTokens, count, part) ?? .max
    sums.cost = cost.flatMap {
      Self.scaled(Int($0.picodollars), count, part).map { Money(picodollars: Int64($0)) }
    }
    return sums
  }

  static func scaled(_ number: Int, _ count: Int, _ part: Int) -> Int? {
    let product = number.magnitude.multipliedFullWidth(by: count.magnitude)
    guard product.high < part.magnitude else { return nil }
    let quotient = part.magnitude.dividingFullWidth(product).quotient
    guard quotient <= Int.max.magnitude else { return nil }
    return number < 0 ? -Int(quotient) : Int(quotient)
  }
}
