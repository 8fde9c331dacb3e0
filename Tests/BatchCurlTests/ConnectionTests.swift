import BatchCore
import BatchCurl
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
  @Test func `one connection serves many exchanges`() throws {
    let server = try RawServer { peer in
      while true {
        try peer.readRequest()
        try peer.answer("{}")
      }
    }
    defer { server.stop() }
    let transport = CurlTransport(userAgent: "t")
    for _ in 0..<50 { #expect(exchange(transport, server).failure == nil) }
    #expect(server.accepted == 1)
    #expect(server.requests.count == 50)
  }

  @Test func `a stream that ends in time leaves its connection to the next`() throws {
    let server = try RawServer { peer in
      while true {
        try peer.readRequest()
        try peer.answer("data: {}\n\ndata: [DONE]\n\n", type: "text/event-stream")
      }
    }
    defer { server.stop() }
    let transport = CurlTransport(userAgent: "t")
    for _ in 0..<3 { #expect(exchange(transport, server).failure == nil) }
    #expect(server.accepted == 1)
  }

  @Test func `a connection closed while idle costs nothing`() throws {
    let closed = DispatchSemaphore(value: 0)
    let server = try RawServer { peer in
      try peer.readRequest()
      try peer.answer("{}")
      peer.close()
      closed.signal()
    }
    defer { server.stop() }
    let transport = CurlTransport(userAgent: "t")
    for number in 1...3 {
      #expect(exchange(transport, server).failure == nil)
      #expect(closed.wait(timeout: .now() + 10) == .success)
      #expect(server.accepted == number)
    }
    #expect(server.requests.count == 3)
  }

  @Test func `a request is never sent twice`() throws {
    let server = try RawServer { peer in
      try peer.readRequest()
      if peer.number == 1 {
        try peer.answer("{}")
        try peer.readRequest()
      } else {
        try peer.answer("{}")
      }
    }
    defer { server.stop() }
    let transport = CurlTransport(userAgent: "t")
    #expect(exchange(transport, server).failure == nil)
    let second = exchange(transport, server)
    #expect(second.failure?.kind == .cut)
    #expect(second.failure?.wasSent == true)
    #expect(second.failure?.sentence.contains("127.0.0.1") == true)
    #expect(server.requests.count == 2)
    #expect(exchange(transport, server).failure == nil)
    #expect(server.requests.count == 3)
  }

  @Test func `each request goes to its own address`() throws {
    let server = try RawServer { peer in
      while true { try peer.answer(String(try peer.readRequest().head.prefix { $0 != "\r\n" })) }
    }
    defer { server.stop() }
    let transport = CurlTransport(userAgent: "t")
    for path in ["/a", "/a", "/b?c=%20d", "/", "/a"] {
      let url = server.url.replacing("/v1", with: path)
      let exchange = transport.exchange(
        Wire.post(url), limits: ExchangeLimits(), abort: AbortFlag())
      #expect(exchange.text == "POST \(path) HTTP/1.1")
    }
    #expect(server.accepted == 1)
  }

  @Test func `a failed exchange leaves nothing to the next`() throws {
    let server = try RawServer { peer in
      try peer.readRequest()
      if peer.number == 1 {
        try peer.send("HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\nhalf")
      } else {
        try peer.answer("whole")
      }
    }
    defer { server.stop() }
    let transport = CurlTransport(userAgent: "t")
    #expect(exchange(transport, server).failure?.kind == .cut)
    let second = exchange(transport, server)
    #expect(second.failure == nil)
    #expect(second.response?.status == 200)
    #expect(second.text == "whole")
  }

  @Test func `transports of many threads do not disturb each other`() throws {
    let server = try RawServer { peer in
      while true { try peer.answer(String(decoding: peer.readRequest().body, as: UTF8.self)) }
    }
    defer { server.stop() }
    let group = DispatchGroup()
    let wrong = AbortFlag()
    for worker in 0..<8 {
      DispatchQueue(label: "worker \(worker)").async(group: group) {
        let transport = CurlTransport(userAgent: "t")
        for number in 0..<20 {
          let text = "{\"worker\":\(worker),\"number\":\(number)}"
          let exchange = transport.exchange(
            Wire.post(server.url, text), limits: ExchangeLimits(), abort: AbortFlag())
          if exchange.text != text { wrong.raise() }
        }
      }
    }
    group.wait()
    #expect(!wrong.isRaised)
    #expect(server.accepted == 8)
  }

  private func exchange(_ transport: CurlTransport, _ server: RawServer) -> Exchange {
    transport.exchange(Wire.post(server.url), limits: ExchangeLimits(), abort: AbortFlag())
  }
}
