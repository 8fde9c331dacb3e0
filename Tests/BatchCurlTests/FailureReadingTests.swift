import BatchCore
import CCurl
import Testing

@testable import BatchCurl

@Suite struct FailureReadingTests {
  @Test(
    arguments: [
      (CURLE_COULDNT_RESOLVE_PROXY, false, .unreachable),
      (CURLE_COULDNT_RESOLVE_HOST, false, .unreachable),
      (CURLE_COULDNT_CONNECT, false, .unreachable), (CURLE_OPERATION_TIMEDOUT, false, .unreachable),
      (CURLE_SSL_CONNECT_ERROR, false, .unreachable),
      (CURLE_PEER_FAILED_VERIFICATION, false, .unreachable),
      (CURLE_RECV_ERROR, false, .unreachable), (CURLE_PROXY, false, .unreachable),
      (CURLE_PARTIAL_FILE, true, .cut), (CURLE_GOT_NOTHING, true, .cut),
      (CURLE_SEND_ERROR, true, .cut),
      (CURLE_RECV_ERROR, true, .cut), (CURLE_HTTP2, true, .cut), (CURLE_HTTP2_STREAM, true, .cut),
      (CURLE_OUT_OF_MEMORY, false, .other), (CURLE_OUT_OF_MEMORY, true, .other),
      (CURLE_BAD_CONTENT_ENCODING, true, .other),
    ] as [(CURLcode, Bool, TransportFailure.Kind)])
  func `each result has its kind`(
    _ code: CURLcode, _ wasSent: Bool, _ kind: TransportFailure.Kind
  ) throws {
    let failure = try #require(try reading(.ended(code), wasSent: wasSent))
    #expect(failure.kind == kind)
    #expect(failure.code == Int(code.rawValue))
    #expect(failure.wasSent == wasSent)
    #expect(failure.sentence.contains("h.example"))
  }

  @Test func `a sentence repeats no key and no proxy`() throws {
    let leaky = "Illegal header: Bearer sk-secret"
    let plain = try #require(try reading(.ended(CURLE_RECV_ERROR), wasSent: true, detail: leaky))
    #expect(!plain.sentence.contains("sk-secret"))
    let proxy = try #require(
      try reading(.ended(CURLE_COULDNT_RESOLVE_PROXY), wasSent: false, detail: "in 'http://u:pw@p'")
    )
    #expect(!proxy.sentence.contains("pw"))
  }

  @Test func `a good end is no failure`() throws {
    #expect(try reading(.ended(CURLE_OK), wasSent: true) == nil)
    #expect(try reading(.ownTimer(.whole), wasSent: true) == nil)
  }

  private func reading(
    _ end: TransferEnd, wasSent: Bool, detail: String = ""
  ) throws -> TransportFailure? {
    let reception = Reception(start: .now, bodyLimit: 10)
    if wasSent { #expect(reception.takeDeparture()) }
    return FailureReading(
      destination: try Destination("https://h.example/"), limits: ExchangeLimits(),
      detail: detail, headers: [HTTPHeader("Authorization", "Bearer sk-secret")]
    ).failure(of: end, reception)
  }
}
