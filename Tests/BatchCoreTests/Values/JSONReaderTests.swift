import BatchCore
import Testing

@Suite struct JSONReaderTests {
  @Test(arguments: [
    "null", " true ", "-0", "0.5e-3", "1E+2", "[]", "{}", "[1,[2,{\"a\":[]}]]",
    #"{"a":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é😀","b":{"c":null}}"#,
    "123456789012345678901234567890", "-12.50", "0.0012", "0.000", "-0.0", "100",
    "12345678901234567",
    "-1234567890123456789", "0.123456789012345678901", "-98765.432100001",
    "7.1e-05", "\"\"",
  ])
  func `it reads what Foundation reads`(text: String) throws {
    let bytes = Array(text.utf8)
    #expect(try JSONReader.document(bytes[...]) == JSONValue(parsing: bytes))
  }

  @Test(arguments: [
    "", " ", "nul", "truefalse", "01", "-", "1.", ".5", "1e", "+1", "0x1", "[1,]", "[,]", "[1 2]",
    "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "\"a", "\"\\x\"", "\"\\u12\"",
    "\"\\u12G4\"", "\"\n\"", "\"\\", "\"\\u", "[1] x", "NaN", "// c\n1", "[", "{\"a\":1",
    "\u{FEFF}1",
  ])
  func `it refuses what is not strict JSON`(text: String) {
    #expect(throws: JSONReader.Failure.syntax) { try JSONReader.document(Array(text.utf8)[...]) }
  }

  @Test
  func `it refuses bytes that are no UTF-8`() {
    #expect(throws: JSONReader.Failure.syntax) {
      try JSONReader.document([0x22, 0xC3, 0x22])
    }
  }

  @Test
  func `it refuses repeated names and great depth`() {
    #expect(throws: JSONReader.Failure.repeatedName("a")) {
      try JSONReader.document(Array(#"{"a":1,"\u0061":2}"#.utf8)[...])
    }
    let deep = Array(repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONReader.Failure.tooDeep) { try JSONReader.document(deep[...]) }
  }

  @Test(arguments: [#""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\ud83d\u0041""#])
  func `half a surrogate pair becomes a replacement character`(text: String) throws {
    #expect(try JSONReader.document(Array(text.utf8)[...]).text?.contains("\u{FFFD}") == true)
  }

  @Test
  func `it says where a value ended`() throws {
    let bytes = Array(#"x  {"a":[1]} and more"#.utf8)
    #expect(try JSONReader.leading(bytes[1...]).end == 12)
  }

  @Test(arguments: [[0x0A], [0xC3], [0xED, 0xA0, 0x80], [0x5C, 0x78], [0x22]] as [[UInt8]])
  func `what no string may hold is found wherever it stands`(bytes: [UInt8]) {
    let text = [UInt8](repeating: 0x61, count: 200)
    for place in 0...200 {
      let document = [0x22] + text[..<place] + bytes + text[place...] + [0x22]
      #expect(throws: JSONReader.Failure.syntax) { try JSONReader.document(document[...]) }
    }
  }
}
