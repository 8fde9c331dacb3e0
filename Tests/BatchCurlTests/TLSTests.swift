import BatchCore
import BatchCurl
import Foundation
import Testing

@Suite(
  .serialized, .timeLimit(.minutes(1)),
  .enabled(if: FileManager.default.isExecutableFile(atPath: TLSServer.openssl)))
struct TLSTests {
  @Test func `a certificate nobody vouches for is refused before anything is sent`() throws {
    let server = try TLSServer(name: "IP:127.0.0.1")
    defer { server.stop() }
    let failure = try #require(exchange(with: server, authorities: nil).failure)
    #expect(failure.kind == .unreachable)
    #expect(failure.code == 60)
    #expect(!failure.wasSent)
    #expect(failure.sentence.contains("certificate"))
    #expect(failure.sentence.contains("127.0.0.1"))
    #expect(!failure.sentence.contains(Wire.key))
  }

  @Test func `a certificate for another host is refused`() throws {
    let server = try TLSServer(name: "DNS:other.example")
    defer { server.stop() }
    let failure = try #require(exchange(with: server, authorities: server.certificate).failure)
    #expect(failure.kind == .unreachable)
    #expect(!failure.wasSent)
  }

  @Test func `a certificate of a trusted authority is accepted`() throws {
    let server = try TLSServer(name: "IP:127.0.0.1")
    defer { server.stop() }
    let exchange = exchange(with: server, authorities: server.certificate)
    #expect(exchange.response?.status == 200)
    #expect(exchange.text.contains("s_server"))
  }

  @Test func `a server that speaks no TLS is unreachable`() throws {
    let server = try RawServer { peer in try peer.send("HTTP/1.1 400 Bad Request\r\n\r\n") }
    defer { server.stop() }
    let exchange = CurlTransport(userAgent: "t").exchange(
      Wire.get("https://127.0.0.1:\(server.port)/"), limits: ExchangeLimits(), abort: AbortFlag())
    #expect(exchange.failure?.kind == .unreachable)
    #expect(exchange.failure?.wasSent == false)
    #expect(exchange.response == nil)
  }

  private func exchange(with server: TLSServer, authorities: String?) -> Exchange {
    CurlTransport(userAgent: "t", authorities: authorities).exchange(
      Wire.get("https://127.0.0.1:\(server.port)/"), limits: ExchangeLimits(), abort: AbortFlag())
  }
}
