import BatchCore
import Foundation
import Simulator
import TestSupport
import Testing

/// The built binary with the analyses that it carries.
struct AnalysisTests {
  private static let roles = ["standard", "deep"]

  /// What is wrong with an exported output by the role's own schema.
  private static func violations(_ line: [String: Any], role: String) throws -> [String] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("jobs/\(role).yaml")
    let file = try JobFile.read(String(contentsOf: path, encoding: .utf8), file: role)
    guard case .json(let schema) = file.job.output, let output = line["output"] else {
      return ["no output"]
    }
    let data = try JSONSerialization.data(withJSONObject: output)
    return SchemaCheck.violations(of: try JSONValue(parsing: data), against: schema.root)
      .map { "\($0)" }
  }

  private static func exported(_ role: String, _ batch: BatchProgram) throws -> [[String: Any]] {
    try batch.run("export", "--role", role).output.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
  }

  @Test func `two roles at once share the requests in flight, and every answer fits its schema`()
    async throws
  {
    try await withProvider(milliseconds: 20) { provider, batch in
      try batch.enqueueSamples(20)
      let run = try batch.run("run", "--role", "standard", "--role", "deep")
      #expect(run.status == 0, "\(run.talk)")
      #expect(provider.simulator.summary.requests == 40)
      #expect(provider.simulator.summary.maxInFlight == 5)
      for role in Self.roles {
        let lines = try Self.exported(role, batch)
        #expect(lines.map { $0["id"] as? String } == (1...20).map { "a\($0)" })
        for line in lines { #expect(try Self.violations(line, role: role) == []) }
      }
    }
  }

  @Test(arguments: roles)
  func `a long article is analysed section by section, and then as a whole`(role: String)
    async throws
  {
    try await withProvider { provider, batch in
      let body = (0..<1_200).map { "Paragraph \($0) of this article has just ten words." }
        .joined(separator: "\n\n")
      let line = try JSONSerialization.data(
        withJSONObject: ["id": "long", "title": "Long", "body": body])
      try batch.folder.write(String(decoding: line, as: UTF8.self) + "\n", to: "long.jsonl")
      #expect(try batch.run("enqueue", "long.jsonl").status == 0)
      let run = try batch.run("run", "--role", role)
      #expect(run.status == 0, "\(run.talk)")
      let lines = try Self.exported(role, batch)
      #expect(lines.count == 1)
      for line in lines { #expect(try Self.violations(line, role: role) == []) }
      // Some 10,800 words are three sections, and one request puts their analyses together.
      #expect(provider.simulator.summary.requests == 4)
    }
  }

  @Test func `without a folder of jobs, every role that the binary carries is checked`()
    async throws
  {
    try await withProvider { _, batch in
      let check = try batch.run("check")
      #expect(check.status == 0, "\(check.output)")
      for role in ["deep", "image", "rewrite", "standard"] {
        #expect(check.output.contains("ok stock job \(role): 2 models"), "\(check.output)")
      }
      let typo = try batch.run("check", "--role", "standart")
      #expect(typo.status == 78 && typo.output.contains("Did you mean standard?"))
    }
  }
}
