import BatchCore
import Testing

@Suite struct GenerationAnswerTests {
  private static let now = Timestamp(milliseconds: 1_000_000)
  private static let cases: [(Int, String, GenerationAnswer)] = [
    (200, #"{"data":{"id":"gen-1","total_cost":7.1e-05}}"#, .cost(Money(picodollars: 71_000_000))),
    (200, #"{"data":{"total_cost":0}}"#, .cost(.zero)),
    (200, #"{"data":{"total_cost":null}}"#, .notYet),
    (200, #"{"data":{"total_cost":-1}}"#, .notYet),
    (200, #"{"data":{"total_cost":1e9}}"#, .notYet),
    (200, "<html>", .notYet),
    (404, #"{"error":{"code":404}}"#, .notYet),
    (401, "", .refused), (403, "", .refused), (429, "", .unreachable()),
    (500, "", .unreachable()),
  ]

  @Test(arguments: cases.indices)
  func `the answer has its meaning`(_ index: Int) {
    let (status, body, expected) = Self.cases[index]
    #expect(GenerationAnswer(Exchange(status, body), now: Self.now) == expected)
  }

  @Test func `a connection that died says nothing`() {
    for exchange in [
      Exchange(200, #"{"data":{"total_cost":1}}"#, failure: .cut),
      Exchange(response: nil, failure: .cut),
    ] {
      #expect(GenerationAnswer(exchange, now: Self.now) == .unreachable())
    }
  }

  @Test func `who asks to be left alone says for how long`() {
    let body = Array(#"{"error":{"code":429}}"#.utf8)
    let response = HTTPResponse(
      status: 429, headers: [HTTPHeader("Retry-After", "90")], body: body)
    #expect(
      GenerationAnswer(Exchange(response: response, failure: nil), now: Self.now)
        == .unreachable(wait: .seconds(90)))
    let inside = Exchange(429, #"{"error":{"code":429,"metadata":{"retry_after_seconds":45}}}"#)
    #expect(GenerationAnswer(inside, now: Self.now) == .unreachable(wait: .seconds(45)))
  }

  @Test(arguments: [
    ("gen-1763706413-abc_DEF-9", true), ("gen-", false), ("chatcmpl-1", false),
    ("gen-1&id=gen-2", false), ("gen-1/..", false), ("", false),
  ])
  func `only the provider's own ids are asked about`(_ id: String, _ isAsked: Bool) throws {
    let planner = try RequestPlanner(
      jobs: [], catalogue: .offline, base: BaseURL("https://openrouter.ai/api/v1"),
      key: APIKey("sk-or-x"))
    let cost = UnknownCost(attempt: ClaimNumber(1), generationID: id)
    let question = planner.question(about: cost)
    #expect(
      question?.url == (isAsked ? "https://openrouter.ai/api/v1/generation?id=\(id)" : nil))
  }
}
