import BatchCore
import Foundation
import Testing

@testable import BatchEngine

struct EnqueuerRejectsTests {
  let folder: EnqueuerFolder

  init() throws { folder = try EnqueuerFolder() }

  @Test func `refused lines keep their bytes and can be fed back after repair`() throws {
    var bench = EnqueuerBench()
    _ = try bench.enqueue(line("1"))
    bench.rejects = try OutputFile(path: folder.path("bad.jsonl"))
    let bad = [line("1", "other"), #"  {"id": "2", "body" "b"}"#, #"{"title":"no id"}"# + "\r"]
    let (report, _) = try bench.enqueue((bad + [line("3")]).joined(separator: "\n"))
    #expect(report.rejects == folder.path("bad.jsonl"))
    #expect(try folder.text("bad.jsonl") == bad.joined(separator: "\n") + "\n")
    #expect(try folder.names == ["bad.jsonl"])

    let repaired = try folder.text("bad.jsonl")
      .replacing(#""body" "b""#, with: #""body": "b""#)
      .replacing(#""title":"no id""#, with: #""id":4,"body":"b""#)
    bench.rejects = nil
    bench.update = true
    let (second, said) = try bench.enqueue(repaired)
    #expect(said.isEmpty)
    #expect(second.queued == 2)
    #expect(second.updated == 1)
    #expect(bench.store.articles.map(\.id) == ["1", "3", "2", "4"])
  }

  @Test func `bytes that are not UTF-8 are kept as they are`() throws {
    var bench = EnqueuerBench()
    bench.rejects = try OutputFile(path: folder.path("bad.jsonl"))
    var source = TextSource("")
    source.bytes = [0x7B, 0xFF, 0xC3, 0x7D, 0x0A]
    _ = try bench.enqueue(sources: [source])
    #expect(try Data(contentsOf: folder.url.appending(path: "bad.jsonl")) == Data(source.bytes))
  }

  @Test func `an array's element becomes one line`() throws {
    var bench = EnqueuerBench()
    bench.rejects = try OutputFile(path: folder.path("bad.jsonl"))
    let (report, _) = try bench.enqueue("[\n{\n \"id\": 1,\n \"body\": \"\"\n},\n\(line("2"))]")
    #expect(report.queued == 1)
    #expect(try folder.text("bad.jsonl") == "{  \"id\": 1,  \"body\": \"\" }\n")
  }

  @Test func `a stop leaves whole lines under the right name`() throws {
    var bench = EnqueuerBench()
    bench.limits.chunk = 10
    bench.chunksUntilStop = 3
    bench.rejects = try OutputFile(path: folder.path("bad.jsonl"))
    let (report, _) = try bench.enqueue(
      Array(repeating: "nonsense", count: 9).joined(separator: "\n"))
    #expect(report.ending == .stopped)
    #expect(report.rejected == 3)
    #expect(try folder.text("bad.jsonl") == "nonsense\nnonsense\nnonsense\n")
  }

  @Test func `an earlier file of that name is replaced, through a link too`() throws {
    _ = try folder.write("old".utf8, to: "bad.jsonl")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "bad.jsonl")
    var bench = EnqueuerBench()
    bench.rejects = try OutputFile(path: folder.path("link"))
    _ = try bench.enqueue("nonsense")
    #expect(try folder.text("bad.jsonl") == "nonsense\n")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "bad.jsonl")
  }

  @Test func `nothing is left if nothing was begun`() throws {
    _ = try OutputFile(path: folder.path("bad.jsonl"))
    #expect(try folder.names.isEmpty)
  }

  @Test func `a place that cannot be written is named`() {
    let path = folder.path("no/such/folder.jsonl")
    #expect(throws: OutputFile.Failure(path: path, reason: "No such file or directory")) {
      _ = try OutputFile(path: path)
    }
  }

  @Test func `a full device ends the enqueue with exact sums`() throws {
    var bench = EnqueuerBench()
    bench.limits.lines = 2
    bench.rejects = try OutputFile(path: "/dev/full")
    let (report, _) = try bench.enqueue([line("1"), "nonsense", line("2")].joined(separator: "\n"))
    #expect(
      report.ending == .rejectsFailed(path: "/dev/full", reason: "No space left on device"))
    #expect(report.read == 2)
    #expect(report.exitStatus == 74)
    #expect(bench.store.articles.map(\.id) == ["1"])
  }
}
