import Foundation
import Simulator
import Testing

struct EndpointTests {
  @Test func `the models are listed without a key, with prices as text`() async throws {
    try await Probe.run { running in
      let answer = try running.ask("GET", "/api/v1/models?output_modalities=all", key: nil)
      let models = answer.object["data"] as? [[String: Any]] ?? []
      #expect(models.compactMap { $0["id"] as? String } == SimulatedModel.builtIn.map(\.id))
      #expect(answer.object["total_count"] as? Int == models.count)
      let mini = try #require(models.first { $0["id"] as? String == "openai/gpt-4o-mini" })
      #expect(mini["context_length"] as? Int == 128_000)
      #expect((mini["top_provider"] as? [String: Any])?["max_completion_tokens"] as? Int == 16_384)
      #expect(
        mini["pricing"] as? [String: String] == [
          "prompt": "0.00000015", "completion": "0.0000006",
        ])
      let supported = models.map { $0["supported_parameters"] as? [String] ?? [] }
      #expect(supported.contains { $0.contains("structured_outputs") })
      #expect(
        supported.contains { !$0.contains("structured_outputs") && !$0.contains("response_format") }
      )
      #expect(
        models.contains { ($0["pricing"] as? [String: String])?["prompt"] == "0" })
    }
  }

  @Test func `the list of models is counted, and refused on demand`() async throws {
    try await Probe.run { running throws in
      let simulator = running.simulator
      #expect(try running.ask("GET", "/api/v1/models", key: nil).status == 200)
      simulator.setListing(false)
      #expect(try running.ask("GET", "/api/v1/models", key: nil).status == 503)
      #expect(try running.ask("GET", "/api/v1/models/user", key: "sk-or-a").status == 200)
      #expect(simulator.listings == 2)
      simulator.setListing(true)
      #expect(try running.ask("GET", "/api/v1/models", key: nil).status == 200)
      #expect(simulator.summary.requests == 0)
    }
  }

  @Test(arguments: [
    ("/api/v1/models/user", String?.none, 401), ("/api/v1/models/user", "sk-or-a", 200),
    ("/api/v1/key", nil, 401), ("/api/v1/key", "bad", 401), ("/api/v1/key", "sk-or-a", 200),
    ("/api/v1/credits", "sk-or-a", 403), ("/api/v1/credits", "sk-or-management", 200),
    ("/api/v1/generation?id=gen-x", "sk-or-a", 404), ("/api/v1/nothing", "sk-or-a", 404),
    ("/api/v1/chat/completions", "sk-or-a", 405), ("/simulator/nothing", nil, 404),
  ])
  func `each endpoint checks the key it needs`(path: String, key: String?, status: Int)
    async throws
  {
    try await Probe.run { running throws in
      #expect(try running.ask("GET", path, key: key).status == status)
    }
  }

  @Test func `key, credits and generation know what was spent`() async throws {
    var settings = SimulatorSettings()
    settings.balance = Picodollars(usd: 2)
    try await Probe.run(settings) { running in
      let id = try #require(try running.chat().headers["x-generation-id"])
      let spent = running.simulator.spent.usd
      let key = try running.ask("GET", "/api/v1/key")
      #expect(key.text.contains("\"usage\":\(spent),"))
      #expect((key.object["data"] as? [String: Any])?["limit"] is NSNull)
      let credits = try running.ask("GET", "/api/v1/credits", key: "sk-or-management")
      #expect(credits.text == #"{"data":{"total_credits":2,"total_usage":\#(spent)}}"#)
      let generation = try running.ask("GET", "/api/v1/generation?id=\(id)")
      #expect(generation.text.contains("\"total_cost\":\(spent),"))
      #expect(generation.text.contains("\"id\":\"\(id)\""))
    }
  }

  @Test func `a generation is not found until its delay has passed`() async throws {
    var settings = SimulatorSettings()
    settings.generationDelayMilliseconds = 600_000
    try await Probe.run(settings) { running in
      let id = try #require(try running.chat().headers["x-generation-id"])
      #expect(try running.ask("GET", "/api/v1/generation?id=\(id)").status == 404)
    }
  }

  @Test func `the control endpoints read and change the play`() async throws {
    var settings = SimulatorSettings()
    settings.balance = .zero
    try await Probe.run(settings) { running in
      #expect(try running.chat().status == 402)
      let balance = try running.ask("POST", "/simulator/topup?usd=1.50", key: nil)
      #expect(balance.text == #"{"balanceUSD":1.5}"#)
      let faults = #"[{"fault":"prose","times":1}]"#
      #expect(try running.ask("POST", "/simulator/faults", body: faults).text == #"{"rules":1}"#)
      #expect(try running.chat().content.hasPrefix("I have rewritten"))
      let rate = #"{"rate":0.01,"burst":1,"hint":"retryAfter","seconds":9}"#
      #expect(try running.ask("POST", "/simulator/rate", body: rate).text == #"{"rate":0.01}"#)
      #expect(try running.chat().status == 200)
      #expect(try running.chat().headers["retry-after"] == "9")
      #expect(try running.ask("POST", "/simulator/rate", body: "{}").text == #"{"rate":null}"#)
      _ = try running.ask("POST", "/simulator/outage?fault=overloaded:3")
      #expect(try running.chat().status == 503)
      _ = try running.ask("POST", "/simulator/outage")
      #expect(try running.chat().status == 200)

      let summary = try running.ask("GET", "/simulator/summary", key: nil).object
      #expect(summary["requests"] as? Int == 6)
      #expect(summary["byStatus"] as? [String: Int] == ["200": 3, "402": 1, "429": 1, "503": 1])
      let lines = try running.ask("GET", "/simulator/ledger", key: nil).text
        .split(separator: "\n")
      #expect(lines.count == 6)
      #expect(lines[0].contains(#""verdict":"balance","status":402"#))
    }
  }

  @Test(arguments: [
    ("/simulator/topup", ""), ("/simulator/topup?usd=x", ""), ("/simulator/faults", "x"),
    ("/simulator/faults", #"[{"fault":"x"}]"#), ("/simulator/rate", #"{"rate":0}"#),
    ("/simulator/tokens", #"{"perMinute":0}"#),
    ("/simulator/tokens", #"{"perMinute":1,"hint":"x"}"#),
    ("/simulator/rate", #"{"rate":1,"hint":"x"}"#), ("/simulator/outage?fault=x", ""),
  ])
  func `a wrong control request is refused and changes nothing`(path: String, body: String)
    async throws
  {
    try await Probe.run { running in
      let answer = try running.ask("POST", path, body: body)
      #expect(answer.status == 400)
      #expect(!answer.errorMessage.isEmpty)
      #expect(try running.chat().status == 200)
    }
  }
}
