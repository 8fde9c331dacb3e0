import BatchCore
import Foundation
import Testing

/// Money and moments as an export writes them, beside Foundation's.
struct WrittenTests {
  private static func dollars(_ picodollars: Int64) -> String {
    var bytes: [UInt8] = []
    Money(picodollars: picodollars).write(onto: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (0, "0"), (1, "0.000000000001"), (71_000_000, "0.000071"), (1_000_000_000_000, "1"),
    (-5, "-0.000000000005"), (1_200_000_000_000, "1.2"), (123_450_000_000_000, "123.45"),
    (10_000_000_000_000_000, "10000"),
  ])
  func `money has no needless digit`(picodollars: Int64, text: String) {
    #expect(Self.dollars(picodollars) == text)
  }

  @Test func `money is written as Foundation writes it`() {
    var luck = SystemRandomNumberGenerator()
    var amounts: [Int64] = [.min, .max, -1, 9, 10, 99, 100, 999_999_999_999, 1_000_000_000_001]
    for digits in 1...18 {
      let bound = (0..<digits).reduce(Int64(1)) { product, _ in product * 10 }
      amounts += (0..<50).map { _ in Int64.random(in: -bound...bound, using: &luck) }
    }
    for amount in amounts {
      #expect(Self.dollars(amount) == "\(Money(picodollars: amount).dollars)")
    }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (999, "1970-01-01T00:00:00Z"),
    (951_782_399_999, "2000-02-28T23:59:59Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
    (951_868_800_000, "2000-03-01T00:00:00Z"), (4_107_542_399_000, "2100-02-28T23:59:59Z"),
    (4_107_542_400_000, "2100-03-01T00:00:00Z"), (253_402_300_799_999, "9999-12-31T23:59:59Z"),
    (-1000, "1969-12-31T23:59:59Z"),
  ])
  func `a moment is written in whole seconds`(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).iso == text)
  }

  @Test func `moments are written as Foundation writes them`() {
    var luck = SystemRandomNumberGenerator()
    let last: Int64 = 253_402_300_800_000
    var moments = (0..<2000).map { _ in Int64.random(in: -last...2 * last, using: &luck) }
    for year in stride(from: Int64(0), to: last, by: 31_556_952_000) {
      moments += [year, year + 59 * 86_400_000, year - 1]
    }
    for moment in moments.map(Timestamp.init(milliseconds:)) {
      #expect(moment.iso == moment.date.formatted(.iso8601))
    }
  }
}
