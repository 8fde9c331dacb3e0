import BatchCore
import Testing

@Suite struct EventStreamTests {
  @Test(arguments: [
    ("LF", "data: a\n\ndata: b\n\n"),
    ("CRLF", "data: a\r\n\r\ndata: b\r\n\r\n"),
    ("CR", "data: a\r\rdata: b\r\r"),
    ("mixed", "data: a\r\n\ndata: b\n\r\n"),
    ("no space after the colon", "data:a\n\ndata:b\n\n"),
    ("comments", ": OPENROUTER PROCESSING\n\ndata: a\n: \n\n:\n\ndata: b\n\n"),
    ("event, id and retry", "event: chunk\nid: 7\nretry: 10\ndata: a\n\nevent: x\n\ndata: b\n\n"),
    ("unknown fields", "database: x\ndata: a\n\n{\"error\":1}\n\ndata: b\n\n"),
    ("byte order mark", "\u{FEFF}data: a\n\ndata: b\n\n"),
    ("no last blank line", "data: a\n\ndata: b\n"),
    ("no last line end", "data: a\n\ndata: b"),
    ("many blank lines", "\n\n\ndata: a\n\n\n\n\ndata: b\n\n\n"),
    ("empty data", "data\n\ndata:\n\ndata: a\n\ndata: \n\ndata: b\n\n"),
  ])
  func `two events are found however they are written`(_ example: (name: String, body: String)) {
    let stream = EventStream(Array(example.body.utf8))
    #expect(texts(stream) == ["a", "b"], "\(example.name)")
    #expect(!stream.isDone)
  }

  @Test func `lines of one event are joined`() {
    #expect(texts(EventStream(Array("data: a\ndata\ndata:  b\n\n".utf8))) == ["a\n\n b"])
    #expect(texts(EventStream(Array("data: a\n: comment\ndata: b\n\n".utf8))) == ["a\nb"])
  }

  @Test(arguments: [
    "data: [DONE]\n\n", "data:[DONE]\r\n\r\n", "data:  [DONE]\n\n", "data: [DONE]",
    ": x\ndata: [DONE]\n",
  ])
  func `DONE is flagged and is no payload`(_ end: String) {
    let stream = EventStream(Array(("data: a\n\n" + end).utf8))
    #expect(texts(stream) == ["a"])
    #expect(stream.isDone)
  }

  @Test(arguments: [
    "data: [DONE]x\n\n", "data: x[DONE]\n\n", "data: \"[DONE]\"\n\n", ": [DONE]\n\n",
  ])
  func `DONE inside something else ends nothing`(_ end: String) {
    #expect(!EventStream(Array(end.utf8)).isDone)
  }

  @Test(arguments: ["", "\n", ":", ": OPENROUTER PROCESSING\n\n", "\u{FEFF}", "{\"error\":{}}"])
  func `a body without events has none`(_ body: String) {
    #expect(EventStream(Array(body.utf8)).payloads.isEmpty)
  }

  @Test func `bytes that are no UTF-8 pass unchanged`() {
    let bytes: [UInt8] = [0xC3, 0x28, 0x00, 0xFF]
    let stream = EventStream(Array("data: ".utf8) + bytes + Array("\n\n".utf8))
    #expect(stream.payloads.map(Array.init) == [bytes])
  }

  @Test func `a stream cut anywhere shows every event that ended before`() {
    let body = Array("data: one\n\n: c\r\n\r\ndata: two\r\n\r\ndata: [DONE]\n\n".utf8)
    for end in body.indices {
      let found = texts(EventStream(Array(body[..<end])))
      let whole = ["one", "two", "[DONE]"].prefix(found.count)
      #expect(found.dropLast().elementsEqual(whole.dropLast()), "cut at \(end)")
      #expect((whole.last ?? "").hasPrefix(found.last ?? ""), "cut at \(end)")
    }
  }

  @Test(
    arguments: [
      ("text/event-stream", true), ("Text/Event-Stream; charset=utf-8", true),
      (" text/event-stream ;x", true), ("application/json", false), ("text/event-streams", false),
      ("", false), (nil, false),
    ] as [(String?, Bool)])
  func `streams are known by their content type`(_ type: String?, _ expected: Bool) {
    #expect(EventStream.isAnnounced(by: type) == expected)
  }

  private func texts(_ stream: EventStream) -> [String] {
    stream.payloads.map { String(decoding: $0, as: UTF8.self) }
  }
}
