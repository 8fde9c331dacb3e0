import Foundation
import Testing

@testable import BatchCore

/// After the cases of JSONTestSuite (seriot.ch, "Parsing JSON is a minefield").
struct JSONScanTests {
  static let valid = [
    "{}", "[]", " {} ", "\t[\n]\r\n", "0", "-0", "-1.5E+3", "1e5", "0.1", "1E-2", "true", "false",
    "null", #""""#, #""\u0022\/\b\f\n\r\t\\""#, #""\ud83d\ude00""#, #""\uD83D\uDE00""#,
    #""\uffff""#, "\"\u{7F}\u{2028}é😀\"", #"{"a":{"b":[1,[2,{}],""]},"a":null}"#, "[1 , 2]",
    "123456789012345678901234567890.1e400", #"{"":0}"#,
  ]

  static let invalid = [
    "", " ", "{", "[", "}", "]", "[1,]", "[,1]", "[1 2]", "{,}", #"{"a"}"#, #"{"a":}"#,
    #"{"a":1,}"#,
    #"{"a" 1}"#, "{a:1}", "{'a':1}", "{1:1}", "01", "-", "-01", "1.", ".5", "+1", "1e", "1e+",
    "0x1", "NaN", "Infinity", "tru", "True", "nul", #"""#, #""a"#, #""\"#, #""\x""#, #""\u12""#,
    #""\u12G4""#, #""\ud800""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\ud800""#, #""\udc00""#,
    "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"", "[1]]", "1 2", "{}{}", "// x\n1", "[1]/**/",
    "\u{FEFF}1", "\u{A0}1", "nulll", "[\u{B}1]", "-é", "é", #""\ué000""#,
  ]

  @Test(arguments: valid) func `JSON is accepted`(text: String) throws {
    var scan = JSONScan(Array(text.utf8))
    try scan.anyValue()
  }

  @Test(arguments: invalid) func `what is not JSON is refused`(text: String) {
    #expect(throws: JSONFault.self) {
      var scan = JSONScan(Array(text.utf8))
      try scan.anyValue()
    }
  }

  @Test func `nesting has a limit and no bomb overflows the stack`() throws {
    func nested(_ depth: Int, _ open: String, _ close: String) -> [UInt8] {
      Array(
        (String(repeating: open, count: depth) + "0" + String(repeating: close, count: depth)).utf8)
    }
    var deep = JSONScan(nested(JSONScan.depthLimit - 1, "[", "]"))
    try deep.anyValue()
    for bomb in [nested(100_000, "[", "]"), nested(100_000, #"{"a":"#, "}")] {
      let fault = #expect(throws: JSONFault.self) {
        var scan = JSONScan(bomb)
        try scan.anyValue()
      }
      #expect(fault?.reason.contains("levels deep") == true)
    }
  }

  @Test func `members keep their bytes`() throws {
    let text = Array(#" { "a" : [1, 2] ,"b":"\u0041" }"#.utf8)
    var scan = JSONScan(text)
    let members = try scan.members()
    #expect(
      members.map { String(decoding: text[$0.whole], as: UTF8.self) }
        == [#""a" : [1, 2]"#, #""b":"\u0041""#])
    #expect(members.map { jsonLiteralText(text[$0.name]) } == ["a", "b"])
  }

  /// Every text one byte away from a valid one: both agree wherever Foundation looks at all values.
  @Test func `the scan agrees with Foundation on damaged texts`() {
    let base = Array(#"{"id":"a\ud83d\ude00\n","n":[-1.5e3,true,null,{"x":"é"}]}"#.utf8)
    let replacements = Array(#"{}[]",:\u0Ee+-.ntx \#u{1}\#n"#.utf8)
    for index in base.indices {
      for byte in replacements {
        var text = base
        text[index] = byte
        guard String(validating: text, as: UTF8.self) != nil else { continue }
        var scan = JSONScan(text)
        let ours = (try? scan.anyValue()) != nil
        let theirs = (try? JSONValue(parsing: text)) != nil
        #expect(ours == theirs, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test func `texts decode as Foundation decodes them`() throws {
    let literals = JSONScanTests.valid.filter { $0.hasPrefix("\"") }
    for literal in literals {
      let theirs = try JSONDecoder().decode(String.self, from: Data(literal.utf8))
      #expect(jsonLiteralText(Array(literal.utf8)[...]).utf8.elementsEqual(theirs.utf8))
    }
  }
}
