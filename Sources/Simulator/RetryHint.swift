/// Where a 429 says how long to wait: every place seen on the wire.
package enum RetryHint: String, Sendable, Hashable, CaseIterable {
  /// Nowhere.
  case none
  /// `Retry-After: 5`
  case retryAfter
  /// `Retry-After: 4.5`
  case retryAfterFraction
  /// `Retry-After: Sat, 21 Nov 2026 06:00:05 GMT`
  case retryAfterDate
  /// `X-RateLimit-Reset` as a header, in epoch milliseconds.
  case resetHeader
  /// The same headers inside `error.metadata.headers`, and none on the response.
  case metadataHeaders
  /// `metadata.retry_after_seconds` and `metadata.retry_after_seconds_raw`.
  case metadataSeconds
  /// `error.availability.retry_after`.
  case availability
}
