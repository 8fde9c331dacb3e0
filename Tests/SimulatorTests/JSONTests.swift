import Foundation
import Testing

@testable import Simulator

struct JSONTests {
  private static let value: JSON = [
    "b": [1, true, nil, "x"], "a": .number("7.1e-05"), "o": [:], "s": "it's \"so\" \\",
  ]

  @Test func `members keep their order and there is no white space`() {
    #expect(
      Self.value.text == #"{"b":[1,true,null,"x"],"a":7.1e-05,"o":{},"s":"it's \"so\" \\"}"#)
  }

  @Test func `JSON5 has bare names, single quotes and a last comma`() {
    #expect(
      Self.value.json5 == #"{b:[1,true,null,'x'],a:7.1e-05,o:{},s:'it\'s "so" \\',}"#)
  }

  @Test(arguments: ["", "é日🎉", "\r\n\t", "\u{0}\u{1}\u{1F}\u{7F}", "e\u{301}\u{2028}", "\"\\/"])
  func `a string read back is the same string`(text: String) throws {
    let read = try JSONDecoder().decode(
      [String].self, from: Data(JSON.array([.string(text)]).bytes))
    #expect(read.map { Array($0.utf8) } == [Array(text.utf8)])
  }

  @Test func `text outside ASCII is not escaped`() {
    #expect(JSON.string("é日🎉").text == "\"é日🎉\"")
  }
}
