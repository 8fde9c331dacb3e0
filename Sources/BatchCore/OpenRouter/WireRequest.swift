/// One HTTP request, ready for the wire: the transport adds nothing that shapes the answer.
package struct WireRequest: Sendable, Equatable {
  package enum Method: String, Sendable { case get = "GET", post = "POST" }

  package var method: Method
  /// Absolute, https (plain http only to loopback).
  package var url: String
  /// In sending order; holds the key, so it is never logged or stored.
  package var headers: [HTTPHeader]
  /// UTF-8 JSON, empty for GET.
  package var body: [UInt8]

  package init(method: Method, url: String, headers: [HTTPHeader], body: [UInt8] = []) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}
