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
      try batch.folder.write(SampleArticles.lines(Self.count), to: "articles.jsonl")
      let cut = try batch.start("enqueue", "articles.jsonl")
      // Reading only: SQLite's own file grows once the first batch is in.
      #expect(RunningProgram.wait(atMost: 30) { Self.size(batch, "batch.sqlite-wal") > 1 << 20 })
      cut.signal(number)
      let ending = cut.wait()
      #expect(ending.status == 128 + number, "\(ending.talk)")
      if number == SIGINT {
        #expect(ending.talk.contains("Stopped. The same command goes on where it was."))
      }
      let before = try batch.status()["articles"] as? Int ?? 0
      #expect(before > 0 && before < Self.count)
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

  private static func size(_ batch: BatchProgram, _ name: String) -> Int {
    var facts = stat()
    return stat(batch.folder.file(name), &facts) == 0 ? Int(facts.st_size) : 0
  }
}
