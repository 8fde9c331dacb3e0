import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// A table and a folder of files, of articles that would do harm if they could.
struct ExportFormatTests {
  private static let ids = [
    "=cmd()", "../../etc/passwd", "CON", "a/b", "A/B", String(repeating: "x", count: 512), "😀",
    "say \"hi\", you", "-rf", ".hidden", "blog/1",
  ]

  private static func lines(_ ids: [String]) throws -> String {
    try ids.map { id in
      let article = [
        "id": id, "title": id == "blog/1" ? "" : "=1+1, \"T\"",
        "body": "First \"line\",\nsecond\r\n\n=cmd() | and\tmore",
      ]
      let bytes = try JSONSerialization.data(withJSONObject: article, options: [.sortedKeys])
      return String(decoding: bytes, as: UTF8.self) + "\n"
    }.joined()
  }

  private static func rewrite(_ batch: BatchProgram, _ ids: [String] = ids) throws {
    try batch.folder.write(try lines(ids), to: "in.jsonl")
    #expect(try batch.run("enqueue", "in.jsonl").status == 0)
    #expect(try batch.run("run", "--role", "rewrite").status <= 1)
  }

  @Test func `a table reads back with another program, and holds no formula`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated, article: "<title></title>")]
    try await withProvider(settings) { _, batch in
      try Self.rewrite(batch)
      let export = ["export", "--role", "rewrite", "--format", "csv", "--status", "all"]
      let told = try batch.run(export + ["-o", "out.csv"])
      #expect(told.status == 0 && told.output.isEmpty)
      #expect(told.talk == "11 lines written to out.csv.\n")
      #expect(try batch.run(export).output == batch.folder.read("out.csv"))
      let rows = try Self.read(batch)
      #expect(
        rows[0] == [
          "id", "role", "status", "model", "attempts", "costUSD", "finishedAt", "title", "body",
          "failure",
        ])
      #expect(rows.count == 12)
      let lines = try batch.exported("--status", "all")
      for (row, line) in zip(rows.dropFirst(), lines) {
        let output = line["output"] as? [String: Any]
        for (cell, text) in [(0, line["id"]), (7, output?["title"]), (8, output?["body"])] {
          let text = text as? String ?? ""
          #expect(row[cell] == text || row[cell] == "'" + text, "\(row[cell])")
          #expect(!"=+-@\t\r".contains(row[cell].first ?? "x"), "\(row[cell])")
        }
        #expect(row[9].hasPrefix("moderated: ") == (row[2] == "failed"))
        #expect(Double(row[4]) != nil && (row[2] == "failed" || Double(row[5]) != nil))
      }
      let done = try batch.run("export", "--role", "rewrite", "--format", "csv").output
      #expect(done.hasPrefix("id,role,status,model,attempts,costUSD,finishedAt,title,body\r\n"))
    }
  }

  /// As Python's reader of tables, which is strict here, sees it.
  private static func read(_ batch: BatchProgram) throws -> [[String]] {
    let ending = try batch.shell(
      """
      python3 -c 'import csv, json
      with open("out.csv", newline="", encoding="utf-8") as f:
        print(json.dumps(list(csv.reader(f, strict=True))))'
      """)
    #expect(ending.status == 0, "\(ending.talk)")
    return try JSONDecoder().decode([[String]].self, from: Data(ending.output.utf8))
  }

  @Test func `one file an article, all in the folder, whatever the ids are`() async throws {
    try await withProvider { _, batch in
      try Self.rewrite(batch)
      let export = ["export", "--role", "rewrite", "--format", "markdown", "-o", "out"]
      let told = try batch.run(export)
      #expect(told.status == 0 && told.talk == "11 files written to out.\n", "\(told.talk)")
      let names = try Self.names(batch, "out")
      #expect(Set(names.map { $0.lowercased() }).count == 11)
      for name in ["=cmd().md", "etc-passwd.md", "CON_.md", "a-b.md", "😀.md", "rf.md", "hidden.md"]
      {
        #expect(names.contains(name), "\(names)")
      }
      let files = try batch.files.filter { !$0.hasPrefix("batch.sqlite") }
      #expect(files == ["in.jsonl", "out"])
      let text = try batch.folder.read("out/blog-1.md")
      let output = try #require(try batch.exported().last?["output"] as? [String: Any])
      #expect(text.hasPrefix("---\nid: \"blog/1\"\nrole: \"rewrite\"\ntitle: "))
      #expect(text.hasSuffix("\n---\n\n" + (output["body"] as? String ?? "?") + "\n"))
      let before = try names.map { try batch.folder.read("out/\($0)") }
      #expect(try batch.run(export).status == 0)
      #expect(try Self.names(batch, "out") == names)
      #expect(try names.map { try batch.folder.read("out/\($0)") } == before)
    }
  }

  @Test func `links are replaced, other files are left, a folder in a file's place is told`()
    async throws
  {
    try await withProvider { _, batch in
      try Self.rewrite(batch, ["a", "b"])
      let prepared = try batch.shell(
        """
        mkdir out && echo mine > out/notes.md && echo secret > secret && ln -s ../secret out/a.md
        """)
      #expect(prepared.status == 0)
      let export = ["export", "--role", "rewrite", "--format", "markdown", "-o", "out"]
      #expect(try batch.run(export).status == 0)
      #expect(try batch.folder.read("secret") == "secret\n")
      #expect(try batch.folder.read("out/notes.md") == "mine\n")
      #expect(try batch.shell("test -f out/a.md && ! test -L out/a.md").status == 0)
      #expect(try batch.shell("rm out/b.md && mkdir out/b.md").status == 0)
      expectComplaint(try batch.run(export), 74, "out/b.md", "could not be written")
      #expect(try Self.names(batch, "out") == ["a.md", "b.md", "notes.md"])
      #expect(try batch.shell("echo x > plain").status == 0)
      expectComplaint(try batch.run(export.dropLast() + ["plain"]), 73, "plain", "Not a directory")
      expectComplaint(try batch.run(export.dropLast() + ["no/out"]), 73, "no/out")
    }
  }

  @Test func `a failed article is a file without a body; a folder must be named`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated, article: "<title></title>")]
    try await withProvider(settings) { _, batch in
      try Self.rewrite(batch, ["a", "blog/1"])
      let export = ["export", "--role", "rewrite", "--format", "markdown"]
      #expect(try batch.run(export + ["-o", "out", "--status", "failed"]).status == 0)
      #expect(try Self.names(batch, "out") == ["blog-1.md"])
      let text = try batch.folder.read("out/blog-1.md")
      #expect(text.contains("\nfailure:\n  kind: moderated\n") && text.hasSuffix("\"\n---\n"))
      let ending = try batch.run(export)
      #expect(ending.status == 64 && ending.talk.contains("name the folder for them with -o"))
      #expect(try batch.run("export", "--role", "rewrite", "--format", "xml").status == 64)
    }
  }

  @Test func `an interrupted export leaves whole files only`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(600)
      #expect(try batch.run("run", "--role", "rewrite", "--concurrency", "20").status == 0)
      let export = try batch.start(
        "export", "--role", "rewrite", "--format", "markdown", "-o", "out")
      _ = RunningProgram.wait(atMost: 30) {
        !export.isRunning || (try? Self.names(batch, "out").count) ?? 0 > 3
      }
      export.signal(SIGINT)
      let ending = export.wait()
      #expect([0, 130].contains(ending.status), "\(ending.talk)")
      if ending.status == 130 { #expect(ending.talk.contains("out is not complete")) }
      let names = try Self.names(batch, "out")
      #expect(names.allSatisfy { $0.hasSuffix(".md") })
      for name in names { #expect(try batch.folder.read("out/\(name)").hasSuffix("\n")) }
    }
  }

  private static func names(_ batch: BatchProgram, _ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: batch.folder.file(folder)).sorted()
  }
}
