import Foundation
import Glibc
import Simulator
import Testing

struct ExportTests {
  @Test func `an output that cannot be written is no success`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(3)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      for command in ["export --role rewrite", "status", "status --json", "show a1"] {
        let ending = try batch.shell("\"$BATCH\" \(command) > /dev/full")
        #expect(ending.status == 74, "\(command)")
        #expect(ending.talk.contains("standard output could not be written"), "\(command)")
      }
    }
  }

  @Test func `an export to a link or a pipe leaves both what they are`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(3)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let ending = try batch.shell(
        """
        : > target && ln -s target link && mkfifo pipe && cat pipe > copy & sleep 0.1
        "$BATCH" export --role rewrite -o link && "$BATCH" export --role rewrite -o pipe
        wait; test -L link && test -p pipe && cmp target copy && wc -l < copy
        """)
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(ending.output.contains("3"))
    }
  }

  @Test(arguments: [["jsonl", "24,000"], ["csv", "48,000"]])
  func `how far a long export is shows on a terminal`(_ format: [String]) async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(24_000)
      #expect(try batch.run("run", "--role", "rewrite", "--limit", "1").status == 0)
      // Whoever takes it up begins late, so that it takes longer than a moment.
      let reader = try batch.startShell(
        "mkfifo pipe && : > ready && exec < pipe && sleep 1.5 && wc -l")
      #expect(RunningProgram.wait { (try? batch.files.contains("ready")) ?? false })
      let export = try TerminalProgram(
        batch,
        ["export", "--role", "rewrite", "--status", "all", "--format", format[0], "-o", "pipe"])
      #expect(export.end() == 0)
      let written = String(decoding: export.written, as: UTF8.self)
      let pattern = try Regex("Exporting: [0-9,]+ of \(format[1]), [0-9]+ %")
      #expect(written.contains(pattern), "\(written)")
      #expect(export.terminal.all.contains { $0.contains("24,000 lines written to pipe.") })
      #expect(!export.terminal.all.contains { $0.contains("Exporting") }, "nothing is left of it")
      #expect(reader.wait().status == 0)
    }
  }

  @Test func `an export is done, failed or all, in input order, the same bytes each time`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated, article: "<title>Article 3</title>")]
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(6)
      #expect(try batch.run("run", "--role", "rewrite").status == 1)
      let ids = { (lines: [[String: Any]]) in lines.compactMap { $0["id"] as? String } }
      #expect(ids(try batch.exported()) == ["a1", "a2", "a4", "a5", "a6"])
      let failed = try batch.exported("--status", "failed")
      #expect(ids(failed) == ["a3"])
      #expect(failed.first?["output"] is NSNull)
      #expect((failed.first?["failure"] as? [String: Any])?["kind"] as? String == "moderated")
      #expect(ids(try batch.exported("--status", "all")) == (1...6).map { "a\($0)" })
      let first = try #require(try batch.exported().first)
      #expect(
        Set(first.keys) == [
          "id", "role", "status", "output", "model", "attempts", "costUSD", "finishedAt", "article",
        ])
      #expect((first["article"] as? [String: Any])?["lang"] as? String == "en")
      let once = try batch.run("export", "--role", "rewrite", "-o", "out.jsonl")
      #expect(once.talk == "5 lines written to out.jsonl.\n" && once.output.isEmpty)
      #expect(
        try batch.folder.read("out.jsonl") == batch.run("export", "--role", "rewrite").output)
    }
  }

  @Test func `a killed export leaves the old file, a reader that leaves ends it quietly`()
    async throws
  {
    try await withProvider { _, batch in
      try batch.enqueueSamples(400)
      #expect(try batch.run("run", "--role", "rewrite", "--concurrency", "20").status == 0)
      let whole = try batch.run("export", "--role", "rewrite").output
      for milliseconds in [0, 5, 10, 20, 40, 80] as [UInt32] {
        try batch.folder.write("old\n", to: "out.jsonl")
        let export = try batch.start("export", "--role", "rewrite", "-o", "out.jsonl")
        usleep(milliseconds * 1000)
        export.signal(SIGKILL)
        export.wait()
        #expect(["old\n", whole].contains(try batch.folder.read("out.jsonl")))
      }
      let head = try batch.shell(
        #"{ "$BATCH" export --role rewrite; echo $? > status; } | head -1"#)
      #expect(head.output == whole.prefix { $0 != "\n" } + "\n")
      #expect(head.talk.isEmpty)
      #expect(try batch.folder.read("status") == "0\n")
    }
  }

  @Test func `a role that was never run is named with the nearest`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(2)
      expectComplaint(
        try batch.run("export", "--role", "rewrite"), 66, "never run", "batch run --role rewrite")
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      expectComplaint(
        try batch.run("export", "--role", "rewrit"), 66, "Did you mean rewrite?")
      expectComplaint(
        try batch.run("export", "--role", "rewrite", "-o", "none/out.jsonl"), 73, "none/out.jsonl")
    }
  }
}
