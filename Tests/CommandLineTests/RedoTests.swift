import Glibc
import Simulator
import Testing

/// `run --redo-stale`: after a change of the prompt, and of nothing else, results are made anew.
struct RedoTests {
  private static let redo = "batch run --role rewrite --redo-stale"

  @Test func `a changed prompt is told of, and redone when that is wanted`() async throws {
    try await withProvider { provider, batch in
      try batch.writeJob()
      try batch.enqueueSamples(6)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.writeJob(comment: "The same otherwise.", attempts: 3)
      let same = try batch.run("run", "--role", "rewrite", "--redo-stale")
      #expect(same.status == 0 && same.talk.contains("No result of rewrite is out of date."))
      #expect(try batch.figure("stale") == 0)
      try batch.writeJob(rule: "Use short sentences.")
      let plain = try batch.run("run", "--role", "rewrite")
      let sentence = "6 results of rewrite were made with an earlier prompt: \(Self.redo)\n"
      #expect(plain.status == 0 && plain.talk.contains(sentence), "\(plain.talk)")
      #expect(try batch.run("status").output.contains(sentence))
      let shown = try batch.run("show", "a1").output
      #expect(shown.contains("schema, sections or parameters have changed since."), "\(shown)")
      #expect(shown.contains("It is made anew by: \(Self.redo)"))
      #expect(try batch.run("show", "a1", "--json").output.contains(#""stale":"promptChanged""#))
      #expect(provider.simulator.summary.requests == 6)
      let redone = try batch.run("run", "--role", "rewrite", "--redo-stale")
      #expect(redone.status == 0, "\(redone.talk)")
      #expect(redone.talk.contains("Made anew, as the prompt has changed: 6 results of rewrite."))
      #expect(provider.simulator.summary.requests == 12)
      #expect(try batch.run("run", "--role", "rewrite", "--redo-stale").status == 0)
      #expect(provider.simulator.summary.requests == 12)
      try batch.expectRewritten(6)
      #expect(try batch.run("show", "a1", "--json").output.contains(#""stale":null"#))
      try batch.expectLedger(provider.simulator.ledger, crashes: 0)
    }
  }

  @Test func `a changed article is asked for again, and no other`() async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(4)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let changed = #"{"id": "a2", "title": "Another", "body": "Another text."}"#
      #expect(try batch.run("enqueue", "-", "--update", input: changed).status == 0)
      let shown = try batch.run("show", "a2").output
      #expect(
        shown.contains(
          "The result below is kept until a new one is stored: the article has changed since."),
        "\(shown)")
      #expect(try batch.exported().map { $0["id"] as? String } == ["a1", "a3", "a4"])
      #expect(try batch.run("run", "--role", "rewrite", "--redo-stale").status == 0)
      #expect(provider.simulator.ledger.rows(after: 4).map(\.article) == ["Another"])
      #expect(try batch.exported().count == 4)
    }
  }

  @Test func `killed in between, the same command forgets none and pays none twice`() async throws {
    try await withProvider(milliseconds: 20) { provider, batch in
      try batch.writeJob()
      try batch.enqueueSamples(40)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try batch.writeJob(rule: "Use short sentences.")
      let run = try batch.startRun("--redo-stale", sending: 55, to: provider)
      run.signal(SIGKILL)
      #expect(run.wait().status == 137)
      #expect(try batch.run("verify").status == 0)
      #expect(try batch.exported().count == 40, "what is not made anew yet is there still")
      let last = try batch.run("run", "--role", "rewrite", "--redo-stale")
      #expect(last.status == 0 && last.talk.contains("No result of rewrite is out of date."))
      try batch.expectRewritten(40)
      #expect(try batch.figure("stale") == 0)
      let rows = provider.simulator.ledger.rows
      #expect(rows.count >= 80 && rows.count { !$0.isHit } <= 85)
      let twice = Set(provider.simulator.ledger.duplicates.flatMap { $0.map(\.article) })
      #expect(twice.count <= BatchProgram.mostClaims, "\(twice)")
      try batch.expectLedger(provider.simulator.ledger, crashes: 1)
    }
  }

  @Test func `killed while tasks are put back, the same command finds the rest`() async throws {
    try await withProvider { provider, batch in
      try batch.writeJob()
      try batch.enqueueSamples(60)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      for round in 1...6 {
        try batch.writeJob(rule: "Rule \(round).")
        let run = try batch.start("run", "--role", "rewrite", "--redo-stale")
        usleep(UInt32(20_000 * round))
        run.signal(SIGKILL)
        _ = run.wait()
        #expect(try batch.run("verify").status == 0)
        #expect(try batch.exported().count == 60)
      }
      // What was lost is sent again byte for byte, with the prompt of its time: hence the second.
      for _ in 1...2 {
        #expect(try batch.run("run", "--role", "rewrite", "--redo-stale").status == 0)
      }
      #expect(try batch.figure("stale") == 0)
      try batch.expectRewritten(60)
      try batch.expectLedger(provider.simulator.ledger, crashes: 6)
    }
  }
}
