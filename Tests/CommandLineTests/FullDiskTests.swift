import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

struct FullDiskTests {
  @Test func `enqueue into a full disk keeps what fits and goes on when there is room`()
    async throws
  {
    try await blocking {
      let batch = try BatchProgram()
      let body = String(repeating: "0123456789", count: 2000)
      let lines = (1...600).map { #"{"id":"a\#($0)","title":"T","body":"\#(body)\#($0)"}"# }
      try batch.folder.write(lines.joined(separator: "\n"), to: "articles.jsonl")
      let disk = try SmallDisk(for: batch, kilobytes: 65_536)
      try disk.shell("head -c 61M /dev/zero > filler1")
      let full = try disk.run("enqueue", "../articles.jsonl")
      #expect(full.status == 74, "\(full.talk)")
      #expect(full.talk.contains("The disk that holds batch.sqlite is full. Make room"))
      #expect(full.talk.contains("The same command goes on."))
      try disk.makeRoom()
      let again = try disk.run("enqueue", "../articles.jsonl")
      #expect(again.status == 0, "\(again.talk)")
      #expect(try disk.run("status").output.contains("600 articles"))
      #expect(try disk.run("verify").status == 0)
    }
  }

  @Test func `a run on a full disk keeps its answers and goes on when there is room`() async throws
  {
    try await withProvider(milliseconds: 50) { provider, batch in
      let disk = try Self.disk(batch, articles: 60)
      let run = try Self.startOnFullDisk(disk, provider)
      try disk.makeRoom()
      let ending = run.wait()
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(ending.talk.contains("nothing was lost"))
      #expect(provider.simulator.summary.requests == 60)
      let export = try disk.run("export", "--role", "rewrite")
      #expect(export.output.split(separator: "\n").count == 60)
    }
  }

  @Test func `a run that is stopped on a full disk puts its answers aside for the next`()
    async throws
  {
    try await withProvider(milliseconds: 50) { provider, batch in
      let disk = try Self.disk(batch, articles: 60)
      let run = try Self.startOnFullDisk(disk, provider)
      run.signal(SIGTERM)
      let ending = run.wait()
      #expect(ending.status == 74, "\(ending.talk)")
      #expect(ending.talk.contains("Put aside in \(batch.folder.path)/batch-"))
      #expect(ending.talk.contains(".unsaved, for the next run to take in: "))
      let asked = provider.simulator.summary.requests
      #expect(asked < 60)
      try disk.makeRoom()
      let next = try disk.start("run", "--role", "rewrite").wait()
      #expect(next.status == 0, "\(next.talk)")
      #expect(next.talk.contains("Taken into the queue: "))
      #expect(provider.simulator.summary.requests == 60)
      #expect(provider.simulator.summary.repeated == 0)
      #expect(try batch.files.allSatisfy { !$0.hasSuffix(".unsaved") })
    }
  }

  private static func disk(_ batch: BatchProgram, articles: Int) throws -> SmallDisk {
    try batch.folder.write(SampleArticles.lines(articles), to: "articles.jsonl")
    let disk = try SmallDisk(for: batch)
    let ending = try disk.run("enqueue", "../articles.jsonl")
    guard ending.status == 0 else { throw BatchProgram.Unexpected(ending.talk) }
    return disk
  }

  /// A run whose answers in flight meet a full disk, and that has said so.
  private static func startOnFullDisk(
    _ disk: SmallDisk, _ provider: RunningSimulator
  ) throws -> RunningProgram {
    let run = try disk.start("run", "--role", "rewrite")
    _ = RunningProgram.wait(atMost: 30) { provider.simulator.summary.requests >= 10 }
    try disk.fill()
    let isTold = RunningProgram.wait(atMost: 30) {
      run.talk.contains("The disk that holds batch.sqlite is full") || !run.isRunning
    }
    guard isTold, run.isRunning else { throw BatchProgram.Unexpected(run.talk) }
    return run
  }
}
