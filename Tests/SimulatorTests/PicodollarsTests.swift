import Foundation
import Simulator
import Testing

struct PicodollarsTests {
  @Test(arguments: [
    ("0", 0), ("1", 1_000_000_000_000), ("0.00000015", 150_000), ("1.5", 1_500_000_000_000),
    ("-0.25", -250_000_000_000), ("0.000000000001", 1), ("12.345678901234", 12_345_678_901_234),
  ])
  func `dollars and picodollars are the same amount`(text: String, count: Int) throws {
    let usd = try #require(Decimal(string: text))
    #expect(Picodollars(usd: usd).count == count)
    #expect(Picodollars(count: count).usd == text)
  }
}
