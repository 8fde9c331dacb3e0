import Testing

struct DatabaseTests {
  static let looks: [[String]] = [
    ["run", "--role", "rewrite"], ["status"], ["status", "--json"], ["show", "a1"],
    ["export", "--role", "rewrite"], ["retry", "a1"], ["backup", "copy.sqlite"], ["verify"],
  ]

  @Test(arguments: looks)
  func `without a queue nothing is made and enqueue is named`(_ arguments: [String]) async throws {
    try await withProvider { provider, batch in
      let ending = try batch.run(arguments)
      expectComplaint(ending, 66, "no queue at batch.sqlite", "batch enqueue")
      #expect(try batch.files.isEmpty)
      #expect(provider.simulator.summary.requests == 0)
    }
  }

  @Test(arguments: looks)
  func `an empty file is no queue yet`(_ arguments: [String]) async throws {
    try await withProvider { _, batch in
      try batch.folder.write("", to: "batch.sqlite")
      expectComplaint(try batch.run(arguments), 66, "no queue at batch.sqlite", "batch enqueue")
      #expect(try batch.folder.read("batch.sqlite").isEmpty)
    }
  }

  @Test(arguments: looks + [["enqueue", "articles.jsonl"]])
  func `another program's file is refused and left as it was`(_ arguments: [String]) async throws {
    try await withProvider { _, batch in
      try batch.folder.write(#"{"id":"1","title":"t","body":"b"}"#, to: "articles.jsonl")
      let text = "A letter, and no database at all.\n"
      try batch.folder.write(text, to: "batch.sqlite")
      expectComplaint(try batch.run(arguments), 65, "not a queue of batch", "--database")
      #expect(try batch.folder.read("batch.sqlite") == text)
    }
  }

  @Test(
    .enabled(if: hasSQLite),
    arguments: [
      ("CREATE TABLE songs(title)", "not a queue of batch"),
      ("PRAGMA application_id = 1651794792; PRAGMA user_version = 99", "newer batch (format 99)"),
    ], looks + [["enqueue", "articles.jsonl"]])
  func `other tables and newer queues are refused`(
    _ made: (sql: String, words: String), _ arguments: [String]
  ) async throws {
    try await withProvider { _, batch in
      try batch.folder.write(#"{"id":"1","title":"t","body":"b"}"#, to: "articles.jsonl")
      let before = try batch.shell(
        "sqlite3 batch.sqlite '\(made.sql)' && sqlite3 batch.sqlite .dump")
      expectComplaint(try batch.run(arguments), 65, made.words)
      #expect(try batch.shell("sqlite3 batch.sqlite .dump").output == before.output)
    }
  }

  @Test(arguments: looks + [["enqueue", "articles.jsonl"]])
  func `a folder is no database`(_ arguments: [String]) async throws {
    try await withProvider { _, batch in
      try batch.folder.write(#"{"id":"1","title":"t","body":"b"}"#, to: "articles.jsonl")
      _ = try batch.shell("mkdir batch.sqlite")
      expectComplaint(try batch.run(arguments), 73, "it is a folder", "name a file in it")
    }
  }

  @Test func `where nothing may be written enqueue says so and readers work`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(3)
      _ = try batch.run("run", "--role", "rewrite")
      let disk = try SmallDisk(for: batch)
      try disk.shell("cp ../batch.sqlite . && mount -o remount,bind,ro .")
      expectComplaint(
        try disk.run("enqueue", "../articles.jsonl"), 73, "cannot be created", "Read-only",
        "Choose a folder")
      expectComplaint(
        try disk.run("enqueue", "../articles.jsonl", "--database", "new.sqlite"), 73,
        "new.sqlite", "Read-only")
      #expect(try disk.run("status").output.contains("3 of 3 done"))
      #expect(try disk.run("show", "a2").output.contains("Article 2"))
      let export = try disk.run("export", "--role", "rewrite")
      #expect(export.output.split(separator: "\n").count == 3)
      #expect(try disk.run("verify").status == 0)
      expectComplaint(
        try disk.run("export", "--role", "rewrite", "-o", "x.jsonl"), 73, "x.jsonl", "with -o")
    }
  }

  @Test func `a remedy names the database only where it is not the usual one`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      #expect(try batch.run("status").talk.hasSuffix("batch enqueue articles.jsonl\n"))
      #expect(
        try batch.run("status", "--database", "my queue").talk.hasSuffix(
          "batch enqueue articles.jsonl --database 'my queue'\n"))
    }
  }

  @Test func `a folder that is not there is named`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.folder.write(#"{"id":"1","title":"t","body":"b"}"#, to: "articles.jsonl")
      let ending = try batch.run("enqueue", "articles.jsonl", "--database", "none/queue.sqlite")
      expectComplaint(ending, 73, "none/queue.sqlite", "Choose a folder")
    }
  }
}
