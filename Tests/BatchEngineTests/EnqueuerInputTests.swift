import BatchCore
import BatchZlib
import Foundation
import Testing

@testable import BatchEngine

struct EnqueuerInputTests {
  let folder: EnqueuerFolder

  init() throws { folder = try EnqueuerFolder() }

  /// Two lines, compressed by gzip.
  static let small =
    Data(
      base64Encoded: """
        H4sIAAAAAAACA6tWykxRslIyVNJRKsksyUkFskuA7KT8lEogM0mplqsaosIItwoA/kPf9UQAAAA=
        """) ?? Data()

  private func enqueue(_ bytes: some Sequence<UInt8>) throws -> EnqueueReport {
    let path = try folder.write(bytes, to: "articles.gz")
    return try EnqueuerBench().enqueue(sources: [InputSource(path)]).report
  }

  @Test func `a plain file is read whatever its name`() throws {
    #expect(try enqueue((line("1") + "\n" + line("2")).utf8).queued == 2)
    #expect(try enqueue("x".utf8).rejected == 1)
    #expect(try enqueue([]).empty.count == 1)
  }

  @Test func `gzip is read whatever its name`() throws {
    #expect(try enqueue(Self.small).queued == 2)
  }

  @Test func `members of a gzip file follow each other, zeros may fill it up`() throws {
    let report = try enqueue(Self.small + Self.small)
    #expect(report.queued == 2)
    #expect(report.unchanged == 2)
    #expect(try enqueue(Self.small + Data(repeating: 0, count: 700_000)).queued == 2)
  }

  @Test func `a cut gzip file is never taken for a whole one`() throws {
    for length in 2..<Self.small.count {
      let report = try enqueue(Self.small.prefix(length))
      #expect(report.unread.count == 1, "\(length) bytes")
      #expect(report.exitStatus == 65)
      #expect(report.rejected == 0)
    }
    let checksumMissing = try enqueue(Self.small.dropLast(8))
    #expect(checksumMissing.queued == 2)
    #expect(checksumMissing.unread.first?.mistake.sentence == "the gzip file is cut off")
  }

  @Test func `a damaged gzip file is refused where the damage is`() throws {
    var damaged = Self.small
    damaged[damaged.count - 6] ^= 0xFF
    let report = try enqueue(damaged)
    #expect(report.queued == 2)
    #expect(report.unread.first?.mistake.sentence == "the gzip file is damaged")
    let followed = try enqueue(Self.small + Data("tail".utf8))
    #expect(followed.queued == 2)
    #expect(followed.unread.count == 1)
  }

  @Test func `what cannot be read is refused before anything is`() throws {
    let good = try folder.write(line("1").utf8, to: "good.jsonl")
    let missing = folder.path("missing.jsonl")
    for (path, failure) in [
      (missing, SourceFailure.missing(name: missing)),
      (good + "/x", .missing(name: good + "/x")),
      (folder.url.path, .directory(name: folder.url.path)),
    ] {
      let bench = EnqueuerBench()
      #expect(throws: failure) {
        try bench.enqueue(sources: [InputSource(good), InputSource(path)])
      }
      #expect(bench.store.articles.isEmpty)
      #expect(failure.exitStatus == 66)
      #expect(failure.sentence.hasPrefix("\(path): "))
    }
  }

  @Test func `a pipe that stays silent does not hold up a stop or a batch`() throws {
    let path = folder.path("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    let text = Array((line("1") + "\n{").utf8)
    try #require(write(descriptor, text, text.count) == text.count)
    var bench = EnqueuerBench()
    bench.chunksUntilStop = 4
    let (report, _) = try bench.enqueue(sources: [InputSource(path)])
    #expect(report.ending == .stopped)
    #expect(report.queued == 1)
    #expect(report.read == 1)
  }
}
