import BatchCore
import Testing

struct ToldLimitTests {
  private func limit(_ body: String, _ headers: [HTTPHeader] = []) -> ToldLimit? {
    let error = (try? JSONReader.document(Array(body.utf8)[...]))?[member: "error"]
    return ToldLimit(
      HTTPResponse(status: 429, headers: headers, body: Array(body.utf8)),
      error: error.map(ErrorBody.init))
  }

  @Test(arguments: [
    ("limited to 8 requests per minute. Please retry", 8.0 / 60),
    ("Quota: 1,200 requests per hour", 1200.0 / 3600),
    ("at most 3 requests per second", 3),
  ])
  func `requests and their window`(said: String, perSecond: Double) {
    #expect(limit(said)?.requestsPerSecond == perSecond)
  }

  @Test func `the header's figure counts where the message names the minute`() {
    let header = HTTPHeader("X-RateLimit-Limit", "20")
    #expect(
      limit("Rate limit exceeded: free-models-per-min. ", [header])?.requestsPerSecond == 20.0 / 60)
    #expect(limit("Provider returned error", [header]) == nil)
  }

  @Test(arguments: ["X-RateLimit-Limit", "x-ratelimit-limit"])
  func `a header inside the body counts as one of the response, which goes before it`(
    name: String
  ) {
    let body =
      #"{"error":{"message":"Rate limit exceeded: free-models-per-min.","code":429,"metadata":{"headers":{"\#(name)":"20","X-RateLimit-Remaining":"0","X-RateLimit-Reset":"1795262412000"}}}}"#
    #expect(limit(body)?.requestsPerSecond == 20.0 / 60)
    let header = HTTPHeader("x-ratelimit-limit", "6")
    #expect(limit(body, [header])?.requestsPerSecond == 6.0 / 60)
  }

  @Test(arguments: [
    ("on tokens per min (TPM): Limit 30000, Used 29000", 500.0),
    ("exceeds 60,000 input tokens per minute", 1000),
  ])
  func `tokens and their window`(said: String, perSecond: Double) {
    let limit = limit(said)
    #expect(limit?.tokensPerSecond == perSecond)
    #expect(limit?.namesTokens == true)
  }

  @Test func `a refusal that names neither says nothing`() {
    #expect(limit("Provider returned error") == nil)
  }
}
