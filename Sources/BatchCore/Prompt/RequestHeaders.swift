/// The headers of a request.
package struct RequestHeaders: Sendable {
  /// A day, the longest the response cache keeps an answer.
  private static let cacheSeconds = 86_400

  /// What every request says of who asks.
  package let common: [HTTPHeader]

  /// The referer is a URL: where the application lives, and the title what it is called, for the
  /// provider's listings.
  package init(key: String, version: String, referer: String, title: String = "batch") {
    common = [
      HTTPHeader("Authorization", "Bearer " + Self.ascii(key)),
      HTTPHeader("HTTP-Referer", Self.ascii(referer)),
      HTTPHeader("X-OpenRouter-Title", Self.ascii(title)),
      HTTPHeader("User-Agent", "batch/" + Self.ascii(version)),
    ]
  }

  /// Clears the cache where the adjustment says so, except for a resend: those bytes were sent
  /// before and their answer was lost, it may be waiting in the cache, paid for. If an earlier bad
  /// answer is there instead, it costs nothing, and the next request asks past it.
  package func chat(
    usesCache: Bool, adjustment: Adjustment, isResend: Bool
  ) -> [HTTPHeader] {
    var headers = common
    headers.append(HTTPHeader("Content-Type", "application/json"))
    guard usesCache else { return headers }
    headers.append(HTTPHeader("X-OpenRouter-Cache", "true"))
    headers.append(HTTPHeader("X-OpenRouter-Cache-TTL", String(Self.cacheSeconds)))
    if adjustment.clearCache == true, !isResend {
      headers.append(HTTPHeader("X-OpenRouter-Cache-Clear", "true"))
    }
    return headers
  }

  /// Clients have failed on other values before they sent a byte; a line end would forge a header.
  private static func ascii(_ text: String) -> String {
    String(text.unicodeScalars.filter { (0x20..<0x7F).contains($0.value) }.map(Character.init))
      .trimmingPrefix { $0 == " " }.description
  }
}
