/// How long one exchange may take and how large its answer may be.
package struct ExchangeLimits: Sendable, Equatable {
  /// Until TCP and TLS are up.
  package var connect: Duration
  /// From the request being sent to the first real byte of the answer's body.
  package var firstByte: Duration
  /// Between two real bytes; white space before a body and SSE comments are not progress.
  package var idle: Duration
  /// For everything.
  package var total: Duration
  /// Of the decoded body.
  package var responseBytes: Int

  package init(
    connect: Duration = .seconds(15), firstByte: Duration = .seconds(180),
    idle: Duration = .seconds(90), total: Duration = .seconds(600),
    responseBytes: Int = 64 << 20
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
    self.responseBytes = responseBytes
  }
}
