import CCurl

/// Where a request goes, read by libcurl's own URL parser so that both agree on the host.
struct Destination {
  let url: String
  let host: String
  let isLoopback: Bool
  let isEncrypted: Bool

  /// Throws a sentence that says why the address is refused.
  init(_ text: String) throws(Refused) {
    let parts = CurlURL()
    guard parts.parse(text), let scheme = parts[CURLUPART_SCHEME],
      let host = parts[CURLUPART_HOST], let url = parts[CURLUPART_URL]
    else { throw Refused(sentence: "The address is not a complete http or https URL.") }
    guard parts[CURLUPART_USER] == nil, parts[CURLUPART_PASSWORD] == nil else {
      throw Refused(sentence: "The address of \(host) holds a user name or a password.")
    }
    self.url = url
    self.host = host
    isLoopback = Self.isLoopback(host)
    isEncrypted = scheme.lowercased() == "https"
    guard isEncrypted || (scheme.lowercased() == "http" && isLoopback) else {
      throw Refused(sentence: "Only https is allowed to \(host), not \(scheme).")
    }
  }

  struct Refused: Error {
    var sentence: String
  }

  /// 127.0.0.0/8 (RFC 1122, 3.2.1.3), ::1 and `localhost`, which libcurl never asks DNS about.
  private static func isLoopback(_ host: String) -> Bool {
    if host.lowercased() == "localhost" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
  }
}
