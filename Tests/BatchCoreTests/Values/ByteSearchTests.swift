import Testing

@testable import BatchCore

struct ByteSearchTests {
  @Test(arguments: [
    ("", false), ("</think", false), ("</think>", true), ("a</think>", true),
    ("<</think>>", true), ("</thin</think>", true), ("<p>Ünïcode</p></think>", true),
    ("</THINK>", false), ("< /think>", false), ("</think", false),
    (String(repeating: "<", count: 5000) + "/think>", true),
    (String(repeating: "</think", count: 500), false),
  ])
  func `a mark is found where it stands`(_ text: String, _ isThere: Bool) {
    #expect(text.holds(bytesOf: "</think>") == isThere)
    #expect(Array(text.utf8).holds("</think>") == isThere)
  }

  @Test func `a mark is found at every place of a long text`() {
    for place in 0...200 {
      let head = String(repeating: "<b>", count: place)
      let tail = String(repeating: "</b>", count: 50)
      #expect((head + "</think>").holds(bytesOf: "</think>"))
      #expect((head + "</think>" + tail).holds(bytesOf: "</think>"))
      #expect(!(head + "</think" + tail).holds(bytesOf: "</think>"))
    }
  }

  @Test(arguments: [
    ("", true), (" \t\r\n", true), ("\u{A0}\u{3000} ", true), ("a", false), (" a", false),
    (" \u{301}", true), ("\u{1C}", false), ("  é", false),
  ])
  func `white space alone is blank`(_ text: String, _ isBlank: Bool) {
    #expect(text.isBlank == isBlank)
    #expect(text.allSatisfy(\.isWhitespace) == isBlank)
  }
}
