import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// The block of a run as it stands on a terminal.
struct ProgressBlockTests {
  /// The block's lines: from the last bar of the role on.
  private static func block(_ terminal: TerminalEmulator) -> [String] {
    let start = terminal.lines.lastIndex { $0.hasPrefix("rewrite  ") }
    return start.map { Array(terminal.lines[$0...]) } ?? []
  }

  private static func bars(_ terminal: TerminalEmulator) -> Int {
    terminal.all.count { $0.hasPrefix("rewrite  ") }
  }

  @Test func `a run draws one block, notices stand above it, and its last state stays`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.latency = .fixed(200)
    settings.faults = [FaultRule(.moderated, article: "<title>Article 3</title>")]
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(40)
      let run = try TerminalProgram(batch, ["run", "--role", "rewrite"], columns: 60)
      #expect(
        run.wait { terminal in
          terminal.lines.contains { $0.hasPrefix("  ") && $0.contains(" of 40 done, 1 failed") }
        })
      let block = Self.block(run.terminal)
      #expect(block[0].hasPrefix("rewrite  █") && block[0].contains("░"), "\(block)")
      #expect(block[3].hasPrefix("Cost: $"), "\(block)")
      #expect(block[4].hasPrefix("Failed: 1 moderated ("), "\(block)")
      #expect(Self.bars(run.terminal) == 1)
      #expect(run.terminal.all[0] == "40 new tasks for rewrite.")
      let above = run.terminal.all.prefix { !$0.hasPrefix("rewrite  ") }
      #expect(above.contains { $0.hasPrefix("failed: ") }, "\(above)")
      #expect(run.end() == 1)
      #expect(run.terminal.unknown == [] && run.isAsFound)
      #expect(Self.bars(run.terminal) == 1)
      let end = run.terminal.all
      #expect(end.contains("rewrite  ████████████████████████████████████████  100 %"), "\(end)")
      #expect(end.contains("  39 of 40 done, 1 failed, 1 escalated"), "\(end)")
      #expect(end.contains("Finished: nothing is left to do."), "\(end)")
      #expect(end.allSatisfy { $0.count <= 60 }, "\(end)")
    }
  }

  @Test func `it follows the window's size and leaves nothing behind`() async throws {
    try await withProvider(milliseconds: 300) { _, batch in
      try batch.enqueueSamples(200)
      let run = try TerminalProgram(batch, ["run", "--role", "rewrite", "--verbose"])
      #expect(run.wait { Self.block($0).count > 2 })
      for (columns, rows) in [(30, 24), (120, 10), (59, 6), (80, 24)] {
        run.resize(columns: columns, rows: rows)
        let bar = min(40, columns - 16)
        #expect(
          run.wait { terminal in
            let block = Self.block(terminal)
            let drawn = block.first?.count { $0 == "█" || $0 == "░" }
            return drawn == bar && block.count > 2
          }, "\(columns): \(run.terminal.all)")
        #expect(Self.bars(run.terminal) == 1, "\(run.terminal.all)")
        #expect(Self.block(run.terminal).allSatisfy { $0.count <= columns })
      }
      run.type("\u{3}")
      #expect(run.end() == 130)
      #expect(Self.bars(run.terminal) == 1, "\(run.terminal.all)")
      #expect(run.terminal.unknown == [] && run.isAsFound)
    }
  }

  @Test func `Ctrl-Z leaves it as plain text, and it goes on under what was written since`()
    async throws
  {
    try await withProvider(milliseconds: 200) { _, batch in
      try batch.enqueueSamples(60)
      let run = try TerminalProgram(batch, ["run", "--role", "rewrite"])
      #expect(run.wait { Self.block($0).count > 2 })
      run.type("\u{1A}")
      #expect(run.wait { _ in run.isStopped })
      let stopped = run.terminal
      #expect(stopped.cursor.column == 0 && stopped.lines.count == stopped.cursor.row)
      kill(run.pid, SIGCONT)
      #expect(run.wait { Self.bars($0) == 2 })
      #expect(run.end() == 0)
      #expect(Self.bars(run.terminal) == 2, "\(run.terminal.all)")
      #expect(run.terminal.unknown == [] && run.isAsFound)
    }
  }

  @Test(arguments: [["--plain"], []])
  func `plain lines move no cursor`(_ options: [String]) async throws {
    try await withProvider(milliseconds: 20) { _, batch in
      try batch.enqueueSamples(12)
      let run = try TerminalProgram(
        batch, ["run", "--role", "rewrite"] + options,
        environment: options.isEmpty ? ["TERM": "dumb"] : [:])
      #expect(run.end() == 0)
      #expect(!run.written.contains(0x1B))
      #expect(run.terminal.all.contains { $0.hasPrefix("rewrite 0 of 12, 0 %, rate and time") })
    }
  }

  @Test func `without a UTF-8 locale the bar is ASCII, and NO_COLOR takes the colours away`()
    async throws
  {
    try await withProvider(milliseconds: 20) { _, batch in
      try batch.enqueueSamples(12)
      let run = try TerminalProgram(
        batch, ["run", "--role", "rewrite"], environment: ["LC_ALL": "C", "NO_COLOR": "1"])
      #expect(run.end() == 0)
      #expect(
        run.terminal.all.contains("rewrite  ########################################  100 %"))
      #expect(!String(decoding: run.written, as: UTF8.self).contains(/\u{1B}\[\d*m/))
    }
  }

  @Test func `an article's id cannot steer it, nor break its lines`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated)]
    try await withProvider(settings) { _, batch in
      let id = #"記事\u202e\u200f-😀-"# + String(repeating: "x", count: 80)
      try batch.folder.write(#"{"id":"\#(id)","title":"T","body":"b"}"#, to: "in.jsonl")
      #expect(try batch.run("enqueue", "in.jsonl").status == 0)
      let run = try TerminalProgram(batch, ["run", "--role", "rewrite"], columns: 40)
      #expect(run.end() == 1)
      #expect(run.terminal.unknown == [])
      let line = run.terminal.all.first { $0.hasPrefix("Failed: 1 moderated (") } ?? ""
      #expect(line.hasSuffix("xxxx)") && line.contains("(記事<U+2"), "\(run.terminal.all)")
    }
  }
}
