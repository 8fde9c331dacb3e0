import BatchCore
import BatchSQLite
import Foundation
import Simulator
import TestSupport
import Testing

/// Verdicts and results that are sent back, as the commands tell them.
struct ReviewTests {
  private static let dear = "anthropic/claude-haiku-4.5"

  /// The queue's own writer, as long as no run is at work.
  private static func change(_ batch: BatchProgram, _ change: QueueChange) throws {
    let path = batch.folder.file("batch.sqlite")
    let store = try SQLiteTaskStore.open(path: path, purpose: .retry, create: false)
    defer { try? store.close() }
    _ = try store.carryOut(change, pauses: [], now: Timestamp(Date()))
  }

  private static func attempt(_ batch: BatchProgram, _ article: String) throws -> ClaimNumber {
    let reader = try SQLiteQueueReader.open(path: batch.folder.file("batch.sqlite"))
    defer { try? reader.close() }
    return try #require(try reader.review(role: "rewrite", article: article)).result.attempt
  }

  private static func judge(
    _ batch: BatchProgram, _ article: String, _ verdict: Verdict, note: String = ""
  ) throws {
    let judging = Judging(
      role: "rewrite", article: article, attempt: try attempt(batch, article), verdict: verdict,
      note: note)
    try change(batch, .judge(judging))
  }

  @Test func `exports leave out what was rejected, or all that was not accepted`() async throws {
    try await withProvider { _, batch in
      try batch.enqueueSamples(4)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let unjudged = try batch.run("export", "--role", "rewrite").output
      #expect(!unjudged.contains("verdict"))
      try Self.judge(batch, "a1", .accepted)
      try Self.judge(batch, "a2", .rejected, note: "Wrong \u{202E}place.")
      func ids(_ arguments: String...) throws -> [String?] {
        let ending = try batch.run(["export", "--role", "rewrite"] + arguments)
        return try ending.output.split(separator: "\n").map {
          (try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])?["id"]
            as? String
        }
      }
      #expect(try ids() == ["a1", "a3", "a4"])
      #expect(try ids("--accepted") == ["a1"] && ids("--accepted", "--status", "all") == ["a1"])
      #expect(try ids("--status", "all") == ["a1", "a2", "a3", "a4"])
      #expect(
        try batch.run("export", "--role", "rewrite", "--accepted").output.contains(
          #""verdict":"accepted""#))
      let table = try batch.run("export", "--role", "rewrite", "--accepted", "--format", "csv")
      #expect(table.output.split(separator: "\r\n").first?.hasSuffix(",verdict") == true)
      #expect(table.output.contains(",accepted\r\n") && !table.output.contains("a3"))
      let files = ["export", "--role", "rewrite", "--format", "markdown", "-o", "out"]
      #expect(try batch.run(files + ["--accepted"]).talk == "1 file written to out.\n")
      #expect(try batch.files(in: "out") == ["a1.md"])
      let both = try batch.run("export", "--role", "rewrite", "--accepted", "--status", "failed")
      #expect(both.status == 64 && both.talk.contains("Take --accepted or --status failed"))
      #expect(try batch.run("export", "--role", "rewrite", "--status", "accepted").status == 64)
      #expect(try batch.figure("accepted") == 1 && batch.figure("rejected") == 1)
      #expect(try batch.run("status").output.contains("1 accepted, 1 rejected"))
      let shown = try batch.run("show", "a2")
      #expect(shown.output.contains("rejected by its reviewer"), "\(shown.output)")
      #expect(shown.output.contains(": Wrong <U+202E>place."), "\(shown.output)")
      let json = try batch.run("show", "a2", "--json").output
      #expect(json.contains(#""judgement":{"verdict":"rejected","note":"Wrong "#))
      #expect(try batch.run("verify").status == 0)
    }
  }

  @Test func `a result that is sent back is exported until the next run has made another`()
    async throws
  {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(3)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      let before = try batch.exported()
      let sendBack = SendBack(
        role: "rewrite", article: "a2", attempt: try Self.attempt(batch, "a2"), model: Self.dear,
        note: "Too dry.")
      try Self.change(batch, .sendBack(sendBack))
      let meanwhile = try batch.exported()
      #expect(meanwhile.map { $0["id"] as? String } == ["a1", "a2", "a3"])
      #expect(meanwhile[1]["status"] as? String == "ready")
      #expect(meanwhile[1]["model"] as? String == before[1]["model"] as? String)
      #expect(try batch.run("show", "a2").output.contains("sent back by its reviewer: Too dry."))
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 0, "\(run.talk)")
      let after = try batch.exported()
      #expect(after[1]["model"] as? String == Self.dear && after[1]["status"] as? String == "done")
      #expect(provider.simulator.summary.requests == 4)
      try batch.expectRewritten(3)
      #expect(try batch.run("verify").status == 0)
    }
  }
}
