import BatchCore
import Testing

@testable import BatchEngine

struct EnqueuerTests {
  @Test func `every line is counted once`() throws {
    let text =
      [line("1"), "", line("2"), line("1"), line("1", "other"), "nonsense", "  ", line("3")]
      .joined(separator: "\n")
    let (report, said) = try EnqueuerBench().enqueue(text)
    #expect(report.read == 8)
    #expect(report.queued == 3)
    #expect(report.unchanged == 1)
    #expect(report.conflicting == 1)
    #expect(report.rejected == 1)
    #expect(report.blank == 2)
    #expect(report.exitStatus == 65)
    #expect(said.count == 2)
    #expect(said.first?.hasPrefix("articles.jsonl:5: error: the article `1` is already") == true)
    #expect(said.last?.hasPrefix("articles.jsonl:6: error: not valid JSON at byte 1") == true)
  }

  @Test(arguments: [1, 2, 10_000], [false, true])
  func `a duplicate id means the same in one batch and in two`(lines: Int, update: Bool) throws {
    var bench = EnqueuerBench()
    bench.limits.lines = lines
    bench.update = update
    let text = [line("1"), #"{"id":1,"title":"t","body":"b"}"#, line("1", "new"), line("1", "new")]
    let (report, _) = try bench.enqueue(text.joined(separator: "\n"))
    #expect(report.queued == 1)
    #expect(report.unchanged == (update ? 2 : 1))
    #expect(report.updated == (update ? 1 : 0))
    #expect(report.conflicting == (update ? 0 : 2))
    #expect(bench.store.articles.map(\.body) == [update ? "new" : "b"])
  }

  @Test func `the same command again changes nothing`() throws {
    let bench = EnqueuerBench()
    let text = (1...50).map { line("\($0)") }.joined(separator: "\n")
    _ = try bench.enqueue(text)
    let before = bench.store.articles
    let (report, said) = try bench.enqueue(text)
    #expect(report.unchanged == 50)
    #expect(report.exitStatus == 0)
    #expect(said.isEmpty)
    #expect(bench.store.articles == before)
  }

  @Test func `a batch ends by count, by size and by time`() throws {
    let text = (1...10).map { line("\($0)") }.joined(separator: "\n") + "\n"
    var bench = EnqueuerBench()
    bench.limits.lines = 4
    _ = try bench.enqueue(text)
    #expect(bench.store.batches == [4, 4, 2])

    bench = EnqueuerBench()
    bench.limits.bytes = 3 * line("1").utf8.count
    _ = try bench.enqueue(text)
    #expect(bench.store.batches == [3, 3, 3, 1])

    bench = EnqueuerBench()
    bench.limits.span = .zero
    _ = try bench.enqueue(text)
    #expect(bench.store.batches == Array(repeating: 1, count: 10))
  }

  @Test func `a stop keeps what was read and the next pass ends in the same queue`() throws {
    var bench = EnqueuerBench()
    bench.limits.chunk = 100
    bench.chunksUntilStop = 3
    let text = (1...50).map { line("\($0)") }.joined(separator: "\n")
    let (report, _) = try bench.enqueue(text)
    #expect(report.ending == .stopped)
    #expect(report.exitStatus == 130)
    #expect(report.queued == 300 / (line("1").utf8.count + 1))
    #expect(report.empty.isEmpty)
    bench.chunksUntilStop = nil
    let (second, _) = try bench.enqueue(text)
    #expect(second.queued + second.unchanged == 50)
    #expect(second.unchanged == report.queued)
    #expect(bench.store.articles.map(\.id) == (1...50).map(String.init))
  }

  @Test func `a store that fails leaves exact sums of what is in it`() throws {
    var bench = EnqueuerBench(store: EnqueuerStore(failsAfter: 2))
    bench.limits.lines = 10
    let text = (1...50).map { line("\($0)") }.joined(separator: "\n")
    let (report, _) = try bench.enqueue(text, line("51"))
    #expect(report.ending == .storeFailed(.full(path: "queue")))
    #expect(report.read == 20)
    #expect(bench.store.articles.count == 20)
  }

  @Test func `all inputs are looked at before one is read`() throws {
    let bench = EnqueuerBench()
    var missing = TextSource("", name: "missing.jsonl")
    missing.refusal = .missing(name: "missing.jsonl")
    #expect(throws: SourceFailure.missing(name: "missing.jsonl")) {
      try bench.enqueue(sources: [TextSource(line("1")), missing])
    }
    #expect(bench.store.articles.isEmpty)
  }

  @Test func `a source that breaks off keeps its whole records`() throws {
    var source = TextSource(line("1") + "\n" + line("2"), name: "a.gz")
    source.failure = .damaged(name: "a.gz", reason: "the gzip file is cut off")
    let (report, said) = try EnqueuerBench().enqueue(sources: [source, TextSource(line("3"))])
    #expect(report.queued == 2)
    #expect(report.read == 2)
    #expect(report.unread.map(\.source) == ["a.gz"])
    #expect(report.exitStatus == 65)
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("a.gz: error: the gzip file is cut off.") == true)
  }

  @Test func `a device that fails is 74`() throws {
    var source = TextSource(line("1"))
    source.failure = .inputOutput(name: "x", reason: "Input/output error")
    #expect(try EnqueuerBench().enqueue(sources: [source]).report.exitStatus == 74)
  }

  @Test func `empty inputs are named`() throws {
    let (report, _) = try EnqueuerBench().enqueue("", " \n\n", "[]")
    #expect(report.empty == Array(repeating: "articles.jsonl", count: 3))
    #expect(report.exitStatus == 65)
    #expect(report.blank == 2)
    #expect(try EnqueuerBench().enqueue("", line("1")).report.exitStatus == 0)
  }

  @Test func `twenty mistakes are shown and the others counted`() throws {
    let text = Array(repeating: "x", count: 55).joined(separator: "\n")
    let (report, said) = try EnqueuerBench().enqueue(text)
    #expect(said.count == 20)
    #expect(report.hidden == 35)
    #expect(said.last?.hasPrefix("articles.jsonl:20: error:") == true)
  }

  @Test func `a WordPress array is read`() throws {
    var bench = EnqueuerBench()
    bench.fields = FieldNames(id: "ID", title: "post_title", body: "post_content")
    let text = """
      [{"ID":1,"post_title":"A","post_content":"<p>[x], {y}</p>","post_status":"publish"},
      {"ID":2,"post_title":"B","post_content":""},
      {"ID":3,"post_title":"","post_content":"c"}]
      """
    let (report, said) = try bench.enqueue(text)
    #expect(report.queued == 2)
    #expect(report.rejected == 1)
    #expect(report.elements == 3)
    #expect(report.untitled == 1)
    #expect(said.count == 1)
    #expect(
      said.first?.hasPrefix("articles.jsonl:2: error: element 2: the body (`post_content`) is")
        == true)
    #expect(bench.store.articles.first?.extra == #"{"post_status":"publish"}"#)
  }

  @Test func `text behind broken JSON in an array is never taken for an article`() throws {
    let bench = EnqueuerBench()
    let smuggled = #"{"id":"2","body":"x", "a":", {"id":"evil","body":"z"}, "}"#
    let (report, said) = try bench.enqueue("[\(line("1")),\n\(smuggled),\n\(line("3"))]")
    #expect(bench.store.articles.map(\.id) == ["1"])
    #expect(report.read == 1)
    #expect(report.unread.first?.line == 2)
    #expect(said.count == 1)
    #expect(report.exitStatus == 65)
  }

  @Test func `a record too long is passed over`() throws {
    var bench = EnqueuerBench()
    bench.limits.record = 100
    bench.limits.chunk = 7
    let long = line("2", String(repeating: "x", count: 100))
    let (report, said) = try bench.enqueue([line("1"), long, line("3")].joined(separator: "\n"))
    #expect(report.queued == 2)
    #expect(report.rejected == 1)
    #expect(report.tooLong == 1)
    #expect(!report.text().contains("--rejects"))
    #expect(said.first?.contains(":2: error: the record is longer than 100 bytes") == true)
  }

  @Test func `text in UTF-16 is refused and the next input is read`() throws {
    var source = TextSource("")
    source.bytes = [0xFF, 0xFE, 0x7B, 0x00, 0x0A, 0x00]
    let (report, said) = try EnqueuerBench().enqueue(sources: [source, TextSource(line("1"))])
    #expect(report.queued == 1)
    #expect(report.unread.count == 1)
    #expect(said.first?.contains("iconv -f UTF-16") == true)
  }
}
