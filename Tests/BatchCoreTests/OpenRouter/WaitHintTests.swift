import BatchCore
import Testing

@Suite struct WaitHintTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var headers: [HTTPHeader] = []
    var error = "{}"
    var wait: Duration?
  }

  static let rows = [
    Row(testDescription: "none"),
    Row(
      testDescription: "seconds", headers: [HTTPHeader("retry-after", " 20 ")], wait: .seconds(20)),
    Row(
      testDescription: "a fraction", headers: [HTTPHeader("Retry-After", "0.25")],
      wait: .milliseconds(250)),
    Row(testDescription: "zero", headers: [HTTPHeader("Retry-After", "0")], wait: .zero),
    Row(testDescription: "negative", headers: [HTTPHeader("Retry-After", "-5")]),
    Row(testDescription: "absurd", headers: [HTTPHeader("Retry-After", "99999999")]),
    Row(testDescription: "infinite", headers: [HTTPHeader("Retry-After", "inf")]),
    Row(testDescription: "words", headers: [HTTPHeader("Retry-After", "soon")]),
    Row(
      testDescription: "a date by our clock",
      headers: [HTTPHeader("Retry-After", "Sat, 21 Nov 2026 12:01:00 GMT")], wait: .seconds(60)),
    Row(
      testDescription: "a date by the server's clock",
      headers: [
        HTTPHeader("Retry-After", "Fri, 20 Nov 2026 12:01:00 GMT"),
        HTTPHeader("Date", "Fri, 20 Nov 2026 12:00:10 GMT"),
      ], wait: .seconds(50)),
    Row(
      testDescription: "a date gone by",
      headers: [HTTPHeader("Retry-After", "Sat, 21 Nov 2026 11:01:00 GMT")]),
    Row(
      testDescription: "the header before the body", headers: [HTTPHeader("Retry-After", "3")],
      error: #"{"availability": {"retry_after": 9}}"#, wait: .seconds(3)),
    Row(
      testDescription: "availability before metadata",
      error: #"{"availability": {"retry_after": 9}, "metadata": {"retry_after_seconds": 4}}"#,
      wait: .seconds(9)),
    Row(
      testDescription: "a senseless one is passed over",
      error: #"{"availability": {"retry_after": -9}, "metadata": {"retry_after_seconds": 4}}"#,
      wait: .seconds(4)),
    Row(
      testDescription: "whole before raw seconds",
      error: #"{"metadata": {"retry_after_seconds": 17, "retry_after_seconds_raw": 16.007}}"#,
      wait: .seconds(17)),
    Row(
      testDescription: "raw seconds alone",
      error: #"{"metadata": {"retry_after_seconds_raw": 16.007}}"#, wait: .milliseconds(16007)),
    Row(
      testDescription: "a header in the body",
      error: #"{"metadata": {"headers": {"Retry-After": "17"}}}"#, wait: .seconds(17)),
    Row(
      testDescription: "a header that says nothing leaves it to the body's",
      headers: [HTTPHeader("Retry-After", "soon"), HTTPHeader("x-ratelimit-reset", "soon")],
      error: #"{"metadata": {"headers": {"x-ratelimit-reset": "1795262430000"}}}"#,
      wait: .seconds(30)),
    Row(
      testDescription: "a reset in milliseconds",
      headers: [HTTPHeader("x-ratelimit-reset", "1795262430000")], wait: .seconds(30)),
    Row(
      testDescription: "a reset in seconds",
      headers: [HTTPHeader("x-ratelimit-reset", "1795262430")], wait: .seconds(30)),
    Row(
      testDescription: "a reset as a span", headers: [HTTPHeader("x-ratelimit-reset", "30")],
      wait: .seconds(30)),
    Row(
      testDescription: "a reset gone by",
      headers: [HTTPHeader("x-ratelimit-reset", "1795262399000")]),
    Row(
      testDescription: "a reset in fifty thousand years",
      headers: [HTTPHeader("x-ratelimit-reset", "1795262430000000")]),
    Row(
      testDescription: "a reset in the body, a number",
      error: #"{"metadata": {"headers": {"X-RateLimit-Reset": 1795262430000}}}"#,
      wait: .seconds(30)),
    Row(
      testDescription: "the reset in the header first",
      headers: [HTTPHeader("x-ratelimit-reset", "1795262410000")],
      error: #"{"metadata": {"headers": {"X-RateLimit-Reset": "1795262430000"}}}"#,
      wait: .seconds(10)),
  ]

  @Test(arguments: rows)
  func `a hint is read in the documented order`(_ row: Row) throws {
    let error = ErrorBody(try JSONReader.document(Array(row.error.utf8)[...]))
    let response = HTTPResponse(status: 429, headers: row.headers)
    #expect(WaitHint.of(response, error: error, now: Scenario.noon) == row.wait)
  }

  @Test
  func `an HTTP date is exact and anything else is none`() {
    #expect(
      ResponseDate.http("Sun, 06 Nov 1994 08:49:37 GMT")
        == Timestamp(milliseconds: 784_111_777_000))
    #expect(
      ResponseDate.http("Thu, 29 Feb 2024 00:00:00 GMT")
        == Timestamp(milliseconds: 1_709_164_800_000))
    for text in ["", "Sun", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT"] {
      #expect(ResponseDate.http(text) == nil, "\(text)")
    }
  }

  @Test
  func `a moment is read from ISO 8601 and from numbers`() {
    let noon = Scenario.noon
    let texts = [
      "2026-11-21T12:00:00Z", "2026-11-21T12:00:00.000Z", "1795262400", "1795262400000",
    ]
    for text in texts { #expect(ResponseDate.moment(.string(text)) == noon, "\(text)") }
    #expect(ResponseDate.moment(.number(1_795_262_400)) == noon)
    #expect(ResponseDate.moment(.string("next month")) == nil)
  }
}
