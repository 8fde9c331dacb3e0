import Testing

struct HelpTests {
  @Test(arguments: [
    "enqueue", "run", "status", "export", "show", "retry", "check", "backup", "verify", "demo",
    "failures", "pause", "resume", "cancel", "set", "models", "estimate", "dashboard", "report",
  ])
  func `the help of every command shows an example and fits 80 columns`(_ command: String)
    async throws
  {
    try await blocking {
      let batch = try BatchProgram()
      let ending = try batch.run(command, "--help")
      #expect(ending.status == 0 && ending.talk.isEmpty)
      let lines = ending.output.split(separator: "\n")
      #expect(lines.contains { $0.contains("  batch \(command)") && !$0.contains("USAGE") })
      #expect(lines.filter { $0.count > 80 && !$0.hasPrefix("USAGE") } == [])
    }
  }

  @Test func `the overview shows the way and the version is told`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      let help = try batch.run("--help")
      #expect(help.status == 0 && help.output.contains("  batch enqueue articles.jsonl\n"))
      let version = try batch.run("--version")
      #expect(version.status == 0 && version.output.contains(#/^\d+\.\d+\.\d+\n$/#))
    }
  }

  @Test(arguments: [
    ("stauts", "Did you mean status?"), ("enqeue", "Did you mean enqueue?"), ("rum", "mean run?"),
    ("xyzzy", "batch --help"),
  ])
  func `an unknown command names the nearest`(_ word: String, _ words: String) async throws {
    try await blocking {
      expectComplaint(
        try BatchProgram().run(word, "articles.jsonl"), 64, "no command \(word)", words)
    }
  }

  @Test(arguments: [
    ["run"], ["run", "--role", "rewrite", "--concurrency", "0"],
    ["run", "--role", "rewrite", "--concurrency", "201"],
    ["run", "--role", "rewrite", "--limit", "0"],
    ["run", "--role", "rewrite", "--wait", "--no-wait"],
    ["run", "--role", "rewrite", "--lane", "slow"],
    ["run", "--role", "rewrite", "--notify-limit", "0"],
    ["run", "--role", "rewrite", "--model", "gpt"], ["enqueue"], ["enqueue", "-", "-"], ["show"],
    ["set"], ["set", "--concurrency", "0"],
    ["pause", "--role", "a", "--model", "b/c"], ["pause", "--model", "gpt"], ["cancel"],
    ["retry", "a1", "--model", "b/c"], ["export"],
    ["export", "--role", "rewrite", "--status", "most"], ["report"], ["report", "-o", ""],
    ["export", "--role", "rewrite", "--accepted", "--status", "failed"], ["status", "--wach"],
  ])
  func `a wrong word of a command is a usage error`(_ arguments: [String]) async throws {
    try await blocking {
      let batch = try BatchProgram()
      let ending = try batch.run(arguments)
      #expect(ending.status == 64 && ending.output.isEmpty)
      #expect(ending.talk.contains("batch \(arguments[0]) --help"))
      #expect(try batch.files.isEmpty)
    }
  }
}
