import BatchCore
import BatchCurl
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct FailureTests {
  private static let head = "HTTP/1.1 200 OK\r\nX-Generation-Id: gen-1\r\n"

  @Test(
    arguments: [
      ("in its status line", "HTTP/1.1 20", nil, ""),
      ("after its head", head + "Content-Length: 10\r\n\r\n", 200, ""),
      ("in its body", head + "Content-Length: 10\r\n\r\n{\"a\"", 200, "{\"a\""),
      ("in a chunk", head + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"a\"", 200, "{\"a\""),
      ("between chunks", head + "Transfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n", 200, "{\"a\""),
      ("before it began", "", nil, ""),
    ] as [(String, String, Int?, String)])
  func `an answer cut is cut and keeps what came`(
    _ example: (place: String, bytes: String, status: Int?, body: String)
  ) throws {
    let exchange = try Wire.exchange { peer in
      try peer.readRequest()
      try peer.send(example.bytes)
    }
    let failure = try #require(exchange.failure, "\(example.place)")
    #expect(failure.kind == .cut, "\(example.place)")
    #expect(failure.wasSent)
    #expect(failure.code != 0)
    #expect(failure.sentence.contains("127.0.0.1"))
    #expect(exchange.response?.status == example.status, "\(example.place)")
    #expect(exchange.text == example.body)
    if example.status != nil { #expect(exchange.response?[header: "x-generation-id"] == "gen-1") }
  }

  @Test func `a reset connection is cut`() throws {
    let exchange = try Wire.exchange { peer in
      try peer.readRequest()
      peer.reset()
    }
    #expect(exchange.failure?.kind == .cut)
    #expect(exchange.failure?.wasSent == true)
  }

  @Test func `a stream cut after DONE lacks nothing`() throws {
    let exchange = try Wire.exchange { peer in
      try peer.readRequest()
      try peer.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "e\r\ndata: [DONE]\n\n\r\n")
    }
    #expect(exchange.failure == nil)
    #expect(exchange.text == "data: [DONE]\n\n")
  }

  @Test func `a refused port is unreachable and nothing was sent`() throws {
    let port = try RawSocket.listening(backlog: 1).port
    let failure = try failure(of: Wire.post("http://127.0.0.1:\(port)/"))
    #expect(failure.kind == .unreachable)
    #expect(!failure.wasSent)
    #expect(failure.code == 7)
  }

  @Test func `an unknown host is unreachable and nothing was sent`() throws {
    let failure = try failure(of: Wire.post("https://nonexistent.invalid/"))
    #expect(failure.kind == .unreachable || failure.phase == .connect)
    #expect(!failure.wasSent)
    #expect(failure.sentence.contains("nonexistent.invalid"))
  }

  @Test(arguments: [
    "http://example.com/", "http://128.0.0.1/", "http://10.0.0.1/", "http://[::2]/",
    "http://localhost.example.com/", "http://127.0.0.1.example.com/", "http://127.0.0.1@h.invalid/",
    "ftp://127.0.0.1/", "file:///etc/passwd", "openrouter.ai/api/v1", "", "https://",
    "https://a b/",
    "https://user:secret@127.0.0.1/",
  ])
  func `an address that is neither https nor loopback is refused`(_ url: String) throws {
    let failure = try failure(of: Wire.post(url))
    #expect(failure.kind == .other)
    #expect(!failure.wasSent)
    #expect(failure.code == 0)
    #expect(!failure.sentence.contains("secret"))
  }

  @Test(arguments: ["localhost", "127.1", "127.200.0.1", "127.0.0.1"])
  func `plain http reaches every name of loopback`(_ host: String) throws {
    let port = try RawSocket.listening(backlog: 1).port
    #expect(try failure(of: Wire.post("http://\(host):\(port)/")).kind == .unreachable)
  }

  @Test(arguments: [("X-A", "b\r\nX-Evil: 1"), ("X\n", "a"), ("", "a"), ("X:Y", "a"), ("X", "\0")])
  func `a header that would become two is refused`(_ name: String, _ value: String) throws {
    var request = Wire.post("https://127.0.0.1:1/")
    request.headers.append(HTTPHeader(name, value))
    let failure = try failure(of: request)
    #expect(failure.kind == .other)
    #expect(!failure.wasSent)
  }

  @Test func `a body over its limit is too large and kept to the limit`() throws {
    let exchange = try Wire.exchange(limits: ExchangeLimits(responseBytes: 1000)) { peer in
      try peer.readRequest()
      try peer.answer(String(repeating: "x", count: 1001))
    }
    #expect(exchange.failure?.kind == .tooLarge)
    #expect(exchange.text.count == 1000)
  }

  @Test func `a body of exactly its limit is good`() throws {
    let exchange = try Wire.exchange(limits: ExchangeLimits(responseBytes: 1000)) { peer in
      try peer.readRequest()
      try peer.answer(String(repeating: "x", count: 1000))
    }
    #expect(exchange.failure == nil)
  }

  @Test func `the limit counts decoded bytes`() throws {
    let gzip = try #require(Data(base64Encoded: AnswerTests.compressed))
    let exchange = try Wire.exchange(limits: ExchangeLimits(responseBytes: 30)) { peer in
      try peer.readRequest()
      try peer.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)\r\n\r\n")
      try peer.send(Array(gzip))
    }
    #expect(exchange.failure?.kind == .tooLarge)
  }

  @Test func `headers without end are too large`() throws {
    let exchange = try Wire.exchange { peer in
      try peer.readRequest()
      try peer.send("HTTP/1.1 200 OK\r\n")
      while true { try peer.send("X-Filler: \(String(repeating: "y", count: 1000))\r\n") }
    }
    #expect(exchange.failure?.kind == .tooLarge)
  }

  private func failure(of request: WireRequest) throws -> TransportFailure {
    let exchange = CurlTransport(userAgent: "t").exchange(
      request, limits: ExchangeLimits(connect: .seconds(10)), abort: AbortFlag())
    #expect(exchange.response == nil)
    let failure = try #require(exchange.failure)
    #expect(!failure.sentence.contains(Wire.key))
    #expect(failure.sentence.hasSuffix("."))
    return failure
  }
}
