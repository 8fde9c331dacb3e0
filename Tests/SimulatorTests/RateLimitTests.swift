import Foundation
import Testing

@testable import Simulator

struct RateLimitTests {
  @Test func `a bucket lets a burst through, then its rate`() {
    var bucket = TokenBucket(RateLimit(rate: 10, burst: 3), now: 0)
    let burst = (0..<4).map { _ in bucket.take(now: 0) }
    #expect(burst[0...2].allSatisfy { $0 == nil })
    #expect(burst[3] == 0.1)
    let admitted = (1...1000).count { bucket.take(now: Double($0) / 100) == nil }
    #expect((99...101).contains(admitted))
  }

  @Test func `a rest never fills more than the burst`() {
    var bucket = TokenBucket(RateLimit(rate: 10, burst: 2), now: 0)
    #expect((0..<5).count { _ in bucket.take(now: 1000) == nil } == 2)
  }

  @Test func `requests beyond the limit are answered 429 until it is lifted`() async throws {
    var settings = SimulatorSettings()
    settings.rateLimit = RateLimit(rate: 0.01, burst: 2, hint: .retryAfter, seconds: 5)
    try await Probe.run(settings) { running in
      let answers = try (0..<4).map { _ in try running.chat() }
      #expect(answers.map(\.status) == [200, 200, 429, 429])
      #expect(answers[3].headers["retry-after"] == "5")
      #expect(answers[3].metadata["limit_source"] as? String == "upstream_provider_shared_pool")
      running.simulator.setRateLimit(nil)
      #expect(try running.chat().status == 200)
      #expect(running.simulator.summary.byVerdict == ["answer": 3, "rateLimit": 2])
    }
  }

  private static let now = Date(timeIntervalSince1970: 1_795_243_569)

  private func refusal(_ hint: RetryHint) -> (Refusal, error: [String: Any]) {
    let refusal = Refusal.rateLimited("a/b", hint: hint, seconds: 4.5, now: Self.now)
    let object = try? JSONSerialization.jsonObject(with: Data(refusal.body.utf8))
    return (refusal, (object as? [String: Any])?["error"] as? [String: Any] ?? [:])
  }

  @Test(arguments: [
    (RetryHint.none, [String]()), (.retryAfter, ["Retry-After: 5"]),
    (.retryAfterFraction, ["Retry-After: 4.5"]),
    (.retryAfterDate, ["Retry-After: Sat, 21 Nov 2026 06:46:14 GMT"]),
    (
      .resetHeader,
      [
        "X-RateLimit-Limit: 20", "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1795243573500",
      ]
    ), (.metadataHeaders, []), (.metadataSeconds, []), (.availability, []),
  ])
  func `a hint stands in its header`(hint: RetryHint, headers: [String]) {
    let (refusal, error) = refusal(hint)
    #expect(refusal.status == 429)
    #expect(refusal.headers.map { "\($0.name): \($0.value)" } == headers)
    #expect(error["code"] as? Int == 429)
  }

  @Test func `a hint stands in its place in the body`() {
    let inHeaders = refusal(.metadataHeaders).error["metadata"] as? [String: Any]
    #expect(
      (inHeaders?["headers"] as? [String: String])?["X-RateLimit-Reset"] == "1795243573500")
    let inSeconds = refusal(.metadataSeconds).error["metadata"] as? [String: Any]
    #expect(inSeconds?["retry_after_seconds"] as? Int == 5)
    #expect(inSeconds?["retry_after_seconds_raw"] as? Double == 4.5)
    let availability = refusal(.availability).error["availability"] as? [String: Any]
    #expect(availability?["retry_after"] as? Int == 5)
    #expect((refusal(.none).error["metadata"] as? [String: Any])?["headers"] == nil)
  }

  @Test func `the daily cap resets at midnight UTC`() {
    let body = Refusal.freeDaily(now: Self.now).body
    #expect(body.contains(#""X-RateLimit-Reset":"1795305600000""#))
  }
}
