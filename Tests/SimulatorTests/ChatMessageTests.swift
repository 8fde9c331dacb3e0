import Foundation
import Testing

@testable import Simulator

struct ChatMessageTests {
  @Test(arguments: ["x\n\u{FEFF}y", "\u{FEFF}", "a\r\n\u{2028}é", "👩‍👩‍👧\"\\"])
  func `a message's text is kept scalar for scalar`(text: String) throws {
    let body = try JSONEncoder().encode([
      "messages": [["role": "user", "content": text]]
    ])
    let message = try #require(ChatMessage.all(in: body)?.first)
    #expect(Array(message.text.unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func `parts are joined, and no messages are no request`() {
    let parts = #"{"messages":[{"role":"user","content":[{"text":"a"},{"x":1},{"text":"b"}]}]}"#
    #expect(ChatMessage.all(in: Data(parts.utf8))?.map(\.text) == ["ab"])
    #expect(ChatMessage.all(in: Data(#"{"messages":[]}"#.utf8)) == nil)
    #expect(ChatMessage.all(in: Data("{}".utf8)) == nil)
  }
}
