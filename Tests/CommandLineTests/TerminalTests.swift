import Foundation
import Glibc
import Simulator
import Testing

/// What a person sees: the same commands on a pseudo-terminal of 60 columns.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
struct TerminalTests {
  @Test func `lines are broken between words`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(12)
      let screen = try Self.screen(#""$BATCH" run --role none"#, batch)
      let lines = screen.split(whereSeparator: \.isNewline)
      #expect(lines.allSatisfy { $0.count <= 60 }, "\(screen)")
      #expect(
        lines.joined(separator: " ").contains("There is no job file for the role none"),
        "\(screen)")
    }
  }

  @Test func `a run redraws one line and leaves none behind`() async throws {
    try await withProvider(milliseconds: 300) { _, batch in
      try batch.enqueueSamples(12)
      let screen = try Self.screen(#""$BATCH" run --role rewrite"#, batch)
      #expect(screen.contains("\r\u{1B}[Krewrite 0 of 12"))
      let last = screen.components(separatedBy: "\r\u{1B}[K").last ?? ""
      #expect(last.hasPrefix("Finished: nothing is left to do."), "\(screen)")
    }
  }

  @Test func `a watch clears the screen each time and ends on Ctrl-C`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(3)
      let screen = try Self.screen(
        #"timeout --foreground -s INT 3 "$BATCH" status --watch; echo "status $?""#, batch)
      #expect(screen.ranges(of: "\u{1B}[H\u{1B}[2Jbatch.sqlite: 3 articles").count == 2)
      // What timeout(1) says when it had to interrupt.
      #expect(screen.contains("status 124"))
    }
  }

  /// Everything that a script wrote to its terminal.
  private static func screen(_ script: String, _ batch: BatchProgram) throws -> String {
    let inner = "stty cols 60; \(script)"
    try batch.folder.write(inner, to: "inner.sh")
    return try batch.shell("script -qec 'sh inner.sh' /dev/null < /dev/null").output
  }
}
