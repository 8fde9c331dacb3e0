import Simulator
import Testing

struct TerminalSafetyTests {
  @Test func `what an article brings along cannot steer the terminal`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated)]
    try await withProvider(settings) { _, batch in
      let id = #"x\u001b]0;owned\u0007\u009b31m\u202e"#
      let line =
        #"{"id":"\#(id)","title":"\u001b[2JT\u0008","body":"b\u001b[31m\rover\u2028"}"#
      try batch.folder.write(line, to: "in.jsonl")
      #expect(try batch.run("enqueue", "in.jsonl").status == 0)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 1)
      #expect(run.talk.contains("failed: x␛]0;owned␇<U+009B>31m<U+202E>"), "\(run.talk)")
      let raw = "x\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}"
      var endings = [run]
      for arguments in [
        ["status"], ["show", raw], ["show", raw + "y"], ["export", "--role", raw],
      ] {
        endings.append(try batch.run(arguments))
      }
      #expect(endings.map(\.status) == [1, 0, 0, 66, 66])
      for ending in endings { expectClean(ending) }
      let failed = try batch.run("export", "--role", "rewrite", "--status", "failed")
      #expect(failed.output.contains(#"\u001b]0;owned"#))
    }
  }

  @Test func `names on the command line are made safe too`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      for arguments in [
        ["status", "--database", "\u{1B}[31m"], ["enqueue", "\u{1B}[31m.jsonl"], ["\u{1B}[31m"],
        ["run", "--role", "\u{1B}[31m"],
      ] {
        expectClean(try batch.run(arguments))
      }
    }
  }
}
