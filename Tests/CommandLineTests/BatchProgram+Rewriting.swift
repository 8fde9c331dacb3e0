import Foundation
import Simulator
import TestSupport
import Testing

extension BatchProgram {
  static let sqlite = "/usr/bin/sqlite3"

  /// Checks that the samples 1 to `count` are exported once each, in order and as expected.
  func expectRewritten(
    _ count: Int, except failed: Set<Int> = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let lines = try exported()
    let numbers = (1...count).filter { !failed.contains($0) }
    #expect(
      lines.map { $0["id"] as? String } == numbers.map { "a\($0)" },
      sourceLocation: sourceLocation)
    var wrong: [String] = []
    for (number, line) in zip(numbers, lines) {
      let output = line["output"] as? [String: Any]
      let isTitle =
        output?["title"] as? String == ExpectedAnswer.title(SampleArticles.title(number))
      let body = SampleArticles.body(number)
      let isBody = SimulatedModel.builtIn.contains {
        output?["body"] as? String == ExpectedAnswer.body(body, model: $0.id)
      }
      if !isTitle || !isBody || line["status"] as? String != "done" { wrong.append("a\(number)") }
    }
    #expect(wrong == [], sourceLocation: sourceLocation)
  }

  /// Writes the stock job into the program's folder, with a comment and a further rule of the
  /// prompt.
  func writeJob(
    comment: String = "", rule: String = "", attempts: Int = 8, timeout: String = "10m"
  ) throws {
    let stock = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("jobs/rewrite.yaml")
    let text = try String(contentsOf: stock, encoding: .utf8)
      .replacing("Keep the author's point of view", with: "\(rule) Keep the author's point of view")
      .replacing("attempts: 8", with: "attempts: \(attempts)")
      .replacing("timeout: 10m", with: "timeout: \(timeout)")
    try FileManager.default.createDirectory(
      atPath: folder.file("jobs"), withIntermediateDirectories: true)
    try folder.write("# \(comment)\n" + text, to: "jobs/rewrite.yaml")
  }

  /// Rows of a query, their columns separated by bars; only while no run is alive.
  @discardableResult
  func query(_ sql: String) throws -> [String] {
    let ending = try RunningProgram(
      Self.sqlite, [environment["BATCH_DATABASE"] ?? "batch.sqlite", sql], in: folder, environment
    ).wait()
    guard ending.status == 0 else { throw Unexpected(ending.talk) }
    return ending.output.split(separator: "\n").map(String.init)
  }

  /// One figure of the role's entry in the status.
  func figure(_ name: String) throws -> Int { try role()[name] as? Int ?? -1 }

  /// The reasons of the pauses in force.
  func pauses() throws -> [String] {
    (try status()["pauses"] as? [[String: Any]] ?? []).compactMap { $0["reason"] as? String }
  }
}
