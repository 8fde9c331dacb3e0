import Foundation
import Simulator
import Testing

/// Colour on a terminal whose user wants it, and nowhere else.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
struct ColourTests {
  @Test func `a terminal shows counts and complaints in colour`() async throws {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated, article: "<title>Article 3</title>")]
    try await withProvider(settings) { _, batch in
      try batch.enqueueSamples(4)
      #expect(try batch.run("run", "--role", "rewrite").status == 1)
      let status = try Self.screen("status", batch)
      #expect(status.contains("\u{1B}[32m3 of 4 done\u{1B}[0m, \u{1B}[31m1 failed\u{1B}[0m"))
      #expect(status.contains("\u{1B}[31mfailed: 1 moderated\u{1B}[0m"), "\(status)")
      let complaint = try Self.screen("show none", batch)
      #expect(complaint.contains("\u{1B}[31mbatch: \u{1B}[0m"), "\(complaint)")
      for quiet in ["status --no-color", "status --json", "show none --no-color"] {
        #expect(!(try Self.screen(quiet, batch)).contains("\u{1B}["), "\(quiet)")
      }
      for environment in ["NO_COLOR=1", "TERM=dumb"] {
        #expect(!(try Self.screen("status", batch, environment)).contains("\u{1B}["))
      }
      let piped = try batch.run(["status"], environment: ["TERM": "xterm"])
      #expect(!piped.output.contains("\u{1B}"))
      let talked = try batch.run(["show", "none"], environment: ["TERM": "xterm"])
      #expect(!talked.talk.contains("\u{1B}"))
    }
  }

  private static func screen(
    _ arguments: String, _ batch: BatchProgram, _ environment: String = ""
  ) throws -> String {
    try batch.folder.write(
      "export TERM=xterm \(environment); stty cols 200; exec \"$BATCH\" \(arguments)",
      to: "inner.sh")
    return try batch.shell("script -qec 'sh inner.sh' /dev/null < /dev/null").output
  }
}
