import BatchCore
import BatchSQLite
import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// The built binary with the stock job whose description is switched on.
struct DescribedImageTests {
  private static let writer = "openai/gpt-4o-mini"
  private static let painter = "google/gemini-2.5-flash-image"

  private static func prepare(_ batch: BatchProgram, articles: Int) throws {
    let stock = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("jobs/image.yaml")
    let lines = try String(contentsOf: stock, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "# describe:"))
    let end = try #require(lines[start...].firstIndex(of: ""))
    let switchedOn =
      lines[..<start] + lines[start..<end].map { $0.dropFirst($0.hasPrefix("# ") ? 2 : 1) }
      + lines[end...]
    try FileManager.default.createDirectory(
      atPath: batch.folder.file("jobs"), withIntermediateDirectories: true)
    try batch.folder.write(switchedOn.joined(separator: "\n"), to: "jobs/image.yaml")
    try batch.enqueueSamples(articles)
  }

  private static func picture(_ number: Int, of body: String, by model: String) -> [UInt8] {
    ExpectedPicture.png(
      title: SampleArticles.title(number), body: body, model: model, aspectRatio: "16:9")
  }

  /// What the simulator writes where no JSON is asked for.
  private static func description(_ number: Int) -> String {
    ExpectedAnswer.body(SampleArticles.body(number), model: writer)
  }

  private static func exported(_ number: Int, _ batch: BatchProgram) throws -> [UInt8]? {
    FileManager.default.contents(atPath: batch.folder.file("out-images/a\(number).png"))
      .map(Array.init)
  }

  @Test func `an article is described, then that is drawn, and both are told`() async throws {
    try await withProvider { provider, batch in
      try Self.prepare(batch, articles: 6)
      let check = try batch.run("check", "--role", "image")
      #expect(check.status == 0 && !check.output.contains("makes no images"), "\(check.output)")
      let run = try batch.run("run", "--role", "image")
      #expect(run.status == 0, "\(run.talk)")
      let rows = provider.simulator.ledger.rows
      #expect(rows.count { $0.model == Self.writer } == 6)
      #expect(rows.count { $0.model == Self.painter } == 6)
      #expect(try batch.run("export", "--role", "image", "-o", "out.jsonl").status == 0)
      for number in 1...6 {
        #expect(
          try Self.exported(number, batch)
            == Self.picture(number, of: Self.description(number), by: Self.painter))
      }
      let show = try batch.run("show", "a1")
      #expect(show.output.contains("Described (image):\n  <!-- rewritten by \(Self.writer) -->"))
      #expect(show.output.contains("image: done") && !show.output.contains("escalated"))
      #expect(try batch.run("show", "a1", "--json").output.contains(#""description":"<!-- rew"#))
      #expect(try batch.role("image")["escalated"] as? Int == 0)
      #expect(try batch.run("verify").status == 0)
      #expect(try batch.run("run", "--role", "image", "--redo-stale").status == 0)
      #expect(provider.simulator.summary.requests == 12)
    }
  }

  @Test func `where nothing can be written, the article itself is drawn`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.contentFilter, model: Self.writer)]
    try await withProvider(settings) { _, batch in
      try Self.prepare(batch, articles: 1)
      let run = try batch.run("run", "--role", "image")
      #expect(run.status == 0, "\(run.talk)")
      #expect(try batch.run("export", "--role", "image", "-o", "out.jsonl").status == 0)
      let body = SampleArticles.body(1)
      #expect(try Self.exported(1, batch) == Self.picture(1, of: body, by: Self.painter))
      #expect(try batch.role("image")["escalated"] as? Int == 1)
    }
  }

  @Test func `another model draws what is described as ever, and the ladder goes on after it`()
    async throws
  {
    try await withProvider { provider, batch in
      try Self.prepare(batch, articles: 3)
      let other = "google/gemini-3-pro-image-preview"
      let run = try batch.run("run", "--role", "image", "--model", other, "--limit", "2")
      #expect(run.status == 0, "\(run.talk)")
      let rows = provider.simulator.ledger.rows
      #expect(rows.count { $0.model == Self.writer } >= 2 && rows.count { $0.model == other } == 2)
      #expect(try batch.run("run", "--role", "image").status == 0)
      #expect(provider.simulator.ledger.rows.count { $0.model == Self.writer } == 3)
      #expect(provider.simulator.ledger.rows.count { $0.model == Self.painter } == 1)
      #expect(try batch.run("export", "--role", "image", "-o", "out.jsonl").status == 0)
      for (number, model) in [(1, other), (2, other), (3, Self.painter)] {
        #expect(
          try Self.exported(number, batch)
            == Self.picture(number, of: Self.description(number), by: model))
      }
      let wrong = try batch.run("run", "--role", "image", "--model", Self.writer)
      #expect(wrong.status == 64, "\(wrong.talk)")
      #expect(wrong.talk.contains("is the model that describes what image draws"), "\(wrong.talk)")
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `a picture that is sent back is described anew, with the reviewer's note`()
    async throws
  {
    try await withProvider { provider, batch in
      try Self.prepare(batch, articles: 1)
      #expect(try batch.run("run", "--role", "image").status == 0)
      try Self.sendBack(in: batch)
      #expect(try batch.run("show", "a1").output.contains("Described (image):"), "kept until then")
      #expect(try batch.run("run", "--role", "image").status == 0)
      let rows = provider.simulator.ledger.rows
      #expect(rows.map(\.model) == [Self.writer, Self.painter, Self.writer, Self.painter])
      let show = try batch.run("show", "a1").output
      #expect(show.contains("the description") && show.contains("the drawing"), "\(show)")
      #expect(show.contains("Described (image):") && !show.contains("section 1"))
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `each time anew, but for one that names who draws`() async throws {
    try await withProvider { provider, batch in
      try Self.prepare(batch, articles: 1)
      func asked() throws -> [String] {
        let before = provider.simulator.ledger.rows.count
        #expect(try batch.run("run", "--role", "image").status == 0)
        return provider.simulator.ledger.rows.dropFirst(before).map(\.model)
      }
      #expect(try asked() == [Self.writer, Self.painter])
      for _ in 1...2 {
        try Self.sendBack(in: batch)
        #expect(try asked() == [Self.writer, Self.painter])
      }
      for _ in 1...2 {
        try Self.sendBack(to: Self.painter, in: batch)
        #expect(try asked() == [Self.painter])
        #expect(try batch.run("show", "a1").output.contains("Described (image):"))
      }
    }
  }

  private static func sendBack(to model: String? = nil, in batch: BatchProgram) throws {
    let path = batch.folder.file("batch.sqlite")
    let reader = try SQLiteQueueReader.open(path: path)
    let result = try reader.history(article: "a1").tasks.first?.result
    try reader.close()
    let store = try SQLiteTaskStore.open(path: path, purpose: .retry, create: false)
    let sendBack = SendBack(
      role: "image", article: "a1", attempt: try #require(result?.attempt), model: model,
      note: "No people.")
    _ = try store.carryOut(.sendBack(sendBack), pauses: [], now: Timestamp(Date()))
    try store.close()
  }

  @Test func `a drawing that fails is tried again of the same description`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.noImage, model: Self.painter, times: 1)]
    try await withProvider(settings) { provider, batch in
      try Self.prepare(batch, articles: 1)
      #expect(try batch.run("run", "--role", "image").status == 0)
      #expect(
        provider.simulator.ledger.rows.map(\.model) == [Self.writer, Self.painter, Self.painter])
    }
  }

  @Test func `killed at any moment, no finished step is paid again`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .range(20...40)
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try Self.prepare(batch, articles: 60)
      var crashes = 0
      for milliseconds in [250, 400, 550, 300, 450, 600] {
        let run = try batch.start("run", "--role", "image")
        usleep(UInt32(milliseconds * 1000))
        run.signal(SIGKILL)
        if run.wait().status == 137 { crashes += 1 }
        #expect(try batch.run("verify").status == 0)
      }
      let last = try batch.run("run", "--role", "image")
      #expect(last.status == 0, "\(last.talk)")
      let paid = provider.simulator.ledger.rows.filter { !$0.isHit && $0.cost.count > 0 }
      for model in [Self.writer, Self.painter] {
        let count = paid.count { $0.model == model }
        #expect(count >= 60 && count <= 60 + 5 * crashes, "\(model): \(count)")
      }
      #expect(paid.count <= 120 + 5 * crashes, "\(paid.count), \(crashes) crashes")
    }
  }
}
