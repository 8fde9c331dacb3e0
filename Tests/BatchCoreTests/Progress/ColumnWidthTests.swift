import Testing

@testable import BatchCore

struct ColumnWidthTests {
  @Test(arguments: [
    ("", 0), ("plain", 5), ("Ärger", 5), ("e\u{301}", 1), ("漢字", 4), ("한국어", 6), ("ｶﾅ", 2),
    ("Ａ", 2), ("😀", 2), ("👩‍👩‍👧", 2), ("🇨🇭", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("…█░", 3),
    ("a漢b", 4), ("👍🏽", 2), ("\u{200B}x", 1),
  ])
  func `a text takes as many columns as a terminal gives it`(_ text: String, _ width: Int) {
    #expect(columnWidth(text) == width)
  }

  @Test(arguments: [
    ("openai/gpt-4o-mini", 18, "openai/gpt-4o-mini"),
    ("openai/gpt-4o-mini", 11, "opena…-mini"), ("漢字漢字漢字", 7, "漢字…字"),
    ("漢字漢字漢字", 8, "漢字…字"), ("abcdef", 1, "a"), ("abcdef", 0, ""), ("漢字", 1, ""),
    ("a😀b😀c", 5, "a😀…c"),
  ])
  func `a text is shortened in its middle and never too wide`(
    _ text: String, _ columns: Int, _ short: String
  ) {
    #expect(shortened(text, columns: columns, mark: "…") == short)
    #expect(columnWidth(short) <= columns)
  }
}
