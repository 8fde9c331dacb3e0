import BatchCore
import Testing

@Suite struct JSONExtractionTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var output: String?
    var extraction: Answer.Extraction?

    init(
      _ name: String, _ text: String, _ output: String? = nil,
      _ extraction: Answer.Extraction? = nil
    ) {
      self.testDescription = name
      self.text = text
      self.output = output
      self.extraction = extraction
    }
  }

  static let plain = #"{"title":"a","body":"b"}"#

  static let rows = [
    Row("whole", plain, plain, .whole),
    Row(
      "its own bytes", "\n { \"title\" : \"\\u00e9\\/\" ,\t\"body\":\"b\"} \n",
      "{ \"title\" : \"\\u00e9\\/\" ,\t\"body\":\"b\"}", .whole),
    Row("a byte order mark", "\u{FEFF}" + plain, plain, .whole),
    Row("a fence", "```json\n\(plain)\n```", plain, .extracted),
    Row("a fence without a name", "```\n\(plain)\n```", plain, .extracted),
    Row(
      "a fence in the answer", #"{"title":"a","body":"```swift\nlet x = {}\n```"}"#,
      #"{"title":"a","body":"```swift\nlet x = {}\n```"}"#, .whole),
    Row(
      "prose before and after", "Sure! Here it is:\n\(plain)\nHope it helps {smile}.", plain,
      .extracted),
    Row(
      "braces in prose before", "With {care} and {}, {{title}} and [1]: \(plain)", plain,
      .extracted),
    Row(
      "braces and quotes in strings", #"x {"title":"a } \" {","body":"]["} y"#,
      #"{"title":"a } \" {","body":"]["}"#, .extracted),
    Row(
      "an example and the answer", #"Like {"x": 1}: {"title":"a","body":"b"}"#, plain,
      .extracted),
    Row("the same twice", "\(plain)\n\(plain)", plain, .extracted),
    Row("two different answers", #"{"title":"a","body":"b"} or {"title":"a","body":"c"}"#),
    Row("a trailing comma", #"{"title":"a","body":"b",}"#, #"{"body":"b","title":"a"}"#, .json5),
    Row(
      "single quotes", #"{'title':'a "x"','body':'b/c'}"#, #"{"body":"b/c","title":"a \"x\""}"#,
      .json5),
    Row(
      "names without quotes", "{title: \"é\", body: \"b\"}", #"{"body":"b","title":"é"}"#,
      .json5),
    Row(
      "comments", "{\"title\":\"a\", // the } title\n/* { */ \"body\":\"b\"}",
      #"{"body":"b","title":"a"}"#, .json5),
    Row(
      "JSON5 in a fence", "```json5\n{title: 'a', body: 'b'}\n```", #"{"body":"b","title":"a"}"#,
      .json5),
    Row("an escape that JSON5 would drop", #"{"title":"\alpha","body":"C:\dir"}"#),
    Row("an escape that JSON5 would drop, single quotes", #"{'title':'a','body':'\d+'}"#),
    Row("no number", "{title: \"a\", body: NaN}"),
    Row("a line break in a string, as JSON5 does not have it", "{title: 'a', body: 'b\nc'}"),
    Row("a name twice in JSON5", "{title: 'a', body: 'b', body: 'c'}"),
    Row("prose", "I have rewritten the article."),
    Row("nothing", " \n"),
    Row("not complete", #"{"title":"a","body":"b"#),
    Row(
      "not complete, with a whole part in it", #"{"title":"a","parts":[{"title":"a","body":"b"},{"#),
    Row("not complete, in a fence", "```json\n{\"title\":\"a\",\n"),
    Row("not complete after a whole one", plain + #" {"title":"a""#),
    Row("only an open brace", "Here: {"),
    Row(
      "a quote that ends too soon",
      #"{"body":"He wrote "} and left", "meta":{"title":"a","body":"b"}}"#),
    Row(
      "a quote that ends too soon, where the rest is no JSON",
      #"{"title":"a","body":"He wrote "} and left"}"#),
    Row(
      "a fence, and a quote that ends too soon",
      "```json\n{\"title\":\"a\",\"body\":\"x\"} y\"}\n```"),
    Row("an unescaped quote", #"{"title":"the "best" one","body":"b"}"#),
    Row("a missing comma", #"{"title":"a" "body":"b"}"#),
    Row("a name twice", #"{"title":"a","body":"b","body":"c"}"#),
    Row("an endless comment", #"{"title":"a", /* "body":"b"}"#),
    Row("nested too deeply", String(repeating: "[", count: 100_000)),
    Row("nested too deeply in prose", "x " + String(repeating: "{\"a\":", count: 100_000)),
    Row("brackets in prose", "x " + String(repeating: "[", count: 100_000) + plain),
    Row(
      "nested too deeply in JSON5",
      String(repeating: "{a:", count: 300)
        + "1" + String(repeating: "}", count: 300)),
  ]

  @Test(arguments: rows)
  func `the answer is found or refused`(_ row: Row) {
    let found = JSONExtraction.find(in: row.text) {
      SchemaCheck.violations(of: $0, against: JSONSchema.article.root).isEmpty
    }
    switch found {
    case .found(_, let output, let extraction):
      #expect(output == row.output)
      #expect(extraction == row.extraction)
    case .nothing(let why):
      #expect(row.output == nil, "\(why)")
    }
  }

  @Test
  func `many open braces take no longer than their number`() {
    let text = String(repeating: "{ x ", count: 50_000) + Self.plain
    guard
      case .found(_, Self.plain, .extracted) = JSONExtraction.find(in: text, fits: { _ in true })
    else {
      Issue.record("not found")
      return
    }
  }

  @Test(arguments: [
    #"[{"title":"a","body":"b"}]"#, #"Here: [{"title":"a","body":"b"}]"#, "42", #""text""#,
    #"{"title":"a","body":7}"#, #"See {"other":"a"}"#,
  ])
  func `JSON of another shape is off the schema, not unreadable`(text: String) {
    let body = String.completion(#""content":\#(Self.quoted(text))"#)
    let reading = Reading.of(
      Exchange(200, body), expecting: .json(.article), model: "a/b", now: Scenario.noon)
    guard case .failed(let failure, let circumstance) = reading.outcome else {
      Issue.record("accepted")
      return
    }
    #expect(failure.kind == .offSchema)
    #expect(circumstance.complaint != nil)
  }

  @Test
  func `a thought before the answer is left out`() {
    let text = "<think>\nMaybe {\"title\":\"x\",\"body\":\"y\"}?\n</think>\n\n" + Self.plain
    let body = String.completion(#""content":\#(Self.quoted(text))"#)
    let reading = Reading.of(
      Exchange(200, body), expecting: .json(.article), model: "a/b", now: Scenario.noon)
    #expect(reading.outcome == .answered(Answer(output: Self.plain, extraction: .whole)))
  }

  @Test
  func `a text job's answer is a JSON string`() {
    let body = String.completion(#""content":"Say \"hé\" / \n{ok}""#)
    let reading = Reading.of(
      Exchange(200, body), expecting: .text, model: "a/b", now: Scenario.noon)
    #expect(
      reading.outcome
        == .answered(Answer(output: #""Say \"hé\" / \n{ok}""#, extraction: .text)))
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n") + "\""
  }
}
