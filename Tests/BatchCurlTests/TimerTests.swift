import BatchCore
import BatchCurl
import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct TimerTests {
  private static let stream =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
  private static let plain =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"

  @Test(
    arguments: [
      ("nothing", "", "", .firstByte), ("a head only", plain, "", .firstByte),
      ("white space", plain, "\n ", .firstByte),
      ("comments", stream, ": OPENROUTER PROCESSING\n\n", .firstByte),
      ("comments after an event", stream + "data: {}\n\n", ": \r\n\r\n", .idle),
      ("silence after a byte", plain + "{", "", .idle),
    ] as [(String, String, String, TransportFailure.Phase)])
  func `what drips without progress runs out of time`(
    _ example: (name: String, start: String, drip: String, phase: TransportFailure.Phase)
  ) throws {
    let limits = ExchangeLimits(firstByte: .milliseconds(300), idle: .milliseconds(300))
    let exchange = try Wire.exchange(limits: limits) { peer in
      try peer.readRequest()
      try peer.send(example.start)
      try Self.drip(example.drip, to: peer)
    }
    #expect(exchange.failure?.kind == .timedOut, "\(example.name)")
    #expect(exchange.failure?.phase == example.phase, "\(example.name)")
    #expect(exchange.failure?.wasSent == true)
    #expect(exchange.duration >= .milliseconds(300))
    #expect(exchange.duration < .seconds(5))
  }

  @Test func `steady progress outlives the idle timer and ends at the total one`() throws {
    let limits = ExchangeLimits(
      firstByte: .milliseconds(900), idle: .milliseconds(900), total: .milliseconds(1200))
    let exchange = try Wire.exchange(limits: limits) { peer in
      try peer.readRequest()
      try peer.send(Self.plain)
      try Self.drip("x", to: peer)
    }
    #expect(exchange.failure?.phase == .total)
    #expect(exchange.duration >= .milliseconds(1200))
    #expect(exchange.response?.body.isEmpty == false)
  }

  @Test func `a stream that said DONE does not wait for its connection`() throws {
    let exchange = try Wire.exchange { peer in
      try peer.readRequest()
      try peer.send(Self.stream + "data: {}\n\ndata: [DONE]\n\n")
      peer.waitForEnd()
    }
    #expect(exchange.failure == nil)
    #expect(exchange.duration < .seconds(3))
    #expect(exchange.text.hasSuffix("[DONE]\n\n"))
  }

  @Test func `a connection that never stands runs out of time and nothing was sent`() throws {
    let listener = try RawSocket.listening(backlog: 0)
    // Linux drops what a full queue cannot take, so later connections hang.
    let fillers = (0..<4).map { _ in RawSocket.connecting(to: listener.port) }
    let exchange = withExtendedLifetime((listener, fillers)) {
      CurlTransport(userAgent: "t").exchange(
        Wire.post("http://127.0.0.1:\(listener.port)/"),
        limits: ExchangeLimits(connect: .milliseconds(300)), abort: AbortFlag())
    }
    #expect(exchange.failure?.kind == .timedOut)
    #expect(exchange.failure?.phase == .connect)
    #expect(exchange.failure?.wasSent == false)
    #expect(exchange.duration < .seconds(5))
  }

  @Test func `an abort from another thread ends an exchange within a second`() throws {
    let abort = AbortFlag()
    let raised = DispatchSemaphore(value: 0)
    let server = try RawServer { peer in
      try peer.readRequest()
      try peer.send(Self.plain + "{")
      abort.raise()
      raised.signal()
      peer.waitForEnd()
    }
    defer { server.stop() }
    let exchange = CurlTransport(userAgent: "t")
      .exchange(Wire.post(server.url), limits: ExchangeLimits(), abort: abort)
    #expect(raised.wait(timeout: .now()) == .success)
    #expect(exchange.failure?.kind == .aborted)
    #expect(exchange.failure?.wasSent == true)
    #expect(exchange.duration < .seconds(2))
  }

  @Test func `nothing is sent once the abort flag is up`() throws {
    let abort = AbortFlag()
    abort.raise()
    let server = try RawServer { try $0.readRequest() }
    defer { server.stop() }
    let exchange = CurlTransport(userAgent: "t")
      .exchange(Wire.post(server.url), limits: ExchangeLimits(), abort: abort)
    #expect(exchange.failure?.kind == .aborted)
    #expect(exchange.failure?.wasSent == false)
    #expect(server.accepted == 0)
  }

  /// Sends the same bytes every 20 ms until the peer has gone.
  private static func drip(_ text: String, to peer: RawConnection) throws {
    guard !text.isEmpty else { return peer.waitForEnd() }
    while true {
      try peer.send(text)
      Thread.sleep(forTimeInterval: 0.02)
    }
  }
}
