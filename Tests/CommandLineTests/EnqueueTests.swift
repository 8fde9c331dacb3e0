import Foundation
import TestSupport
import Testing

struct EnqueueTests {
  struct Input: Sendable, CustomStringConvertible {
    var description: String
    var bytes: [UInt8]
    var status: Int32
    var articles: Int
    var words: [String]

    init(
      _ description: String, _ bytes: [UInt8], _ status: Int32, _ articles: Int, _ words: String...
    ) {
      self.description = description
      self.bytes = bytes
      self.status = status
      self.articles = articles
      self.words = words
    }

    init(
      _ description: String, _ text: String, _ status: Int32, _ articles: Int, _ words: String...
    ) {
      self.init(description, Array(text.utf8), status, articles)
      self.words = words
    }
  }

  static let one = #"{"id":"1","title":"T","body":"B"}"#

  static let inputs = [
    Input("nothing", "", 65, 0, "in.jsonl holds no articles."),
    Input("blank lines", "\n \n\t\n", 65, 0, "3 lines read: 3 blank", "holds no articles"),
    Input("no line feed at the end", one, 0, 1, "1 line read: 1 queued."),
    Input("CRLF", one + "\r\n" + #"{"id":2,"title":"T","body":"B"}"# + "\r\n", 0, 2, "2 queued"),
    Input("a byte order mark", "\u{FEFF}" + one, 0, 1, "1 queued"),
    Input("an array", "[\(one),\n{\"id\":2,\"body\":\"x\"}]", 0, 2, "2 records read: 2 queued"),
    Input("an empty array", "[]", 65, 0, "holds no articles"),
    Input(
      "no id", #"{"ID":"1","body":"B"}"#, 65, 0, "in.jsonl:1: error: ", "Is it `ID`? --id-field"),
    Input("prose", "hello\n\(one)\n", 65, 1, "in.jsonl:1: error: ", "1 queued, 1 rejected"),
    Input(
      "invalid UTF-8", Array(#"{"id":"1","body":""#.utf8) + [0xFF, 0x22, 0x7D], 65, 0,
      "in.jsonl:1: error: ", "UTF-8 at byte 19"),
    Input(
      "a NUL", Array(#"{"id":"1","body":""#.utf8) + [0x00, 0x22, 0x7D], 65, 0,
      "in.jsonl:1: error: "),
    Input("a NUL in an escape", #"{"id":"1","body":"a\u0000b"}"#, 65, 0, "error: "),
    Input("the same twice", one + "\n" + one, 0, 1, "1 queued, 1 unchanged"),
    Input(
      "two under one id", one + "\n" + #"{"id":"1","title":"T","body":"C"}"#, 65, 1,
      "in.jsonl:2: error: ", "1 conflicting", "--update replaces it"),
  ]

  @Test(arguments: inputs)
  func `each input is taken or refused by line and the sums agree`(_ input: Input) async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.folder.write(input.bytes, to: "in.jsonl")
      let ending = try batch.run("enqueue", "in.jsonl", "--json")
      #expect(ending.status == input.status, "\(ending.talk)")
      let sums = try #require(
        try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
      let parts = ["queued", "unchanged", "updated", "conflicting", "rejected", "blank"]
      #expect(parts.reduce(0) { $0 + (sums[$1] as? Int ?? 0) } == sums["read"] as? Int)
      #expect(try batch.status()["articles"] as? Int == input.articles)
      expectClean(ending)
      let said = try BatchProgram()
      try said.folder.write(input.bytes, to: "in.jsonl")
      let talk = try said.run("enqueue", "in.jsonl").talk
      for word in input.words { #expect(talk.contains(word), "\(talk)") }
    }
  }

  @Test func `standard input and gzip are read as files are`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      #expect(try batch.run("enqueue", "-", input: SampleArticles.lines(5)).status == 0)
      try batch.folder.write(SampleArticles.lines(9), to: "articles.jsonl")
      _ = try batch.shell("gzip articles.jsonl")
      let ending = try batch.run("enqueue", "articles.jsonl.gz")
      #expect(ending.talk.contains("9 lines read: 4 queued, 5 unchanged."), "\(ending.talk)")
    }
  }

  @Test func `a queue is in one file when its articles are in it`() async throws {
    try await blocking {
      for _ in 1...10 {
        let batch = try BatchProgram()
        #expect(try batch.run("enqueue", "-", input: SampleArticles.lines(20)).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: batch.folder.path)
        #expect(!names.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") }, "\(names)")
      }
    }
  }

  @Test func `a WordPress export is read with its own names`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      let posts =
        #"[{"ID":7,"post_title":"Hi","post_content":"<p>x</p>"},{"ID":8,"post_title":"Ho","post_content":"y"}]"#
      try batch.folder.write(posts, to: "posts.json")
      let ending = try batch.run(
        "enqueue", "posts.json", "--id-field", "ID", "--title-field", "post_title", "--body-field",
        "post_content")
      #expect(ending.status == 0, "\(ending.talk)")
      #expect(try batch.run("show", "8").output.hasPrefix("8: Ho"))
    }
  }

  @Test func `refused lines are kept, repaired and taken`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      let conflict = #"{"id":"1","title":"T","body":"C"}"#
      try batch.folder.write("\(Self.one)\nbroken\n\(conflict)\n", to: "in.jsonl")
      let ending = try batch.run("enqueue", "in.jsonl", "--rejects", "bad.jsonl")
      #expect(ending.status == 65)
      #expect(ending.talk.contains("bad.jsonl: repair them, then: batch enqueue bad.jsonl"))
      #expect(try batch.folder.read("bad.jsonl") == "broken\n\(conflict)\n")
      try batch.folder.write(conflict, to: "bad.jsonl")
      let update = try batch.run("enqueue", "bad.jsonl", "--update")
      #expect(update.status == 0)
      #expect(update.talk.contains("1 updated"))
      #expect(try batch.run("show", "1").output.contains("Before:\n  C\n"))
    }
  }

  @Test func `a missing file among several queues nothing and makes no database`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.folder.write(Self.one, to: "in.jsonl")
      expectComplaint(
        try batch.run("enqueue", "in.jsonl", "none.jsonl"), 66, "none.jsonl: there is no such file")
      #expect(try batch.files == ["in.jsonl"])
    }
  }

  @Test func `the next command names the database only where the user had to`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.folder.write(Self.one, to: "in.jsonl")
      let plain = try batch.run("enqueue", "in.jsonl")
      #expect(plain.talk.hasSuffix("Next: batch run --role rewrite\n"))
      let named = try batch.run("enqueue", "in.jsonl", "--database", "my queue.sqlite")
      #expect(
        named.talk.hasSuffix("Next: batch run --role rewrite --database 'my queue.sqlite'\n"))
    }
  }

  @Test func `an article of 20 MB is queued and fails as too long without a request`() async throws
  {
    try await withProvider { provider, batch in
      let body = String(repeating: "twenty megabytes ", count: 20_000_000 / 17)
      try batch.folder.write(#"{"id":"big","title":"T","body":"\#(body)"}"#, to: "in.jsonl")
      #expect(try batch.run("enqueue", "in.jsonl").status == 0)
      let run = try batch.run("run", "--role", "rewrite")
      #expect(run.status == 1, "\(run.talk)")
      #expect(run.talk.contains("tooLong"))
      #expect(provider.simulator.summary.requests == 0)
      #expect(try batch.counts()["failed"] == 1)
    }
  }
}
