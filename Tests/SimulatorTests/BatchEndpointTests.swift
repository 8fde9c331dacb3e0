import Foundation
import Simulator
import Testing

@Suite struct BatchEndpointTests {
  private static let path = "/api/beta/batches"

  private static func submission(_ titles: [String], stream: Bool = false) -> String {
    let rows = titles.enumerated().map { index, title in
      #"{"custom_id":"\#(index)","body":\#(Probe.request(title: title, stream: stream))}"#
    }
    return #"{"endpoint":"/v1/chat/completions","model":"\#(Probe.model)","requests":["#
      + rows.joined(separator: ",") + "]}"
  }

  @Test func `a batch is accepted, worked and billed at half the price`() async throws {
    var settings = SimulatorSettings()
    settings.batches.asks = 3
    settings.batches.rowErrors = ["Three"]
    settings.faults = [FaultRule(.internalError, article: "Two")]
    try await Probe.run(settings) { provider throws in
      let live = try provider.chat(Probe.request(title: "One"))
      #expect(live.status == 200)
      let price = provider.simulator.spent
      let accepted = try provider.ask(
        "POST", Self.path, body: Self.submission(["One", "Two", "Three"]))
      #expect(accepted.status == 202)
      let id = try #require(accepted.object["id"] as? String)
      #expect(accepted.object["status"] as? String == "validating")
      for _ in 1...2 {
        let asked = try provider.ask("GET", "\(Self.path)/\(id)").object
        #expect(asked["status"] as? String == "in_progress" && asked["results"] is NSNull)
      }
      #expect(provider.simulator.spent == price, "nothing is billed before it is done")
      let done = try provider.ask("GET", "\(Self.path)/\(id)").object
      #expect(done["status"] as? String == "completed")
      let counts = done["request_counts"] as? [String: Int]
      #expect(counts == ["total": 3, "completed": 1, "failed": 2])
      let rows = try #require(done["results"] as? [[String: Any]])
      let codes = rows.map { ($0["response"] as? [String: Any])?["status_code"] as? Int }
      #expect(codes == [200, 500, nil])
      #expect(
        (rows[2]["error"] as? [String: Any])?["message"] as? String == "This row was not done.")
      #expect(provider.simulator.spent.count == price.count + price.count / 2)
      #expect(
        provider.simulator.ledger.rows.map(\.verdict)
          == ["answer", "batch", "batch internalError", "batchRowError"])
    }
  }

  @Test func `a batch ends when it is told to, and only a completed one has results`() async throws
  {
    var settings = SimulatorSettings()
    settings.batches.asks = nil
    settings.batches.ending = .expired
    try await Probe.run(settings) { provider throws in
      _ = try provider.ask("POST", Self.path, body: Self.submission(["One"]))
      for _ in 1...5 {
        let asked = try provider.ask("GET", "\(Self.path)/batch_1").object
        #expect(asked["status"] as? String == "in_progress")
      }
      provider.simulator.endBatches()
      let ended = try provider.ask("GET", "\(Self.path)/batch_1").object
      #expect(ended["status"] as? String == "expired" && ended["results"] is NSNull)
      #expect(provider.simulator.spent == .zero)
      #expect(try provider.ask("GET", "\(Self.path)/batch_2").status == 404)
    }
  }

  @Test func `what the stream parser does not take is refused`() async throws {
    try await Probe.run { provider throws in
      let body = Probe.request()
      let rows = #"[{"custom_id":"1","body":\#(body)}]"#
      let endpoint = #""endpoint":"/v1/chat/completions""#
      let model = #""model":"\#(Probe.model)""#
      let refused = [
        "", "[]", #"{"requests":\#(rows),\#(endpoint),\#(model)}"#,
        #"{\#(endpoint),"requests":\#(rows),\#(model)}"#,
        #"{"endpoint":"/v2",\#(model),"requests":\#(rows)}"#,
        #"{\#(endpoint),"model":"a/other","requests":\#(rows)}"#,
        #"{\#(endpoint),\#(model),"requests":[]}"#,
        #"{\#(endpoint),\#(model),"requests":[{"body":\#(body)}]}"#,
        Self.submission(["One"], stream: true),
      ]
      for body in refused {
        #expect(try provider.ask("POST", Self.path, body: body).status == 400, "\(body)")
      }
      #expect(provider.simulator.batches.isEmpty)
      let good = #"{\#(model),\#(endpoint),"requests":\#(rows)}"#
      #expect(try provider.ask("POST", Self.path, body: good).status == 202)
    }
  }

  @Test func `without key, balance or endpoint nothing is taken`() async throws {
    var settings = SimulatorSettings()
    settings.balance = .zero
    try await Probe.run(settings) { provider throws in
      let body = Self.submission(["One"])
      #expect(try provider.ask("POST", Self.path, body: body, key: nil).status == 401)
      #expect(try provider.ask("POST", Self.path, body: body).status == 402)
      var rule = BatchRule()
      rule.refusal = 503
      provider.simulator.setBatches(rule)
      #expect(try provider.ask("POST", Self.path, body: body).status == 503)
      rule.isAbsent = true
      provider.simulator.setBatches(rule)
      #expect(try provider.ask("POST", Self.path, body: body).status == 404)
      #expect(provider.simulator.batches.isEmpty)
    }
  }
}
