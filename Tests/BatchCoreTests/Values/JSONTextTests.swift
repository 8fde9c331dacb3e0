import BatchCore
import Foundation
import Testing

@Suite struct JSONTextTests {
  @Test(arguments: [
    ("plain", #""plain""#),
    ("", #""""#),
    ("a\"b\\c/d", #""a\"b\\c/d""#),
    ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
    ("\0\u{1}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\""),
    ("é 日本 👩‍👩‍👧 \u{2028}", "\"é 日本 👩‍👩‍👧 \u{2028}\""),
    ("\r\n", #""\r\n""#),
  ])
  func `a text is quoted as UTF-8 and escaped only where it must be`(text: String, json: String)
    throws
  {
    var writer = JSONText()
    writer.string(text)
    #expect(writer.text == json)
    #expect(try JSONValue(parsing: writer.bytes) == .string(text))
    let growth = text.utf8.reduce(2) { $0 + JSONText.escapeGrowth(of: $1) }
    #expect(writer.bytes.count == text.utf8.count + growth)
  }

  @Test func `members keep their order and stand close together`() {
    var json = JSONText()
    json.openObject()
    json.name("z")
    json.openArray()
    json.integer(1)
    json.openObject()
    json.closeObject()
    json.openArray()
    json.closeArray()
    json.string("x")
    json.closeArray()
    json.name("a")
    json.bool(true)
    json.name("m")
    json.raw("null")
    json.closeObject()
    #expect(json.text == #"{"z":[1,{},[],"x"],"a":true,"m":null}"#)
  }

  @Test(arguments: ["\"", "\\", "\n", "\u{1F}", "é"])
  func `a character is told apart wherever it stands in a long text`(mark: String) throws {
    for place in 0...150 {
      let text = String(repeating: "a", count: place) + mark + String(repeating: "b", count: 150)
      var writer = JSONText()
      writer.string(text)
      #expect(try JSONValue(parsing: writer.bytes) == .string(text))
      #expect(try JSONReader.document(writer.bytes[...]) == .string(text))
    }
  }
}
