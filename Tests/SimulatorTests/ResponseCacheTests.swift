import Foundation
import Testing

@testable import Simulator

struct ResponseCacheTests {
  private static let cache = ["X-OpenRouter-Cache: true", "X-OpenRouter-Cache-TTL: 86400"]

  @Test(arguments: [false, true])
  func `the same bytes are served again for nothing`(stream: Bool) async throws {
    try await Probe.run { running in
      let body = Probe.request(stream: stream)
      let first = try running.chat(body, headers: Self.cache)
      let spent = running.simulator.spent
      let second = try running.chat(body, headers: Self.cache)
      #expect(first.headers["x-openrouter-cache-status"] == "MISS")
      #expect(second.headers["x-openrouter-cache-status"] == "HIT")
      #expect(first.headers["x-generation-id"] != second.headers["x-generation-id"])
      #expect(first.content == second.content)
      #expect(first.streamed == second.streamed)
      #expect(second.text.contains(#""prompt_tokens":0,"completion_tokens":0"#))
      #expect(running.simulator.spent == spent)
      #expect(running.simulator.ledger.rows.map(\.isHit) == [false, true])
    }
  }

  @Test func `other bytes, another key, or no header are no hit`() async throws {
    try await Probe.run { running in
      _ = try running.chat(headers: Self.cache)
      _ = try running.chat(Probe.request() + "\n", headers: Self.cache)
      _ = try running.chat(headers: Self.cache, key: "sk-or-other")
      let bare = try running.chat()
      #expect(bare.headers["x-openrouter-cache-status"] == nil)
      #expect(running.simulator.summary.hits == 0)
    }
  }

  @Test func `a bad answer comes back until it is cleared`() async throws {
    try await Probe.run(.faults(FaultRule(.prose, times: 1))) { running in
      let bad = try running.chat(headers: Self.cache)
      #expect(try running.chat(headers: Self.cache).content == bad.content)
      let fresh = try running.chat(headers: Self.cache + ["X-OpenRouter-Cache-Clear: true"])
      #expect(fresh.headers["x-openrouter-cache-status"] == "MISS")
      #expect(fresh.content != bad.content)
      #expect(try running.chat(headers: Self.cache).content == fresh.content)
    }
  }

  @Test(arguments: [Fault.internalError, .finishError, .errorInside(code: 502), .emptyUnfinished])
  func `failures are not kept`(fault: Fault) async throws {
    try await Probe.run(.faults(FaultRule(fault, times: 1))) { running in
      _ = try running.chat(headers: Self.cache)
      _ = try running.chat(headers: Self.cache)
      #expect(running.simulator.summary.hits == 0)
    }
  }

  @Test func `an answer whose connection was cut is served at the second try`() async throws {
    try await Probe.run(.faults(FaultRule(.cut(afterBytes: 50), times: 1))) { running in
      #expect(try !running.chat(headers: Self.cache).isWhole)
      let again = try running.chat(headers: Self.cache)
      #expect(again.isWhole)
      #expect(again.headers["x-openrouter-cache-status"] == "HIT")
    }
  }

  @Test func `simultaneous duplicates are both answered and billed`() async throws {
    var settings = SimulatorSettings()
    settings.latency = .fixed(500)
    try await Probe.run(settings) { running in
      let connections = try (0..<2).map { _ in try running.connection }
      for connection in connections {
        connection.send(
          "POST", "/api/v1/chat/completions", body: Probe.request(), headers: Self.cache)
      }
      #expect(
        connections.allSatisfy { $0.receive().headers["x-openrouter-cache-status"] == "MISS" })
      #expect(running.simulator.ledger.rows[0].cost == running.simulator.ledger.rows[1].cost)
      #expect(try running.chat(headers: Self.cache).headers["x-openrouter-cache-status"] == "HIT")
    }
  }

  @Test func `an entry is served from when it is finished until its time is over`() throws {
    let request = try ChatRequest.read(Data(Probe.request().utf8)).get()
    let completion = Completion(
      to: request, model: SimulatedModel.builtIn[0], id: "gen-1", created: 0,
      honoursMaxTokens: false)
    let key = CacheKey(key: "k", model: "m", stream: false, bodyHash: BodyHash(of: Data()))
    var cache = ResponseCache()
    cache.keep(completion, for: key, from: 500, seconds: 2)
    #expect(cache.answer(for: key, at: 499) == nil)
    #expect(cache.answer(for: key, at: 500)?.age == 0)
    #expect(cache.answer(for: key, at: 2499)?.age == 1)
    #expect(cache.answer(for: key, at: 2500) == nil)
    cache.drop(key)
    #expect(cache.answer(for: key, at: 600) == nil)
  }
}
