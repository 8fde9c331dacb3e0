import Testing

struct JobFileTests {
  @Test(arguments: [
    ("", ["jobs/rewrite.yaml:1"]),
    ("role: rewrite\nmodels: [a/b]\npromt:\n  user: x\n", ["jobs/rewrite.yaml:3", "prompt"]),
    ("role: [rewrite\n", ["jobs/rewrite.yaml:"]),
    ("role: other\nmodels: [a/b]\nprompt:\n  user: x\n", ["jobs/rewrite.yaml:1", "rewrite"]),
  ])
  func `a mistake is named with file and line before anything is sent`(
    _ text: String, _ words: [String]
  ) async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(3)
      _ = try batch.shell("mkdir jobs")
      try batch.folder.write(text, to: "jobs/rewrite.yaml")
      let ending = try batch.run("run", "--role", "rewrite")
      #expect(ending.status == 78, "\(ending.talk)")
      for word in words { #expect(ending.talk.contains(word), "\(ending.talk)") }
      expectClean(ending)
      #expect(provider.simulator.summary.requests == 0)
    }
  }

  @Test(arguments: [
    ("mkdir -p jobs/rewrite.yaml", "rewrite", "jobs/rewrite.yaml is a folder, not a job file"),
    ("mkdir jobs; printf 'role: \\377' > jobs/rewrite.yaml", "rewrite", "is not UTF-8 text"),
    ("true", "rewrit", "Did you mean rewrite?"),
    ("mkdir jobs; echo > jobs/summary.yaml", "sumary", "Did you mean summary?"),
  ])
  func `a role without a job file that can be read is refused in one sentence`(
    _ made: String, _ role: String, _ words: String
  ) async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(3)
      _ = try batch.shell(made)
      expectComplaint(try batch.run("run", "--role", role), 78, words)
      #expect(provider.simulator.summary.requests == 0)
    }
  }

  @Test func `a folder of jobs that is not there is named`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(3)
      expectComplaint(
        try batch.run("run", "--role", "rewrite", "--jobs", "jbos"), 78, "no folder jbos", "--jobs")
    }
  }
}
