import Simulator
import Testing

struct TerminalSafetyTests {
  @Test func `what an article brings along cannot steer the terminal`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated)]
    try await withProvider(settings) { _, batch in
      let id = #"x\u202e\u200fid"#
      let line =
        #"{"id":"\#(id)","title":"\u001b[2JT\u0008","body":"b\u001b[31m\rover\u2028"}"#
      try batch.folder.write(line, to: "in.jsonl")
      #expect(try batch.run("enqueue", "in.jsonl").status == 0)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 1)
      #expect(run.talk.contains("failed: x<U+202E><U+200F>id"), "\(run.talk)")
      let raw = "x\u{202E}\u{200F}id"
      var endings = [run]
      for arguments in [
        ["status"], ["show", raw], ["show", raw + "y"], ["export", "--role", raw],
      ] {
        endings.append(try batch.run(arguments))
      }
      #expect(endings.map(\.status) == [1, 0, 0, 66, 66])
      for ending in endings { expectClean(ending) }
      #expect(endings[2].output.contains("␛[2JT␈"))
    }
  }

  @Test func `an id with control characters is refused`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.folder.write(#"{"id":"x\u001b]0;owned\u0007","body":"b"}"#, to: "in.jsonl")
      let ending = try batch.run("enqueue", "in.jsonl")
      #expect(ending.status == 65 && ending.talk.contains("holds control characters"))
      expectClean(ending)
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
