import BatchSQLite
import Foundation
import Simulator
import Testing

struct CheckTests {
  @Test func `before anything is queued, and after`() async throws {
    try await withProvider { provider, batch in
      let first = try batch.run("check")
      #expect(first.status == 0 && first.talk.isEmpty, "\(first.talk)")
      #expect(first.output.contains("ok stock job rewrite: 2 models on its ladder.\n"))
      #expect(first.output.contains("ok rewrite: openai/gpt-4o-mini: 128,000 tokens of context"))
      #expect(first.output.hasSuffix("Next: batch enqueue articles.jsonl\n"), "\(first.output)")
      #expect(try batch.files.isEmpty)
      try batch.enqueueSamples(3)
      let second = try batch.run("check", "--role", "rewrite", "--database", "batch.sqlite")
      #expect(second.status == 0)
      let format = SQLiteQueueReader.schemaVersion
      #expect(second.output.contains("ok batch.sqlite: 3 articles, format \(format).\n"))
      #expect(second.output.hasSuffix("Next: batch run --role rewrite\n"), "\(second.output)")
      expectClean(second)
      #expect(provider.simulator.summary.requests == 0)
    }
  }

  @Test func `the longest article is the one of most tokens, not of most bytes`() async throws {
    try await withProvider { _, batch in
      let lines = [
        #"{"id":"latin","title":"L","body":"\#(String(repeating: "word ", count: 6_000))"}"#,
        #"{"id":"han","title":"H","body":"\#(String(repeating: "\u{6587}", count: 9_000))"}"#,
        #"{"id":"short","title":"S","body":"Short."}"#,
      ]
      try batch.folder.write(lines.joined(separator: "\n"), to: "long.jsonl")
      #expect(try batch.run("enqueue", "long.jsonl").status == 0)
      let check = try batch.run("check", "--role", "rewrite")
      #expect(check.output.contains("rewrite: the longest article to do, han,"), "\(check.output)")
    }
  }

  @Test func `a script reads one document`() async throws {
    try await withProvider { _, batch in
      let ending = try batch.run("check", "--json", "--database", "none.sqlite")
      #expect(ending.status == 66 && ending.talk.isEmpty)
      let document = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
      let report = try #require(document as? [String: Any])
      #expect(report["version"] as? Int == 1 && report["exitStatus"] as? Int == 66)
      let findings = try #require(report["findings"] as? [[String: Any]])
      let errors = findings.filter { $0["level"] as? String == "error" }
      #expect(errors.count == 1 && errors.first?["subject"] as? String == "queue")
      #expect((errors.first?["remedy"] as? String)?.contains("batch enqueue") == true)
      #expect(findings.allSatisfy { $0.keys.count == 4 })
    }
  }

  @Test func `job files' mistakes and models that do not exist`() async throws {
    try await withProvider { provider, batch in
      try batch.writeJob()
      let text = try batch.folder.read("jobs/rewrite.yaml")
      try batch.folder.write(
        text.replacing("openai/gpt-4o-mini", with: "openai/gpt-4o-mni"), to: "jobs/rewrite.yaml")
      let absent = try batch.run("check")
      #expect(absent.status == 78)
      #expect(
        absent.output.contains(
          "error: rewrite: openai/gpt-4o-mni does not exist. Did you mean openai/gpt-4o-mini"))
      try batch.folder.write(
        text.replacing("attempts:", with: "atempts:"), to: "jobs/rewrite.yaml")
      let wrong = try batch.run("check")
      #expect(wrong.status == 78)
      #expect(wrong.output.contains("error: jobs/rewrite.yaml:"), "\(wrong.output)")
      #expect(wrong.output.contains("put that right first"))
      #expect(try batch.run("check", "--role", "none").status == 78)
      #expect(provider.simulator.summary.requests == 0)
    }
  }

  @Test func `a key that is refused, or is none, still has the models checked`() async throws {
    var settings = SimulatorSettings()
    settings.validKeys = ["sk-or-another"]
    try await withProvider(settings) { _, batch in
      let refused = try batch.run("check")
      #expect(refused.status == 77)
      #expect(refused.output.contains("error: The provider refuses the API key (401)."))
      #expect(refused.output.contains("ok rewrite: openai/gpt-4o-mini:"))
      for (key, words) in [("", "No API key"), ("'sk-or-x'", "in quotes"), ("sk-x", "sk-or-")] {
        let ending = try batch.run(["check"], environment: ["OPENROUTER_API_KEY": key])
        #expect(ending.status == 77 && ending.output.contains(words), "\(ending.output)")
        #expect(ending.output.contains("ok rewrite: openai/gpt-4o-mini:"))
        #expect(!ending.output.contains("sk-x"))
      }
    }
  }

  @Test func `a key's cap and its end are told`() async throws {
    var settings = SimulatorSettings()
    settings.keyLimit = Picodollars(usd: 5)
    settings.keyExpiresAt = "2001-01-01T00:00:00Z"
    try await withProvider(settings) { _, batch in
      let ending = try batch.run("check")
      #expect(ending.status == 77)
      #expect(ending.output.contains("error: The API key expired at 2001-01-01T00:00:00Z."))
      #expect(
        ending.output.contains("may spend $5.00 of its limit of $5.00, reset monthly."),
        "\(ending.output)")
    }
  }

  @Test func `the longest article is held against every role, run or not, and what describes`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.models.append(
      SimulatedModel(
        id: "small/writer", name: "Small", provider: "Small", contextLength: 16_000,
        maxCompletionTokens: nil, promptPrice: .zero, completionPrice: .zero,
        supportedParameters: []))
    try await withProvider(settings) { _, batch in
      try batch.writeJob()
      let body = String(repeating: "A long word stands in a long sentence. ", count: 6_000)
      try batch.folder.write(#"{"id":"long","title":"L","body":"\#(body)"}"#, to: "articles.jsonl")
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      try batch.folder.write(
        """
        role: image
        models: [google/gemini-2.5-flash-image]
        describe: { model: small/writer, system: Describe., user: "{{body}}" }
        prompt: { system: Draw., user: "Draw {{description}}{{excerpt}}" }
        output: { format: image }
        """, to: "jobs/image.yaml")
      try batch.folder.write(
        """
        role: tags
        models: [small/writer, openai/gpt-4o-mini]
        prompt: { system: Name topics., user: "{{body}}" }
        output: { format: json, schema: { type: object, properties: { topics: { type: string } } } }
        """, to: "jobs/tags.yaml")
      let ending = try batch.run("check")
      #expect(
        ending.output.contains(
          "image: the longest article to do, long, is too long for small/writer, so it is drawn "
            + "without"), "\(ending.output)")
      #expect(
        ending.output.contains(
          "tags: the longest article to do, long, is too long for small/writer and goes to another"),
        "\(ending.output)")
    }
  }

  @Test func `without the provider the kept list is used, and said so`() async throws {
    try await blocking {
      let provider = try Simulator.launch(SimulatorSettings())
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try batch.enqueueSamples(2)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      provider.stop()
      let ending = try batch.run("check")
      #expect(ending.status == 69, "\(ending.output)")
      #expect(ending.output.contains("was not reached"))
      #expect(ending.output.contains("warning: The model list is the one that this queue keeps"))
      #expect(ending.output.contains("ok rewrite: openai/gpt-4o-mini:"))
      try batch.folder.write(
        "not a queue of ours, but some text of a fair length\n", to: "x.sqlite")
      let foreign = try batch.run("check", "--database", "x.sqlite")
      #expect(foreign.status == 65, "\(foreign.output)")
    }
  }
}
