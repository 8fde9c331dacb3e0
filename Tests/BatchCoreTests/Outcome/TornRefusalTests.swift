import Testing

@testable import BatchCore

/// A refusal whose reason was cut off on its way.
struct TornRefusalTests {
  private static let upstream = Array(
    #"{"error":{"message":"Provider returned error","code":401,"metadata":{"raw":"no key","provider_name":"X"}}}"#
      .utf8)

  private func kind(_ status: Int, _ body: some Sequence<UInt8>, _ failure: TransportFailure?)
    -> FailureKind?
  {
    let exchange = Exchange(
      response: HTTPResponse(status: status, headers: [], body: Array(body)), failure: failure)
    let reading = Reading.of(exchange, expecting: .text, model: "a/b", now: Scenario.noon)
    guard case .failed(let failure, _) = reading.outcome else { return nil }
    return failure.kind
  }

  @Test func `wherever a provider's refusal is cut, it is never taken for the user's key`() {
    for length in 0..<Self.upstream.count {
      #expect(kind(401, Self.upstream.prefix(length), .cut) == .cut, "\(length) bytes")
    }
    #expect(kind(401, Self.upstream, .cut) == .upstreamRefused)
  }

  @Test(arguments: [
    (400, FailureKind.cut), (402, .cut), (403, .cut), (404, .cut), (408, .timedOut),
    (429, .throttled), (500, .serverError), (503, .overloaded),
  ])
  func `a status that says enough is read without its body`(status: Int, expected: FailureKind) {
    #expect(kind(status, #"{"error":{"me"#.utf8, .cut) == expected)
  }

  @Test func `what came whole without a word is read by its status`() {
    #expect(kind(401, [], nil) == .badKey)
    #expect(kind(402, [], nil) == .insufficientCredits)
  }
}
