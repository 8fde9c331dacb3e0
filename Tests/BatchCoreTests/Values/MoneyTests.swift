import BatchCore
import Foundation
import Testing

struct MoneyTests {
  @Test(arguments: [
    ("0.0000000356", 35_600), ("7.1e-05", 71_000_000), ("1e-7", 100_000), ("0", 0),
    ("12.5", 12_500_000_000_000), ("-1", -1_000_000_000_000), (" 0.1 ", 100_000_000_000),
    ("0.0000000000004", 0), ("0.0000000000005", 1), ("-0.000000000001", -1),
    ("100", 100_000_000_000_000),
    ("1234567.000000000001", 1_234_567_000_000_000_001), ("9223372.036854775807", .max),
  ])
  func `prices and costs are read to the picodollar`(text: String, picodollars: Int64) {
    #expect(Money(text)?.picodollars == picodollars)
  }

  @Test(arguments: [
    "", "free", "1,5", "0x10", "1e999", "nan", "--1", "1 2", "9223372.036854775808", "12345678901",
  ])
  func `what is not an amount is not zero`(text: String) {
    #expect(Money(text) == nil)
  }

  @Test func `a million small costs add up exactly`() {
    let cost = Money(picodollars: 35_600)
    let sum = (0..<1000).reduce(Money.zero) { sum, _ in sum + cost }
    #expect(sum.dollars == Decimal(string: "0.0000356"))
  }
}
