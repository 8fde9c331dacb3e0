import BatchCore
import Testing

@Suite struct SchemaCheckTests {
  private func value(_ text: String) throws -> JSONValue {
    try JSONReader.document(Array(text.utf8)[...])
  }

  @Test(arguments: [
    (#"{"type":"string"}"#, "7", ["the answer: expected a string, found a number"]),
    (#"{"type":["string","null"]}"#, "null", []),
    (
      #"{"type":["string","null"]}"#, "[]",
      ["the answer: expected a string or null, found an array"]
    ),
    (#"{"type":"integer"}"#, "2.0", []),
    (#"{"type":"integer"}"#, "2.5", ["the answer: expected an integer, found a number"]),
    (#"{"type":"boolean"}"#, "true", []),
    (#"{"required":["a","b"]}"#, #"{"a":1}"#, ["/b: is missing"]),
    (#"{"required":["a"]}"#, #"{"a":null}"#, []),
    (
      #"{"properties":{"a":{"type":"object"}}}"#, #"{"a":[]}"#,
      ["/a: expected an object, found an array"]
    ),
    (
      #"{"properties":{"a":{}},"additionalProperties":false}"#, #"{"a":1,"b/c":2}"#,
      ["/b~1c: is not asked for"]
    ),
    (
      #"{"additionalProperties":{"type":"number"}}"#, #"{"a":"1"}"#,
      ["/a: expected a number, found a string"]
    ),
    (
      #"{"items":{"properties":{"t":{"type":"string"}}}}"#, #"[{"t":"x"},{"t":"y"},{"t":3}]"#,
      ["/2/t: expected a string, found a number"]
    ),
    (#"{"minItems":2,"maxItems":3}"#, "[1]", ["the answer: needs at least 2 elements, has 1"]),
    (#"{"maxItems":1}"#, "[1,2]", ["the answer: may have at most 1 elements, has 2"]),
    (#"{"minLength":1}"#, #""""#, ["the answer: is empty"]),
    (#"{"minLength":1}"#, #"" \n\u00a0""#, ["the answer: is empty"]),
    (#"{"minLength":3}"#, #""éé""#, ["the answer: needs at least 3 characters, has 2"]),
    (#"{"maxLength":1}"#, #""ab""#, ["the answer: may have at most 1 characters, has 2"]),
    (#"{"minimum":1,"maximum":10}"#, "0.5", ["the answer: must be at least 1"]),
    (#"{"minimum":1,"maximum":10}"#, "11", ["the answer: must be at most 10"]),
    (#"{"enum":["low",2,null]}"#, #""high""#, [#"the answer: must be one of "low", 2, null"#]),
    (#"{"enum":["low",2,null]}"#, "2.0", []),
    (#"{"const":"x"}"#, #""y""#, [#"the answer: must be "x""#]),
    (#"{"anyOf":[{"type":"string"},{"type":"number"}]}"#, "1", []),
    (
      #"{"anyOf":[{"type":"string"},{"minimum":5}]}"#, "1",
      ["the answer: is none of the forms asked for"]
    ),
    ("true", "1", []),
    ("false", "1", ["the answer: is not asked for"]),
  ])
  func `what is wrong is said with its place`(
    schema: String, document: String, violations: [String]
  ) throws {
    #expect(
      SchemaCheck.violations(of: try value(document), against: try value(schema)) == violations)
  }

  @Test
  func `only so much is said at once`() throws {
    let document = JSONValue.array(Array(repeating: .number(1), count: 1000))
    let found = SchemaCheck.violations(
      of: document, against: try value(#"{"items":{"type":"string"}}"#))
    #expect(found.count == SchemaCheck.limit)
  }

  @Test
  func `depth is no danger`() throws {
    var document = JSONValue.null
    var schema = JSONValue.object(["type": .string("array")])
    for _ in 0..<500 {
      document = .array([document])
      schema = .object(["items": schema])
    }
    #expect(SchemaCheck.violations(of: document, against: schema).count == 1)
  }
}
