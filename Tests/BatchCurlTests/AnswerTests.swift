import BatchCore
import BatchCurl
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct AnswerTests {
  @Test func `a request arrives as it was made, with nothing that shapes the answer`() throws {
    let server = try RawServer { peer in
      try peer.readRequest()
      try peer.answer("{\"ok\":1}")
    }
    defer { server.stop() }
    let exchange = CurlTransport(userAgent: "batch/1.2").exchange(
      Wire.post(server.url, "{\"é\":1}"), limits: ExchangeLimits(), abort: AbortFlag())
    #expect(exchange.failure == nil)
    #expect(exchange.response?.status == 200)
    #expect(exchange.text == "{\"ok\":1}")
    #expect(exchange.firstByte.map { $0 <= exchange.duration } == true)
    let request = try #require(server.requests.first)
    #expect(request.head.hasPrefix("POST /v1 HTTP/1.1\r\n"))
    #expect(request.body == Array("{\"é\":1}".utf8))
    #expect(request["User-Agent"] == "batch/1.2")
    #expect(request["Authorization"] == "Bearer \(Wire.key)")
    #expect(request["Accept-Encoding"]?.contains("gzip") == true)
    for name in ["Expect", "Accept", "Cookie"] { #expect(request[name] == nil, "\(name)") }
  }

  @Test func `a GET has no body and keeps the user agent it names`() throws {
    let server = try RawServer { peer in
      try peer.readRequest()
      try peer.answer("[]")
    }
    defer { server.stop() }
    var request = Wire.get(server.url)
    request.headers += [HTTPHeader("user-agent", "mine"), HTTPHeader("X-Empty", "")]
    let exchange = CurlTransport(userAgent: "batch/1.2")
      .exchange(request, limits: ExchangeLimits(), abort: AbortFlag())
    #expect(exchange.text == "[]")
    let seen = try #require(server.requests.first)
    #expect(seen.head.hasPrefix("GET /v1 "))
    #expect(seen["User-Agent"] == "mine")
    #expect(seen.head.contains("X-Empty:\r\n"))
    #expect(seen["Content-Type"] == nil)
  }

  @Test func `an empty POST sends an empty body`() throws {
    let server = try RawServer { peer in
      try peer.readRequest()
      try peer.answer("")
    }
    defer { server.stop() }
    let exchange = CurlTransport(userAgent: "t")
      .exchange(Wire.post(server.url, ""), limits: ExchangeLimits(), abort: AbortFlag())
    #expect(exchange.failure == nil)
    #expect(exchange.firstByte == nil)
    #expect(server.requests.first?["Content-Length"] == "0")
  }

  @Test func `a compressed body is decoded`() throws {
    // printf '{"text":"aaaaaaaaaaaaaaaaaaaa"}' | gzip -n | base64
    let gzip = try #require(Data(base64Encoded: Self.compressed))
    let exchange = try Wire.exchange { peer in
      try peer.readRequest()
      try peer.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)\r\n\r\n")
      try peer.send(Array(gzip))
    }
    #expect(exchange.text == "{\"text\":\"aaaaaaaaaaaaaaaaaaaa\"}")
  }

  @Test func `a redirect is an answer and is not followed`() throws {
    let server = try RawServer { peer in
      try peer.readRequest()
      try peer.send("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 2\r\n\r\nno")
      peer.waitForEnd()
    }
    defer { server.stop() }
    let exchange = CurlTransport(userAgent: "t")
      .exchange(Wire.post(server.url), limits: ExchangeLimits(), abort: AbortFlag())
    #expect(exchange.response?.status == 302)
    #expect(exchange.response?[header: "location"] == "/other")
    #expect(server.requests.count == 1)
  }

  @Test(arguments: [400, 401, 429, 503])
  func `an error status is an answer, not a failure`(_ status: Int) throws {
    let exchange = try Wire.exchange { peer in
      try peer.readRequest()
      try peer.answer("{\"error\":{}}", status: "\(status) Whatever")
    }
    #expect(exchange.failure == nil)
    #expect(exchange.response?.status == status)
  }

  @Test func `only the last head counts, in order, without interim answers and trailers`() throws {
    let exchange = try Wire.exchange { peer in
      try peer.readRequest()
      try peer.send("HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n")
      try peer.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 20")
      try peer.send("0 OK\r\nX-Generation-Id: gen-1\r\nset-cookie: a=b\r\nX-Lo")
      try peer.send("ng:  a: b \r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n")
      try peer.send("0\r\nX-Trailer: 1\r\n\r\n")
    }
    #expect(exchange.text == "hi")
    #expect(
      exchange.response?.headers == [
        HTTPHeader("X-Generation-Id", "gen-1"), HTTPHeader("set-cookie", "a=b"),
        HTTPHeader("X-Long", "a: b"), HTTPHeader("Transfer-Encoding", "chunked"),
      ])
  }

  @Test func `a request of 20 MB arrives whole`() throws {
    let server = try RawServer { peer in
      let request = try peer.readLargeRequest()
      try peer.answer("\(request)")
    }
    defer { server.stop() }
    var request = Wire.post(server.url)
    request.body = [UInt8](repeating: UInt8(ascii: "a"), count: 20 << 20)
    let exchange = CurlTransport(userAgent: "t")
      .exchange(request, limits: ExchangeLimits(), abort: AbortFlag())
    #expect(exchange.text == "\(20 << 20)")
  }

  static let compressed = "H4sIAAAAAAAAA6tWKkmtKFGyUkrEApRqAcbWmBwfAAAA"
}
