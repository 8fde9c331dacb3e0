/// Sends requests, one at a time: each worker makes, uses and frees a transport of its own.
package protocol Transport: AnyObject {
  /// Blocks the calling worker until the exchange has ended; never retries, never follows
  /// redirects.
  ///
  /// - Parameter abort: raised at shutdown; the exchange then ends within a second as `.aborted`.
  func exchange(_ request: WireRequest, limits: ExchangeLimits, abort: AbortFlag) -> Exchange
}
