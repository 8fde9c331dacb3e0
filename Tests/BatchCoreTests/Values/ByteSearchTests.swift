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
}
