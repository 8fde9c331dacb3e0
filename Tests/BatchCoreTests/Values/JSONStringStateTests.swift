import Testing

@testable import BatchCore

struct JSONStringStateTests {
  @Test(arguments: [
    (#"{"a b": [1, "c \" d", 2]}"#, #"{"a b":[1,"c \" d",2]}"#),
    (#"[ "\\" , " " ]"#, #"["\\"," "]"#),
    ("\n\t{ }\r\n", "{}"),
    (#"[" not closed "#, #"[" not closed "#),
    ("", ""),
  ])
  func `white space goes, but not from strings`(json: String, compact: String) {
    #expect(String(decoding: compactJSON(json.utf8), as: UTF8.self) == compact)
  }

  @Test func `quotes are part of a string, an escaped one does not end it`() {
    var state = JSONStringState()
    let marks = #"a"\"\\"b"#.utf8.map { state.take($0) ? "s" : "-" }.joined()
    #expect(marks == "-ssssss-")
  }
}
