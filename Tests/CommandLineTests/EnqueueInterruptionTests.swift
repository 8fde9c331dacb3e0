import Foundation
import Glibc
import TestSupport
import Testing

struct EnqueueInterruptionTests {
  /// Long enough for several batches: some 20 MB.
  static let count = 60_000

  @Test(arguments: [SIGKILL, SIGINT])
  func `an enqueue that is cut short goes on to the same queue`(_ number: Int32) async throws {
    try await blocking {
      let batch = try BatchProgram()
      let lines = Data(SampleArticles.lines(Self.count).utf8)
      // Through a pipe that brings no more than half, so that it is cut neither before its first
      // batch nor after its last, however slow the machine.
      #expect(mkfifo(batch.folder.file("articles.jsonl"), 0o600) == 0)
      let cut = try batch.start("enqueue", "articles.jsonl")
      let pipe = try FileHandle(
        forWritingTo: URL(fileURLWithPath: batch.folder.file("articles.jsonl")))
      try pipe.write(contentsOf: lines.prefix(lines.count / 2))
      let isBegun = RunningProgram.wait {
        ((try? batch.status()["articles"] as? Int) ?? 0) > 0
      }
      #expect(isBegun)
      cut.signal(number)
      let ending = cut.wait()
      #expect(ending.status == 128 + number, "\(ending.talk)")
      if number == SIGINT {
        #expect(ending.talk.contains("Stopped. The same command goes on where it was."))
      }
      try pipe.close()
      let before = try batch.status()["articles"] as? Int ?? 0
      #expect(before > 0 && before < Self.count)
      try FileManager.default.removeItem(atPath: batch.folder.file("articles.jsonl"))
      try batch.folder.write(Array(lines), to: "articles.jsonl")
      let again = try batch.run("enqueue", "articles.jsonl")
      #expect(again.status == 0, "\(again.talk)")
      #expect(again.talk.contains("unchanged"))
      #expect(try batch.status()["articles"] as? Int == Self.count)
      #expect(try batch.run("verify").status == 0)
      guard hasSQLite else { return }
      _ = try batch.run("enqueue", "articles.jsonl", "--database", "undisturbed.sqlite")
      let dumps = try ["batch.sqlite", "undisturbed.sqlite"].map {
        try batch.shell("sqlite3 \($0) '.dump article content' | sha256sum").output
      }
      #expect(dumps[0] == dumps[1])
    }
  }

  @Test func `two enqueues at once take turns and leave every article once`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      let half = Self.count / 2
      let lines = SampleArticles.lines(Self.count).split(separator: "\n")
      try batch.folder.write(lines[..<(half + 100)].joined(separator: "\n"), to: "a.jsonl")
      try batch.folder.write(lines[(half - 100)...].joined(separator: "\n"), to: "b.jsonl")
      let both = try ["a.jsonl", "b.jsonl"].map { try batch.start("enqueue", $0, "--json") }
      var sums = ["read": 0, "queued": 0, "unchanged": 0]
      for enqueue in both {
        let ending = enqueue.wait()
        #expect(ending.status == 0, "\(ending.talk)")
        let report = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
        for name in sums.keys {
          sums[name, default: 0] += (report as? [String: Any])?[name] as? Int ?? 0
        }
      }
      #expect(sums == ["read": Self.count + 200, "queued": Self.count, "unchanged": 200])
      #expect(try batch.status()["articles"] as? Int == Self.count)
      #expect(try batch.run("verify").status == 0)
    }
  }
}
