import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// The built binary with the job that it carries: from articles to files.
struct ImageTests {
  private static let first = "google/gemini-2.5-flash-image"
  private static let ids = ["1", "blog/hello", "blog:hello", "../up"]

  private static func drawn(_ id: String, model: String = first) -> [UInt8] {
    ExpectedPicture.png(
      title: "Title of \(id)", body: "About \(id).", model: model, aspectRatio: "16:9")
  }

  private func enqueue(_ batch: BatchProgram) throws {
    let lines = Self.ids.map {
      #"{"id":"\#($0)","title":"Title of \#($0)","body":"About \#($0).","lang":"en"}"#
    }
    try batch.folder.write(lines.joined(separator: "\n"), to: "articles.jsonl")
    #expect(try batch.run("enqueue", "articles.jsonl").status == 0)
  }

  private func bytes(_ batch: BatchProgram, _ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: batch.folder.file(name)).map(Array.init)
  }

  @Test func `images are exported as files beside their lines, each byte as it was drawn`()
    async throws
  {
    try await withProvider { _, batch in
      try enqueue(batch)
      let run = try batch.run("run", "--role", "image")
      #expect(run.status == 0, "\(run.talk)")
      let export = try batch.run("export", "--role", "image", "-o", "out.jsonl")
      #expect(export.status == 0, "\(export.talk)")
      let lines = try batch.folder.read("out.jsonl").split(separator: "\n")
      #expect(lines.count == Self.ids.count)
      for (id, line) in zip(Self.ids, lines) {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let output = object?["output"] as? [String: Any]
        #expect(object?["id"] as? String == id)
        #expect(output?["format"] as? String == "png")
        let file = try #require(output?["file"] as? String)
        #expect(file.hasPrefix("out-images/") && file.hasSuffix(".png"))
        #expect(bytes(batch, file) == Self.drawn(id), "\(id)")
        #expect(output?["bytes"] as? Int == Self.drawn(id).count)
      }
      let folder = batch.folder.file("out-images")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 4)
      #expect(try batch.run("export", "--role", "image", "-o", "again.jsonl").status == 0)
      #expect(
        try batch.folder.read("again.jsonl").replacing("again-images/", with: "out-images/")
          == batch.folder.read("out.jsonl"))
      #expect(try batch.run("verify").status == 0)
      #expect(try batch.run("backup", "copy.sqlite").status == 0)
      let table = ["export", "--role", "image", "--format", "csv", "-o", "c.csv"]
      #expect(try batch.run(table + ["--database", "copy.sqlite"]).status == 0)
      #expect(bytes(batch, "c-images/1.png") == Self.drawn("1"))
      #expect(try batch.folder.read("c.csv").contains(",c-images/1.png,png,"))
    }
  }

  @Test func `an image is a line of what it is on a screen, and a file beside Markdown`()
    async throws
  {
    try await withProvider { _, batch in
      try enqueue(batch)
      #expect(try batch.run("run", "--role", "image").status == 0)
      let show = try batch.run("show", "1")
      #expect(show.output.contains("PNG, 1 KB") && !show.output.contains("iVBOR"))
      let screen = try batch.run("export", "--role", "image")
      #expect(screen.status == 64 && screen.output.isEmpty)
      #expect(screen.talk.contains("say where with -o"))
      let device = try batch.run("export", "--role", "image", "-o", "/dev/null")
      #expect(device.status == 64 && device.talk == screen.talk)
      #expect(try batch.run("export", "--role", "image", "--status", "failed").status == 0)
      let markdown = ["export", "--role", "image", "--format", "markdown", "-o", "pages"]
      #expect(try batch.run(markdown).status == 0)
      #expect(bytes(batch, "pages/blog-hello.png") == Self.drawn("blog/hello"))
      #expect(try batch.folder.read("pages/blog-hello.md").contains("file: \"blog-hello.png\""))
    }
  }

  @Test func `images lie beside the file that a link stands for`() async throws {
    try await withProvider { _, batch in
      try enqueue(batch)
      #expect(try batch.run("run", "--role", "image").status == 0)
      let files = FileManager.default
      try files.createDirectory(
        atPath: batch.folder.file("site/blog"), withIntermediateDirectories: true)
      try batch.folder.write("", to: "site/blog.jsonl")
      try files.createSymbolicLink(
        atPath: batch.folder.file("latest.jsonl"), withDestinationPath: "site/blog.jsonl")
      #expect(try batch.run("export", "--role", "image", "-o", "latest.jsonl").status == 0)
      #expect(bytes(batch, "site/blog-images/1.png") == Self.drawn("1"))
      #expect(try batch.folder.read("site/blog.jsonl").contains(#""file":"blog-images/1.png""#))
      let own = try files.contentsOfDirectory(atPath: batch.folder.file("site/blog"))
      #expect(own.isEmpty, "the user's own folder")
    }
  }

  @Test func `an article that changed is drawn anew, its image kept until then`() async throws {
    try await withProvider { _, batch in
      try enqueue(batch)
      #expect(try batch.run("run", "--role", "image").status == 0)
      try batch.folder.write(
        #"{"id":"1","title":"Title of 1","body":"Other."}"#, to: "changed.jsonl")
      #expect(try batch.run("enqueue", "--update", "changed.jsonl").status == 0)
      #expect(try batch.query("SELECT count(*) FROM picture") == ["4"])
      #expect(try batch.run("run", "--role", "image").status == 0)
      #expect(try batch.query("SELECT count(*) FROM picture") == ["4"])
      #expect(try batch.run("export", "--role", "image", "-o", "out.jsonl").status == 0)
      let other = ExpectedPicture.png(
        title: "Title of 1", body: "Other.", model: Self.first, aspectRatio: "16:9")
      #expect(bytes(batch, "out-images/1.png") == other)
    }
  }

  @Test(arguments: [first, "black-forest-labs/flux.2-pro"])
  func `killed with images in flight, a run sends the same bytes to the same address`(
    model: String
  ) async throws {
    var settings = SimulatorSettings()
    settings.latency = .fixed(150)
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(20)
      let command = ["run", "--role", "image", "--model", model]
      let run = try RunningProgram(BatchProgram.path, command, in: batch.folder, batch.environment)
      let isSent = RunningProgram.wait(atMost: 30) { provider.simulator.summary.requests >= 8 }
      #expect(isSent && run.isRunning)
      run.signal(SIGKILL)
      _ = run.wait()
      let claimed = try batch.query("SELECT claim FROM task WHERE state = 'claimed'")
      #expect((1...5).contains(claimed.count), "\(claimed)")
      #expect(try batch.run(command).status == 0)
      #expect(try batch.counts("image")["done"] == 20)
      let summary = provider.simulator.summary
      #expect(summary.requests == 20 + summary.repeated && summary.repeated <= 5)
      let routes = try batch.query("SELECT DISTINCT route FROM attempt")
      #expect(routes == [model == Self.first ? "chatWithImage" : "images"])
      #expect(try batch.query("SELECT count(DISTINCT body_sha256) FROM attempt") == ["20"])
      #expect(try batch.run("verify").status == 0)
      #expect(try batch.run("export", "--role", "image", "-o", "out.jsonl").status == 0)
      let folder = batch.folder.file("out-images")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 20)
    }
  }

  @Test func `check warns of a model that makes no images`() async throws {
    try await withProvider { _, batch in
      try FileManager.default.createDirectory(
        atPath: batch.folder.file("jobs"), withIntermediateDirectories: true)
      try batch.folder.write(
        """
        role: image
        models: [openai/gpt-4o-mini, black-forest-labs/flux.2-pro]
        prompt: { system: Draw., user: "{{title}}" }
        output: { format: image }
        """, to: "jobs/image.yaml")
      let check = try batch.run("check")
      #expect(check.status == 0, "\(check.output)")
      let told = check.output + check.talk
      #expect(
        told.contains(
          "image: openai/gpt-4o-mini makes no images, as far as its listing says."), "\(told)")
      #expect(!told.contains("flux.2-pro makes no") && !told.contains("flux.2-pro answers with no"))
    }
  }
}
