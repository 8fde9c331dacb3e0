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

  /// Everything that a script wrote to its terminal.
  private static func screen(_ script: String, _ batch: BatchProgram) throws -> String {
    let inner = "stty cols 60; \(script)"
    try batch.folder.write(inner, to: "inner.sh")
    return try batch.shell("script -qec 'sh inner.sh' /dev/null < /dev/null").output
  }
}
