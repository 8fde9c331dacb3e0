/// Status, headers and decoded body of an answer.
package struct HTTPResponse: Sendable, Equatable {
  package var status: Int
  package var headers: [HTTPHeader]
  /// After content decoding, as received: may be JSON, an event stream, HTML or nothing.
  package var body: [UInt8]

  package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first value of a header, its name compared without regard to case.
  package subscript(header name: String) -> String? {
    headers.first { $0.isNamed(name) }?.value
  }
}
