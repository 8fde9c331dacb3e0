import Foundation
import Testing

@testable import Simulator

struct ExpectedAnswerTests {
  static let bodies = [
    "", "One paragraph.", "日本語 🎉\r\n\r\nzwei\r\n", "<!-- rewritten by x -->\ntwice",
    "e\u{301} --> \n",
    "{\"json\": [1, 2]}\n\t\u{1}",
  ]

  @Test(arguments: bodies)
  func `the body can be got back byte for byte`(body: String) {
    let answer = ExpectedAnswer.body(body, model: "a/b")
    #expect(ExpectedAnswer.original(of: answer).map { Array($0.utf8) } == Array(body.utf8))
  }

  @Test func `a text that the simulator did not make has no original`() {
    #expect(ExpectedAnswer.original(of: "Hello") == nil)
    #expect(ExpectedAnswer.original(of: "x <!-- rewritten by a -->\n") == nil)
  }

  @Test(arguments: bodies)
  func `the JSON text holds title and body unchanged`(body: String) throws {
    let text = ExpectedAnswer.json(title: "T", body: body, model: "a/b")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String])
    #expect(object["title"] == "Rewritten: T")
    #expect(
      object["body"].map { Array($0.utf8) }
        == Array(
          ExpectedAnswer.body(body, model: "a/b").utf8))
  }

  @Test func `every declared property gets a value of its type`() throws {
    let schema =
      try JSONSerialization.jsonObject(
        with: Data(
          """
          {"type":"object","required":["verdict","summary"],"properties":{
            "summary":{"type":"string"}, "verdict":{"enum":["good","bad"]},
            "score":{"type":"integer","minimum":3}, "ratio":{"type":"number"},
            "tags":{"type":"array","minItems":2,"items":{"type":"string"}},
            "ok":{"type":"boolean"}, "note":{"type":["null","string"]}, "none":{"type":"null"},
            "either":{"anyOf":[{"type":"boolean"},{"type":"string"}]},
            "inner":{"type":"object","properties":{"body":{"type":"string"}}}}}
          """.utf8))
    let value = ExpectedAnswer.value(
      AnswerSchema(schema), name: "", title: "T", body: "B", model: "m")
    #expect(
      value.text
        == #"{"verdict":"good","summary":"\#(sentence("summary"))","either":true,"#
        + #""inner":{"body":"<!-- rewritten by m -->\nB"},"none":null,"#
        + #""note":"\#(sentence("note"))","ok":true,"ratio":1.0,"score":3,"#
        + #""tags":["\#(sentence("tags"))","\#(sentence("tags"))"]}"#)
  }

  private func sentence(_ property: String) -> String {
    ExpectedAnswer.sentence(about: property, title: "T")
  }

  @Test(arguments: [(0, 1), (4, 4), (40, 10)])
  func `a list grows with the article, to an end`(kilobytes: Int, count: Int) {
    let schema = AnswerSchema(["type": "array", "items": ["type": "string"]])
    let body = String(repeating: "0123456789", count: kilobytes * 100)
    let value = ExpectedAnswer.value(schema, name: "", title: "T", body: body, model: "m")
    let few = AnswerSchema(["type": "array", "maxItems": 3, "items": ["type": "null"]])
    #expect(value.text.components(separatedBy: sentence("")).count == count + 1)
    let bounded = ExpectedAnswer.value(few, name: "", title: "T", body: body, model: "m")
    #expect(bounded.text.components(separatedBy: "null").count == min(count, 3) + 1)
  }

  @Test(arguments: [
    ("<title>A</title><body>x</body>y</body>", "A", "x</body>y"),
    ("<title>A</title> no body", "A", "<title>A</title> no body"),
    ("First line\nsecond", "First line", "First line\nsecond"),
    ("<body>\r\né\r\n</body>", "<body>", "\r\né\r\n"),
    ("<body></body>", "<body></body>", ""),
  ])
  func `the article is found in the message`(message: String, title: String, body: String) {
    let article = Article(in: message)
    #expect(article.title == title)
    #expect(article.body == body)
  }
}
