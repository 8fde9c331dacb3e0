import Foundation
import Simulator
import TestSupport
import Testing

/// What is forecast, against what the simulator bills: it counts tokens its own way.
struct EstimateTests {
  private static let corpus = ProcessInfo.processInfo.environment["BATCH_TEST_ARTICLES"]

  @Test(.enabled(if: corpus != nil), arguments: ["rewrite", "standard", "deep"])
  func `the bill of a corpus of one's own is known before, and better after 50 articles`(
    role: String
  ) async throws {
    let corpus = try #require(Self.corpus)
    try await withProvider { provider, batch in
      #expect(try batch.run("enqueue", corpus).status == 0)
      let far = try Self.errors(provider, batch, role: role)
      #expect(far.before < 0.4 && far.after < 0.15, "\(far)")
    }
  }

  @Test func `the bill of articles in many languages is known before, and better after 50`()
    async throws
  {
    try await withProvider { provider, batch in
      try batch.folder.write(BilledArticles.lines(240), to: "articles.jsonl")
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      let far = try Self.errors(provider, batch)
      #expect(far.before < 0.4 && far.after < 0.15, "\(far)")
    }
  }

  @Test func `tries that fail and dearer models are part of it once they are seen`() async throws {
    var settings = SimulatorSettings()
    // Evenly: several at once, and new articles would rightly start with the dear model.
    settings.faults =
      stride(from: 9, to: 900, by: 17).map { FaultRule(.prose, requests: $0...$0) }
      + stride(from: 5, to: 900, by: 10).map { FaultRule(.missingField, requests: $0...$0) }
    try await withProvider(settings) { provider, batch in
      // A long article that goes to the dear model would be half of the bill.
      try batch.folder.write(BilledArticles.lines(300, withLong: false), to: "articles.jsonl")
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      #expect(try batch.run("run", "--role", "rewrite", "--limit", "120").status == 0)
      let forecast = try Self.total(batch)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let bill = Double(provider.simulator.spent.count) / 1e12
      #expect(abs(forecast - bill) < 0.25 * bill, "\(forecast) \(bill)")
      let learned = try #require(
        try Self.document(batch, "--role", "rewrite")["roles"] as? [[String: Any]])
      #expect(learned.first?["overheadPercent"] as? Int ?? 0 > 10)
    }
  }

  @Test func `the batch lane's half price is forecast, of what goes into batches alone`()
    async throws
  {
    try await withProvider { provider, batch in
      try batch.folder.write(BilledArticles.lines(120, withLong: false), to: "articles.jsonl")
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      let live = try Self.total(batch)
      let half = try Self.total(batch, "--lane", "batch")
      #expect(abs(half / live - 0.5) < 0.01, "\(half) \(live)")
      let images = try Self.document(batch, "--role", "image", "--lane", "batch")
      let same = try Self.document(batch, "--role", "image")
      #expect(images["costUSD"] as? Double == same["costUSD"] as? Double, "none has images")
      let told = try batch.run("estimate", "--role", "rewrite", "--lane", "batch").output
      #expect(told.contains("; 120 requests in batches at half the price\n"), "\(told)")
      #expect(told.contains("\n  batches come back within a day\n"), "\(told)")
      #expect(try batch.run("run", "--role", "rewrite", "--lane", "batch").status == 0)
      let bill = Double(provider.simulator.spent.count) / 1e12
      #expect(abs(half - bill) < 0.4 * bill, "\(half) \(bill)")
    }
  }

  @Test func `a night of batches teaches what the next one costs`() async throws {
    try await withProvider { provider, batch in
      try batch.folder.write(BilledArticles.lines(60, withLong: false), to: "first.jsonl")
      #expect(try batch.run("enqueue", "first.jsonl").status == 0)
      #expect(try batch.run("run", "--role", "rewrite", "--lane", "batch").status == 0)
      let spent = Double(provider.simulator.spent.count) / 1e12
      try batch.folder.write(BilledArticles.lines(160, withLong: false), to: "all.jsonl")
      #expect(try batch.run("enqueue", "all.jsonl").status == 0)
      let document = try Self.document(batch, "--role", "rewrite", "--lane", "batch")
      let role = try #require((document["roles"] as? [[String: Any]])?.first)
      #expect(role["learnedFrom"] as? Int ?? 0 >= 50 && role["requestsInBatches"] as? Int == 100)
      let live = try Self.document(batch, "--role", "rewrite")["costUSD"] as? Double ?? 0
      let forecast = try #require(document["costUSD"] as? Double)
      #expect(abs(forecast / live - 0.5) < 0.01, "\(forecast) \(live)")
      #expect(try batch.run("run", "--role", "rewrite", "--lane", "batch").status == 0)
      let bill = Double(provider.simulator.spent.count) / 1e12 - spent
      #expect(abs(forecast - bill) < 0.15 * bill, "\(forecast) \(bill)")
    }
  }

  @Test func `sections that are answered are not forecast again`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.insufficientCredits, requests: 3...3)]
    try await withProvider(settings) { _, batch in
      let body = (0..<1_600).map { "Paragraph \($0) of this article has just ten words." }
        .joined(separator: "\\n\\n")
      try batch.folder.write(#"{"id":"long","title":"Long","body":"\#(body)"}"#, to: "long.jsonl")
      #expect(try batch.run("enqueue", "long.jsonl").status == 0)
      func requests() throws -> Int {
        let roles = try Self.document(batch, "--role", "rewrite")["roles"] as? [[String: Any]]
        return roles?.first?["requests"] as? Int ?? -1
      }
      #expect(try requests() == 3)
      #expect(try batch.run("run", "--role", "rewrite").status == 75)
      #expect(try requests() == 1, "two of them are answered")
    }
  }

  @Test(arguments: ["standard", "deep"])
  func `an analysis is forecast before the first, and after 50`(role: String) async throws {
    try await withProvider { provider, batch in
      try batch.folder.write(BilledArticles.lines(150), to: "articles.jsonl")
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      let far = try Self.errors(provider, batch, role: role)
      #expect(far.before < 0.4 && far.after < 0.15, "\(far)")
    }
  }

  @Test func `tasks that stand on a later rung are forecast there`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.prose, model: "openai/gpt-4o-mini")]
    try await withProvider(settings) { provider, batch in
      try batch.folder.write(BilledArticles.lines(10, withLong: false), to: "articles.jsonl")
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      let dear = "anthropic/claude-haiku-4.5"
      let all = try Self.total(batch, "--model", dear)
      #expect(try batch.run("pause", "--model", dear).status == 0)
      #expect(try batch.run("run", "--role", "rewrite", "--no-wait").status == 75)
      let spent = Double(provider.simulator.spent.count) / 1e12
      #expect(abs(try Self.total(batch) - spent - all) < 0.01 * all)
      #expect(try batch.run("resume").status == 0)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let bill = Double(provider.simulator.spent.count) / 1e12
      #expect(abs(spent + all - bill) < 0.4 * bill, "\(spent) \(all) \(bill)")
    }
  }

  @Test func `where new articles start with another model, its price is forecast, and why`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.prose, model: "openai/gpt-4o-mini")]
    try await withProvider(settings) { provider, batch in
      try batch.folder.write(BilledArticles.lines(260, withLong: false), to: "articles.jsonl")
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      #expect(try batch.run("run", "--role", "rewrite", "--limit", "80").status == 0)
      let told = try batch.run("estimate", "--role", "rewrite").output
      #expect(
        told.contains(
          "  new articles start with anthropic/claude-haiku-4.5, as openai/gpt-4o-mini too often "
            + "answers without JSON"), "\(told)")
      let forecast = try Self.total(batch)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let bill = Double(provider.simulator.spent.count) / 1e12
      #expect(abs(forecast - bill) < 0.15 * bill, "\(forecast) \(bill)")
    }
  }

  @Test func `it is told what the money is enough for`() async throws {
    var settings = SimulatorSettings()
    settings.keyLimit = Picodollars(usd: 5)
    settings.balance = Picodollars(usd: 0.01)
    settings.managementKeys = ["sk-or-management"]
    try await withProvider(settings) { provider, batch in
      try batch.folder.write(BilledArticles.lines(60), to: "articles.jsonl")
      #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
      #expect(try batch.run("set", "--max-cost", "0.02").status == 0)
      let keys = ["OPENROUTER_MANAGEMENT_KEY": "sk-or-management"]
      let ending = try batch.run(["estimate", "--role", "rewrite"], environment: keys)
      #expect(ending.status == 0 && ending.talk.isEmpty, "\(ending.talk)")
      #expect(ending.output.contains("rewrite  60 articles to do, openai/gpt-4o-mini\n"))
      let short =
        /The account's balance of \$0\.0100 is enough for about (\d+) of 60 articles\. Top/
      let count = try #require(ending.output.firstMatch(of: short)?.1, "\(ending.output)")
      #expect((10...50).contains(try #require(Int(count))))
      #expect(ending.output.contains("The $5.00 that the API key may spend covers what is left"))
      #expect(ending.output.contains(/The \$0\.0200 that --max-cost leaves/))
      #expect(ending.output.contains("how long it takes is not known before the first answers"))
      let document = try Self.document(batch, "--role", "rewrite", keys: keys)
      let allowances = try #require(document["allowances"] as? [[String: Any]])
      #expect(allowances.map { $0["source"] as? String } == ["account", "key", "maxCost"])
      #expect(allowances.first?["tasks"] as? Int == Int(count))
      #expect(document["seconds"] is NSNull)
      #expect(provider.simulator.summary.requests == 0)
    }
  }

  @Test func `a price that nobody knows is said, and nothing is made up`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(3)
      let ending = try batch.run("estimate", "--role", "rewrite", "--model", "none/such")
      #expect(ending.status == 0)
      #expect(ending.output.contains("What none/such costs is not known"), "\(ending.output)")
      let document = try Self.document(batch, "--role", "rewrite", "--model", "none/such")
      #expect(document["costUSD"] is NSNull && document["totalUSD"] is NSNull)
    }
  }

  @Test func `several roles are summed, images by their price, with no key and no network`()
    async throws
  {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(40)
      let ending = try batch.run(
        "estimate", "--role", "rewrite", "image", "--base-url", "http://127.0.0.1:9")
      #expect(ending.status == 0 && ending.talk.contains("model list cannot be had"))
      #expect(ending.output.contains("All: 80 tasks, about $1.5"), "\(ending.output)")
      #expect(try batch.run("estimate", "--database", "none").status == 66)
      #expect(try batch.run("estimate", "--role", "none").status == 78)
      #expect(try batch.run("estimate", "--model", "gpt").status == 64)
    }
  }

  /// How far the forecasts are from the bill, as shares of it: before the first request, and after
  /// 50 articles.
  private static func errors(
    _ provider: RunningSimulator, _ batch: BatchProgram, role: String = "rewrite"
  ) throws -> (before: Double, after: Double) {
    let before = try total(batch, role: role)
    #expect(try batch.run("run", "--role", role, "--limit", "50").status == 0)
    let after = try total(batch, role: role)
    #expect(try batch.run("run", "--role", role, "--concurrency", "20").status <= 1)
    let bill = Double(provider.simulator.spent.count) / 1e12
    print("\(role): forecast by the bill: before \(before / bill), after 50 \(after / bill)")
    return (abs(before / bill - 1), abs(after / bill - 1))
  }

  private static func total(
    _ batch: BatchProgram, _ arguments: String..., role: String = "rewrite"
  ) throws -> Double {
    let document = try document(batch, ["--role", role] + arguments)
    return try #require(document["totalUSD"] as? Double)
  }

  private static func document(
    _ batch: BatchProgram, _ arguments: String..., keys: [String: String] = [:]
  ) throws -> [String: Any] {
    try document(batch, arguments, keys: keys)
  }

  private static func document(
    _ batch: BatchProgram, _ arguments: [String], keys: [String: String] = [:]
  ) throws -> [String: Any] {
    let ending = try batch.run(["estimate", "--json"] + arguments, environment: keys)
    #expect(ending.status == 0, "\(ending.talk)")
    let document = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
    return document as? [String: Any] ?? [:]
  }
}
