import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// A long article through the built program, killed between its sections.
struct SectionTests {
  private static let body = (0..<60).map { "Paragraph \($0) of an article has just ten words." }
    .joined(separator: "\n\n")

  @Test func `killed again and again between its sections it pays for each once`() async throws {
    try await OwnThread.run {
      var settings = SimulatorSettings()
      settings.latency = .fixed(60)
      let provider = try Simulator.launch(settings)
      defer { provider.stop() }
      let batch = try BatchProgram(baseURL: provider.baseURL)
      try FileManager.default.createDirectory(
        atPath: batch.folder.file("jobs"), withIntermediateDirectories: true)
      try batch.folder.write(
        SampleJob.file() + "\nsections: { over: 100 words }\n", to: "jobs/rewrite.yaml")
      let line = try JSONSerialization.data(
        withJSONObject: ["id": "long", "title": "Long", "body": Self.body])
      try batch.folder.write(String(decoding: line, as: UTF8.self) + "\n", to: "long.jsonl")
      #expect(try batch.run("enqueue", "long.jsonl").status == 0)
      var crashes = 0
      for requests in [2, 4, 5] {
        let run = try batch.startRun(sending: requests, to: provider)
        run.signal(SIGKILL)
        if run.wait().status == 137 { crashes += 1 }
        #expect(try batch.run("verify").status == 0)
      }
      #expect(crashes == 3)
      let last = try batch.run("run", "--role", "rewrite")
      #expect(last.status == 0, "\(last.talk)")
      let output = try #require(try batch.exported().first?["output"] as? [String: Any])
      let body = output["body"] as? String ?? ""
      #expect(output["title"] as? String == ExpectedAnswer.title("Long"))
      let model = "openai/gpt-4o-mini"
      let marks = body.ranges(of: "<!-- rewritten by \(model) -->\n")
      #expect(body.replacing("<!-- rewritten by \(model) -->\n", with: "") == Self.body)
      #expect(provider.simulator.summary.requests <= marks.count + crashes)
      #expect(marks.count == 6)
      let shown = try batch.run("show", "long").output
      #expect(shown.contains("section 1") && shown.contains("section 6"), "\(shown)")
    }
  }
}
