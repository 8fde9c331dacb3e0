import BatchCore
import Testing

@Suite struct DurationWrittenTests {
  @Test(arguments: [("90s", 90), ("10m", 600), ("2h", 7200), ("007s", 7)])
  func `a span is a number and its unit`(text: String, seconds: Int) {
    #expect(Duration(written: text) == .seconds(seconds))
  }

  @Test(arguments: ["", "s", "10", "0s", "-1s", "1.5h", "10 m", "10M", "1h30m", "9999999s", "١s"])
  func `anything else is none`(text: String) {
    #expect(Duration(written: text) == nil)
  }
}
