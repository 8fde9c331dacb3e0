import Foundation
import Simulator
import TestSupport
import Testing

/// The dashboard's real page in headless Chromium, beside the built program.
@Suite(.enabled(if: Browser.isThere, "\(Browser.missing)"))
struct BrowserTests {
  private static let bait = "http://bait.example"

  /// Ids, titles and bodies that would run, load or leave the page, or turn it round.
  private static let hostile: [(id: String, title: String, body: String)] = [
    (
      "<b>1</b>", "<script>window.hacked = 1</script><img src=\(bait)/t onerror=window.hacked=2>",
      "<script>window.hacked = 3</script>\n\n<img src=\(bait)/i onerror=\"window.hacked=4\">\n\n"
        + "[click](javascript:window.hacked=5) <svg onload=\"window.hacked=6\"><script>1</script></svg>"
    ),
    (
      "ansi[2J", "\u{1B}[31mred\u{1B}[0m \u{7}bell",
      "a\u{1B}]0;title\u{7}b\n\n\u{9B}31mred"
    ),
    ("rtl\u{202E}dlrow", "\u{202E}olleh\u{2066} \u{200F}mark", "\u{202E}txet desrever \u{2067}x"),
    (
      "\"><iframe src=\(bait)>", "</title></style><style>*{display:none}</style>",
      "<iframe src=\"\(bait)/f\"></iframe><object data=\"\(bait)/o\"></object>"
        + "<embed src=\"\(bait)/e\"><meta http-equiv=refresh content=\"0;url=\(bait)\">"
        + "<base href=\"\(bait)/\"><link rel=stylesheet href=\"\(bait)/c\">"
        + "<form action=\"\(bait)/p\"><input autofocus onfocus=\"window.hacked=7\"></form>"
        + "<p style=\"position:fixed;inset:0\" id=main onclick=\"window.hacked=8\">cover</p>"
        + "<template><img src=\(bait)/x></template><video src=\"\(bait)/v\" autoplay></video>"
        + "<math><mtext><table><mglyph><style><!--</style><img src onerror=window.hacked=9>--></style>"
    ),
    (
      "many/<p>", "{{constructor.constructor('window.hacked=10')()}}",
      String(repeating: "<div>", count: 5_000) + "deep" + "\n\n"
        + String(repeating: "> ", count: 500) + "deeper"
    ),
  ]

  private static func expectFine(_ ending: BatchProgram.Ending) {
    #expect(ending.status == 0, "\(ending.talk)\n\(ending.output)")
  }

  @Test func `a run is followed, paused and resumed from the page`() async throws {
    try await withProvider(milliseconds: 150) { provider, batch in
      try batch.enqueueSamples(600)
      let run = try batch.startRun("--wait", sending: 5, to: provider)
      let dashboard = try ShownDashboard(batch)
      Self.expectFine(try Browser.run("live", on: dashboard.url))
      #expect(run.isRunning)
      #expect(try batch.pauses().isEmpty)
      #expect(dashboard.stop().status == 0)
      #expect(run.isRunning)
      run.signal(SIGINT)
      #expect(run.wait().status == 130)
    }
  }

  @Test func `a review is done by keyboard alone`() async throws {
    try await withProvider(milliseconds: 0) { provider, batch in
      try batch.enqueueSamples(9)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let dashboard = try ShownDashboard(batch)
      let ending = try Browser.run("review", on: dashboard.url)
      Self.expectFine(ending)
      let said = try JSONDecoder().decode([String: [String]].self, from: Data(ending.output.utf8))
      #expect(dashboard.stop().status == 0)
      let accepted = try batch.exported("--accepted").compactMap { $0["id"] as? String }
      #expect(accepted == said["accepted"])
      let exported = try batch.exported().compactMap { $0["id"] as? String }
      #expect(exported.count == 8 && !exported.contains { said["rejected"]?.contains($0) ?? true })
      let counts = try batch.counts()
      #expect(counts["done"] == 8 && counts["ready"] == 1)
      #expect(try batch.run("verify").status == 0)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      #expect(try batch.counts()["done"] == 9)
    }
  }

  /// The simulator answers with the article's own text, whatever a check would say of it.
  private static func writeUncheckedJob(in batch: BatchProgram, models: String) throws {
    try FileManager.default.createDirectory(
      atPath: batch.folder.file("jobs"), withIntermediateDirectories: true)
    try batch.folder.write(
      """
      role: rewrite
      models: [\(models)]
      prompt:
        system: Rewrite it. Answer with JSON.
        user: "<title>{{title}}</title><body>{{body}}</body>"
      output:
        format: json
        schema:
          type: object
          required: [title, body]
          properties: { title: { type: string }, body: { type: string } }
          additionalProperties: false
      """, to: "jobs/rewrite.yaml")
  }

  @Test func `beside a run results are reviewed, filtered and put back by clicks and keys`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.latency = .fixed(200)
    settings.faults = [
      FaultRule(.moderated, article: "<title>Article 3<", times: 3),
      FaultRule(.shrunkField, article: "<title>Article 5<"),
      FaultRule(.prose, article: "<title>Article 2<", model: "openai/gpt-4o-mini"),
    ]
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(4_000)
      try Self.writeUncheckedJob(
        in: batch, models: "openai/gpt-4o-mini, anthropic/claude-haiku-4.5")
      let run = try batch.startRun("--wait", sending: 20, to: provider)
      let dashboard = try ShownDashboard(batch)
      Self.expectFine(try Browser.run("beside", on: dashboard.url))
      #expect(run.isRunning)
      #expect(dashboard.stop().status == 0)
      run.signal(SIGINT)
      #expect(run.wait().status == 130)
      #expect(try batch.figure("failed") == 0)
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `whoever reads a long list of results keeps the place`() async throws {
    let total = 1_500
    try await withProvider(milliseconds: 0) { provider, batch in
      try batch.enqueueSamples(total)
      try Self.writeUncheckedJob(in: batch, models: "openai/gpt-4o-mini")
      let run = try batch.run("run", "--role", "rewrite", "--concurrency", "20")
      #expect(run.status == 0, "\(run.talk)")
      let dashboard = try ShownDashboard(batch)
      Self.expectFine(try Browser.run("many", on: dashboard.url, "\(total)"))
      #expect(dashboard.stop().status == 0)
      #expect(try batch.figure("accepted") == 2)
    }
  }

  @Test func `hostile articles run, load and leave nothing`() async throws {
    try await withProvider(milliseconds: 0) { provider, batch in
      let lines = try Self.hostile.map { article in
        try String(
          decoding: JSONSerialization.data(withJSONObject: [
            "id": article.id, "title": article.title, "body": article.body,
          ]), as: UTF8.self) + "\n"
      }
      try batch.folder.write(lines.joined(), to: "hostile.jsonl")
      let queued = try batch.run("enqueue", "hostile.jsonl")
      #expect(queued.status == 0, "\(queued.talk)")
      try Self.writeUncheckedJob(in: batch, models: "openai/gpt-4o-mini")
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      let dashboard = try ShownDashboard(batch)
      Self.expectFine(try Browser.run("hostile", on: dashboard.url))
      #expect(dashboard.stop().status == 0)
    }
  }

  @Test func `every view is accessible by day, by night and on a phone`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated, article: "<title>Article 7<")]
    settings.rateLimit = RateLimit(rate: 20, burst: 3)
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(40)
      #expect(try batch.run("run", "--role", "rewrite").status == 1)
      #expect(try batch.run("pause").status == 0)
      let dashboard = try ShownDashboard(batch)
      Self.expectFine(try Browser.run("views", on: dashboard.url))
      #expect(dashboard.stop().status == 0)
    }
  }

  @Test func `a million articles are paged, found and shown at once`() async throws {
    let total = 1_000_000
    try await withProvider(milliseconds: 0) { provider, batch in
      try batch.folder.write(
        (1...total).map { "{\"id\":\"a\($0)\",\"title\":\"T\($0)\",\"body\":\"b\"}\n" }.joined(),
        to: "many.jsonl")
      #expect(try batch.run("enqueue", "many.jsonl").status == 0)
      let run = try batch.run("run", "--role", "rewrite", "--limit", "20")
      #expect(run.status == 0, "\(run.talk)")
      let dashboard = try ShownDashboard(batch)
      let ending = try Browser.run("million", on: dashboard.url, "\(total)")
      Self.expectFine(ending)
      print("a queue of \(total), milliseconds in the browser: \(ending.output)")
      let figures = try JSONDecoder().decode([String: Double].self, from: Data(ending.output.utf8))
      // What the browser itself takes to start and to paint is told alone.
      for (name, milliseconds) in figures
      where !["firstPaint", "painted"].contains(name) {
        #expect(milliseconds < 100, "\(name)")
      }
      #expect(dashboard.stop().status == 0)
    }
  }
}
