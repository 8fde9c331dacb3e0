import Testing

@testable import BatchCore

struct WrappedTests {
  @Test(arguments: [
    ("", ""), ("short", "short"), ("one two three", "one two\nthree"),
    ("  one two three", "  one two\n  three"), ("a\n\nb", "a\n\nb"),
    ("https://example.org/long is it", "https://example.org/long\nis it"),
    ("see https://example.org/long", "see\nhttps://example.org/long"),
    ("role  [####]  9 %", "role\n[####]  9\n%"), ("exactly 10", "exactly 10"),
    ("1. one two three four", "1. one two\nthree four"),
  ])
  func `a line is broken between words and keeps its indentation`(_ text: String, _ lines: String) {
    #expect(wrapped(text, columns: 10) == lines)
  }

  @Test func `no word is lost at any width`() {
    let text = "  Paused: the balance is used up. Top up at https://openrouter.ai/settings/credits."
    for columns in 0...100 {
      let lines = wrapped(text, columns: columns).split(separator: "\n")
      #expect(
        lines.flatMap { $0.split(separator: " ") }.joined(separator: " ")
          == text.trimmingPrefix("  "))
      #expect(lines.allSatisfy { $0.hasPrefix("  ") })
    }
  }
}
