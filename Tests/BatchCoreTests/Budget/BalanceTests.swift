import BatchCore
import Testing

@Suite struct BalanceTests {
  private static func warnings(
    key: String? = nil, credits: String? = nil, warn: String = "2", most: String? = nil,
    cost: String = "0"
  ) -> [String] {
    let balance = Balance(key: key.map { Array($0.utf8) }, credits: credits.map { Array($0.utf8) })
    let standing = CostStanding(
      maxCost: most.flatMap { Money($0) }, cost: Money(cost) ?? .zero, reserved: .zero)
    let budget = Budget(maxCost: standing.maxCost, warnBalance: Money(warn) ?? .zero)
    return balance.warnings(budget, standing: standing).map(\.sentence)
  }

  private static func key(_ left: String, reset: String = "null") -> String {
    #"{"data":{"limit":10,"limit_remaining":\#(left),"limit_reset":\#(reset)}}"#
  }

  @Test func `what is little is told, what is enough or not known is not`() {
    #expect(Self.warnings() == [])
    #expect(Self.warnings(key: "<html>", credits: "{}") == [])
    #expect(Self.warnings(key: Self.key("null")) == [])
    #expect(Self.warnings(key: Self.key("2")) == [])
    #expect(
      Self.warnings(key: Self.key("1.5")) == [
        "The API key may spend only $1.50 more. Raise its limit at openrouter.ai/settings/keys."
      ])
    #expect(
      Self.warnings(key: Self.key("-0.01", reset: #""monthly""#)) == [
        "The API key may spend only $0.00 more. Raise its limit at openrouter.ai/settings/keys, or "
          + "wait for its reset (monthly)."
      ])
    #expect(Self.warnings(key: Self.key("1.5"), warn: "1") == [])
    #expect(Self.warnings(key: Self.key("1.5"), warn: "0") == [])
    let credits = #"{"data":{"total_credits":30,"total_usage":28.75}}"#
    #expect(
      Self.warnings(credits: credits) == [
        "Only $1.25 is left of the account's balance. Top up at openrouter.ai/settings/credits; a "
          + "run pauses when it is used up, and loses nothing."
      ])
    #expect(Self.warnings(credits: credits, warn: "1") == [])
  }

  @Test func `an unknown balance is told with its reason, and nothing is blamed without one`() {
    func unknown(
      key: String? = nil, credits: String? = nil, refusal: Int? = nil, hasKey: Bool = false
    ) -> String? {
      var balance = Balance(
        key: key.map { Array($0.utf8) }, credits: credits.map { Array($0.utf8) })
      balance.refusal = refusal
      return balance.unknown(hasManagementKey: hasKey)
    }
    let uncapped = Self.key("null")
    #expect(unknown(key: uncapped)?.contains("openrouter.ai/settings/credits") == true)
    #expect(unknown(key: Self.key("5")) == nil, "its cap warns")
    #expect(unknown() == nil, "nothing was told of the key")
    let credits = #"{"data":{"total_credits":30,"total_usage":28.75}}"#
    #expect(unknown(key: uncapped, credits: credits, hasKey: true) == nil)
    #expect(unknown(key: uncapped, hasKey: true)?.contains("at the moment") == true)
    #expect(unknown(key: uncapped, hasKey: true)?.contains("management key?") == false)
    let refused = unknown(key: Self.key("5"), refusal: 403, hasKey: true)
    #expect(refused?.contains("(403)") == true && refused?.contains("management key?") == true)
  }

  @Test func `a key that may spend less than the budget leaves is told`() {
    #expect(Self.warnings(key: Self.key("5"), most: "5") == [])
    #expect(Self.warnings(key: Self.key("5"), most: "8", cost: "3") == [])
    #expect(
      Self.warnings(key: Self.key("5"), most: "9", cost: "3") == [
        "The API key may spend $5.00 more, which is less than --max-cost leaves. Raise its limit at "
          + "openrouter.ai/settings/keys."
      ])
  }
}
