import Testing

@testable import Simulator

struct TextTests {
  @Test(arguments: [
    ("abcabc", "bc", 0, 1 as Int?), ("abcabc", "bc", 2, 4), ("abcabc", "x", 0, nil),
    ("a", "ab", 0, nil), ("", "a", 0, nil), ("a", "", 0, nil), ("<b>\r\n", "\n", 0, 4),
    ("e\u{301}", "e", 0, 0),
  ])
  func `the first mark is found by bytes`(text: String, mark: String, start: Int, place: Int?) {
    #expect(Text.first(mark, in: Array(text.utf8), from: start) == place)
  }

  @Test(arguments: [
    ("abcabc", "bc", 0, 4 as Int?), ("abcabc", "bc", 5, nil), ("abc", "x", 0, nil),
    ("a", "ab", 0, nil),
  ])
  func `the last mark is found from the end`(text: String, mark: String, start: Int, place: Int?) {
    #expect(Text.last(mark, in: Array(text.utf8), from: start) == place)
  }

  @Test(arguments: [
    ("日本", 0, ""), ("日本", 1, ""), ("日本", 3, "日"), ("日本", 5, "日"), ("日本", 99, "日本"),
    ("a\r\nb", 2, "a\r"), ("", 3, ""),
  ])
  func `a prefix ends between characters`(text: String, bytes: Int, prefix: String) {
    #expect(Array(Completion.prefix(of: text, bytes: bytes).utf8) == Array(prefix.utf8))
  }
}
