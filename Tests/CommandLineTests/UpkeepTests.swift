import Foundation
import Simulator
import TestSupport
import Testing

struct UpkeepTests {
  @Test func `show finds an article, or the nearest ids`() async throws {
    try await withProvider(milliseconds: 60) { _, batch in
      try batch.enqueueSamples(12)
      let before = try batch.run("show", "a7")
      #expect(before.status == 0 && before.output.contains("no role has worked on it yet"))
      expectComplaint(try batch.run("show", "a77"), 66, "no article \"a77\"", "Did you mean a7")
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let after = try batch.run("show", "a7").output
      #expect(after.contains("a7: Article 7\n") && after.contains("rewrite: done, $"))
      #expect(after.contains(#/HTTP 200, by [^,]+, \d+ ms, /#), "\(after)")
      #expect(after.contains("\nBefore:\n") && after.contains("\nAfter (rewrite, "))
      let document = try JSONSerialization.jsonObject(
        with: Data(try batch.run("show", "a7", "--json").output.utf8))
      #expect((document as? [String: Any])?["id"] as? String == "a7")
    }
  }

  @Test func `an answer that is no JSON is shown by its own first words`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.prose, model: "openai/gpt-4o-mini")]
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(1)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let shown = try batch.run("show", "a1").output
      #expect(shown.contains("escalated to anthropic/claude-haiku-4.5"))
      #expect(shown.contains("it began: "))
      #expect(!shown.contains("data: {") && !shown.contains("PROCESSING"))
    }
  }

  @Test func `failed work is put back by role, kind or id, and then done`() async throws {
    var settings = SimulatorSettings()
    settings.faults = (1...3).map { FaultRule(.moderated, article: "<title>Article \($0)<") }
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(6)
      let run = try batch.run("run", "--role", "rewrite", "--concurrency", "1")
      #expect(run.status == 1)
      #expect(run.talk.contains("Try the failed again: batch retry --role rewrite"))
      let asked = provider.simulator.summary.requests
      #expect(try batch.run("run", "--role", "rewrite").status == 1)
      #expect(provider.simulator.summary.requests == asked)
      provider.simulator.setFaults([])
      #expect(try batch.run("retry").status == 64)
      let unknown = try batch.run("retry", "--role", "rewrite", "--kind", "moderatd")
      #expect(unknown.status == 64 && unknown.talk.contains("Did you mean moderated?"))
      let other = try batch.run("retry", "--role", "rewrite", "--kind", "empty")
      #expect(other.status == 0 && other.talk.contains("Nothing failed there"))
      #expect(try batch.run("retry", "a1").talk.hasPrefix("1 task put back."))
      let rest = try batch.run("retry", "--role", "rewrite", "--kind", "moderated", "--json")
      #expect(rest.output.contains("\"retried\" : 2"))
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      #expect(provider.simulator.summary.requests == asked + 3)
    }
  }

  @Test func `retry of an unknown id names the nearest`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(3)
      expectComplaint(try batch.run("retry", "a22"), 66, "no article \"a22\"", "Did you mean a2")
    }
  }

  @Test func `a backup is whole, private and never overwrites`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(50)
      #expect(try batch.run("backup", "copy.sqlite").status == 0)
      #expect(try batch.shell("stat -c %a copy.sqlite").output == "600\n")
      let before = try batch.shell("sha256sum copy.sqlite").output
      expectComplaint(try batch.run("backup", "copy.sqlite"), 73, "exists already")
      #expect(try batch.shell("sha256sum copy.sqlite").output == before)
      let verified = try batch.run("verify", "--database", "copy.sqlite")
      #expect(verified.status == 0 && verified.talk == "copy.sqlite is sound.\n")
    }
  }

  /// A file whose rows hold what the tables' rules keep out.
  @Test(arguments: [
    ("article", "revision", "'x'", "holds a text where a number should be"),
    ("content", "title", "NULL", "holds nothing where a text should be"),
    ("content", "body", "x'00ff'", "holds bytes where a text should be"),
  ])
  func `a row that cannot be read is damage, not a crash`(
    table: String, column: String, value: String, matter: String
  ) async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(3)
      // Without the table's rules for a moment; "STRICT" and "NOT NULL" are as long as their
      // blanks.
      for (rule, blank) in [("STRICT", "      "), ("NOT NULL", "        ")] {
        _ = try batch.query(
          """
          PRAGMA writable_schema = ON; UPDATE sqlite_schema
          SET sql = replace(sql, '\(rule)', '\(blank)') WHERE name = '\(table)'
          """)
      }
      _ = try batch.query("UPDATE \(table) SET \(column) = \(value)")
      expectComplaint(
        try batch.run("show", "a1"), 65, "batch.sqlite is damaged: a row \(matter)",
        "batch verify")
    }
  }

  @Test func `verify finds a damaged copy`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(2000)
      #expect(try batch.run("backup", "copy.sqlite").status == 0)
      _ = try batch.shell(
        "dd if=/dev/urandom of=copy.sqlite bs=4096 seek=20 count=40 conv=notrunc 2>/dev/null")
      let ending = try batch.run("verify", "--database", "copy.sqlite")
      #expect(ending.status == 65, "\(ending.output) \(ending.talk)")
      #expect(ending.talk.contains("copy.sqlite"))
      expectClean(ending)
    }
  }
}
