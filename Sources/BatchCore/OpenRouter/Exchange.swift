/// What came back from one request, before anyone says what it means.
package struct Exchange: Sendable, Equatable {
  /// Status, headers and as much of the body as arrived; nil if no status line did.
  package var response: HTTPResponse?
  /// Why the transfer did not end well; nil if it did.
  package var failure: TransportFailure?
  /// From the start of the request to its end.
  package var duration: Duration
  /// From the start to the first real byte; nil if none came.
  package var firstByte: Duration?

  package init(
    response: HTTPResponse?, failure: TransportFailure? = nil, duration: Duration = .zero,
    firstByte: Duration? = nil
  ) {
    self.response = response
    self.failure = failure
    self.duration = duration
    self.firstByte = firstByte
  }

  /// The body of a whole answer with status 200; nil of any other.
  package var successBody: [UInt8]? {
    guard failure == nil, let response, response.status == 200 else { return nil }
    return response.body
  }
}
