import Foundation
import Simulator
import Testing

/// `batch models`, with and without a provider, a queue and a key.
struct ModelsTests {
  private static let count = SimulatedModel.builtIn.count

  @Test func `a table of all models fits 80 columns, without a key and without a queue`()
    async throws
  {
    try await withProvider { provider, batch in
      let ending = try batch.run(["models"], environment: ["OPENROUTER_API_KEY": ""])
      #expect(ending.status == 0 && ending.talk.isEmpty, "\(ending.talk)")
      expectClean(ending)
      let lines = ending.output.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(ending.output)")
      #expect(lines.count == Self.count + 5)
      for model in SimulatedModel.builtIn {
        #expect(lines.contains { $0.hasPrefix(model.id + " ") }, "\(model.id)")
      }
      #expect(
        ending.output.contains("\(Self.count) models. The provider's list, asked for just now."))
      #expect(try batch.files.isEmpty)
      #expect(provider.simulator.listings == 1 && provider.simulator.summary.requests == 0)
    }
  }

  @Test(arguments: [
    (["haiku"], ["anthropic/claude-haiku-4.5"]),
    (["GEMINI pro"], ["google/gemini-3-pro-image-preview"]),
    (["openai/gpt-4o-mini:nitro"], ["openai/gpt-4o-mini:nitro"]),
    ([":free"], ["meta-llama/llama-3.3-70b-instruct:free"]),
  ])
  func `words choose among them`(text: [String], ids: [String]) async throws {
    try await withProvider { _, batch in
      let ending = try batch.run(["models", "--json"] + text)
      #expect(ending.status == 0, "\(ending.talk)")
      let report = try Self.report(ending)
      let models = try #require(report["models"] as? [[String: Any]])
      #expect(models.compactMap { $0["id"] as? String } == ids)
      #expect(report["version"] as? Int == 1 && report["source"] as? String == "provider")
    }
  }

  @Test func `the document has each figure of a model`() async throws {
    try await withProvider { _, batch in
      let report = try Self.report(try batch.run("models", "gpt-4o-mini", "--json"))
      let model = try #require((report["models"] as? [[String: Any]])?.first)
      #expect(model["contextTokens"] as? Int == 128_000)
      #expect(model["maxAnswerTokens"] as? Int == 16_384)
      #expect(model["promptUSDPerMillion"] as? Double == 0.15)
      #expect(model["completionUSDPerMillion"] as? Double == 0.6)
      #expect(model["json"] as? String == "schema" && model["reasoning"] as? Bool == false)
      #expect(model["moderated"] as? Bool == true)
      #expect(model["priceVaries"] as? Bool == false && model["expiresOn"] is NSNull)
    }
  }

  @Test(arguments: [
    ("gpt-4o-mni", "openai/gpt-4o-mini"), ("anthropic/claude-haku-4.5", "claude-haiku-4.5"),
    ("hiaku", "anthropic/claude-haiku-4.5"), ("xyzzyx", "All of them: batch models"),
  ])
  func `a text that matches nothing names the nearest`(text: String, near: String) async throws {
    try await withProvider { _, batch in
      expectComplaint(
        try batch.run("models", text), 66, "No model's id holds \(text).", near)
      expectComplaint(try batch.run("models", text, "--json"), 66, near)
    }
  }

  @Test(.enabled(if: hasSQLite))
  func `the list that a run kept is used for a day, and later where there is no other`()
    async throws
  {
    try await blocking {
      let provider = try Simulator.launch(SimulatorSettings())
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(1)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let cached = try batch.run("models", "--json")
      #expect(try Self.report(cached)["source"] as? String == "cached")
      #expect(provider.simulator.listings == 1)
      try batch.query("UPDATE document SET fetched_at = 1000000 WHERE name LIKE 'models %'")
      let fetched = try batch.run("models", "--json")
      #expect(try Self.report(fetched)["source"] as? String == "provider")
      #expect(provider.simulator.listings == 2)
      provider.stop()
      let kept = try batch.run("models")
      #expect(
        kept.status == 0 && kept.talk.contains("warning: The provider's model list cannot be had."))
      #expect(kept.output.contains("\(Self.count) models. An older list, of 1970-01-01T00:16:40"))
      try batch.folder.write("some text of a fair length, but no queue of ours\n", to: "x.sqlite")
      #expect(try batch.run("models", "--database", "x.sqlite").status == 65)
      #expect(try batch.run("models", "--database", "none.sqlite").status == 66)
    }
  }

  @Test func `without any list it shows what it knows, and says so`() async throws {
    try await withProvider { provider, batch in
      provider.simulator.setListing(false)
      let ending = try batch.run("models", "gpt-4o-mini")
      #expect(ending.status == 0)
      #expect(ending.talk.contains("and none was kept."), "\(ending.talk)")
      #expect(ending.output.contains("1 model. The list that this version brings along."))
      let report = try Self.report(try batch.run("models", "--json"))
      #expect(report["source"] as? String == "offline" && report["fetchedAt"] is NSNull)
    }
  }

  private static func report(_ ending: BatchProgram.Ending) throws -> [String: Any] {
    let document = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
    return document as? [String: Any] ?? [:]
  }
}
