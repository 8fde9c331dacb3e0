import Foundation
import Testing

@testable import Simulator

struct TokenLimitTests {
  @Test func `tokens are kept for a rest, and refilled by the minute`() {
    var bucket = TokenBucket(TokenLimit(perMinute: 6000, depth: 500), now: 0)
    #expect(bucket.take(400, now: 0) == nil)
    #expect(bucket.take(200, now: 0) == 1)
    #expect(bucket.take(200, now: 1) == nil)
    bucket.charge(300)
    #expect(bucket.take(100, now: 1) == 4)
    #expect(bucket.take(900, now: 1000) == nil, "a full bucket lets the largest through")
    #expect(bucket.take(100, now: 1000) == 5)
  }

  @Test func `prompts and answers both count, and a refusal names tokens`() async throws {
    var settings = SimulatorSettings()
    settings.tokenLimit = TokenLimit(
      perMinute: 60, depth: 200, hint: .retryAfter, seconds: 7, namesFigure: true)
    settings.keepsBodies = true
    try await Probe.run(settings) { running in
      var used = 0
      var last = try running.chat()
      while last.status == 200 {
        let usage = try #require(last.object["usage"] as? [String: Any])
        used += try #require(usage["total_tokens"] as? Int)
        last = try running.chat()
      }
      #expect(used >= 100)
      #expect(last.status == 429)
      #expect(last.headers["retry-after"] == "7")
      let raw = try #require(last.metadata["raw"] as? String)
      #expect(raw.contains("on tokens per min (TPM): Limit 60, Requested "))
      running.simulator.setTokenLimit(TokenLimit(perMinute: 60, depth: 1))
      #expect(try running.chat().status == 200, "a changed limit starts with a full bucket")
      let unnamed = try #require(try running.chat().metadata["raw"] as? String)
      #expect(unnamed.hasSuffix("on tokens per min (TPM)."))
      running.simulator.setTokenLimit(nil)
      #expect(try running.chat().status == 200)
      #expect(running.simulator.summary.byVerdict["tokenLimit"] == 2)
    }
  }

  @Test func `a limit is set over the wire`() async throws {
    try await Probe.run(SimulatorSettings()) { running in
      let limit = #"{"perMinute":60,"depth":1,"hint":"retryAfter"}"#
      let told = try running.ask("POST", "/simulator/tokens", body: limit).text
      #expect(told == #"{"perMinute":60.0}"#)
      #expect(try running.chat().status == 200)
      #expect(try running.chat().status == 429)
      #expect(
        try running.ask("POST", "/simulator/tokens", body: "{}").text == #"{"perMinute":null}"#)
      #expect(try running.chat().status == 200)
    }
  }
}
