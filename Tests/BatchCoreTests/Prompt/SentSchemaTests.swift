import BatchCore
import Testing

@Suite struct SentSchemaTests {
  /// What a job's schema becomes on the wire.
  private func sent(_ schema: String) throws -> JSONValue {
    let root = try JSONValue(parsing: schema.utf8)
    var job = try RequestTexts.job()
    job.output = .json(JSONSchema(text: schema, root: root))
    let plan = try RequestBuilder(job).plan(
      RequestTexts.candidate(), model: "openai/gpt-4o-mini",
      catalogue: ModelCatalogue([RequestTexts.card]))
    guard case .send(_, let body) = plan else { throw CancellationError() }
    let format = try JSONValue(parsing: body)[member: "response_format"]
    return try #require(format?[member: "json_schema"])
  }

  @Test(arguments: [
    (
      #"{"type":"object","properties":{"a":{"type":"string","minLength":1,"maxLength":9}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string"}}}"#
    ),
    // A property may be called like a word of JSON Schema.
    (
      #"{"type":"object","properties":{"pattern":{"type":"string","pattern":"^a"},"properties":{"type":"number","minimum":1}}}"#,
      #"{"type":"object","properties":{"pattern":{"type":"string"},"properties":{"type":"number"}}}"#
    ),
    // Values are data, whatever they look like.
    (
      #"{"type":"object","properties":{"a":{"enum":[{"minimum":1},"}",","]},"b":{"const":{"pattern":"\"]"}}}}"#,
      #"{"type":"object","properties":{"a":{"enum":[{"minimum":1},"}",","]},"b":{"const":{"pattern":"\"]"}}}}"#
    ),
    (
      #"{"type":"object","properties":{"a":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"integer","maximum":3}}}}"#,
      #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"integer"}}}}"#
    ),
    ("{ \"type\" : \"object\" ,\n \"minLength\" : 1 }", #"{"type":"object"}"#),
    ("{}", "{}"),
  ])
  func `words that providers refuse are left out, the user's own are kept`(
    schema: String, wire: String
  ) throws {
    #expect(try sent(schema)[member: "schema"] == JSONValue(parsing: wire.utf8))
  }

  @Test(arguments: [
    (#"{"type":"object","properties":{},"additionalProperties":false}"#, true),
    (#"{"type":"object","additionalProperties":false}"#, false),
    (
      #"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#, false
    ),
    (
      #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#,
      true
    ),
    (
      #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{}}}},"required":["a"],"additionalProperties":false}"#,
      false
    ),
  ])
  func `strict is asked of closed schemas only`(schema: String, strict: Bool) throws {
    #expect(try sent(schema)[member: "strict"] == .bool(strict))
  }
}
