import BatchCore
import BatchCurl

/// What most exchanges of these tests have in common.
enum Wire {
  static let key = "sk-or-v1-0123456789abcdef-SECRET"

  static func post(_ url: String, _ body: String = "{}") -> WireRequest {
    WireRequest(
      method: .post, url: url,
      headers: [
        HTTPHeader("Authorization", "Bearer \(key)"),
        HTTPHeader("Content-Type", "application/json"),
      ], body: Array(body.utf8))
  }

  static func get(_ url: String) -> WireRequest {
    WireRequest(method: .get, url: url, headers: [HTTPHeader("Authorization", "Bearer \(key)")])
  }

  /// Runs one script and one exchange with it on a fresh transport.
  static func exchange(
    limits: ExchangeLimits = ExchangeLimits(), _ script: @escaping RawServer.Script
  ) throws -> Exchange {
    let server = try RawServer(script)
    defer { server.stop() }
    return CurlTransport(userAgent: "batch/test")
      .exchange(post(server.url), limits: limits, abort: AbortFlag())
  }
}

extension Exchange {
  var text: String { String(decoding: response?.body ?? [], as: UTF8.self) }
}
