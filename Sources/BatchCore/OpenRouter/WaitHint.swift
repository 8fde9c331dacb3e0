import Foundation

/// The provider's own word on how long to wait.
package enum WaitHint {
  /// Longer than this is a mistake of the sender's: the longest real one is a day (S25).
  package static let longest = Duration.seconds(48 * 3600)

  /// The first believable hint, in the order `Retry-After`, `availability.retry_after`,
  /// `metadata.retry_after_seconds`, `X-RateLimit-Reset`; headers wherever `RefusalHeaders` finds
  /// them, the response's own first.
  ///
  /// Moments are compared with the `Date` header, so that a wrong clock here changes nothing.
  package static func of(
    _ response: HTTPResponse, error: ErrorBody?, now: Timestamp
  ) -> Duration? {
    let now = response[header: "Date"].flatMap(ResponseDate.http) ?? now
    let root = error?.root
    let metadata = root?[member: "metadata"]
    let headers = RefusalHeaders(response, error: error)
    let spans =
      headers.values("Retry-After").map(JSONValue.string)
      + [
        root?[member: "availability"]?[member: "retry_after"],
        metadata?[member: "retry_after_seconds"],
        metadata?[member: "retry_after_seconds_raw"],
      ].compactMap(\.self)
    for span in spans {
      if let wait = span.text.flatMap({ self.wait($0, now: now) }) ?? seconds(number(span)) {
        return wait
      }
    }
    for reset in headers.values("X-RateLimit-Reset") {
      guard let number = number(.string(reset)) else { continue }
      if let wait = ResponseDate.epoch(number).map({ $0 - now }) ?? seconds(number),
        wait >= .zero, wait <= longest
      {
        return wait
      }
    }
    return nil
  }

  /// The same of a response whose body nobody has read for an error yet.
  package static func of(_ response: HTTPResponse, now: Timestamp) -> Duration? {
    // What is no refusal may be long.
    let body = response.status >= 400 ? try? JSONValue(parsing: response.body) : nil
    return of(response, error: body?[member: "error"].map(ErrorBody.init), now: now)
  }

  /// A `Retry-After` value: seconds, perhaps with a fraction, or an HTTP date.
  private static func wait(_ text: String, now: Timestamp) -> Duration? {
    let text = text.trimmingCharacters(in: .whitespaces)
    if let number = Double(text) { return seconds(number) }
    guard let wait = ResponseDate.http(text).map({ $0 - now }), wait >= .zero, wait <= longest
    else { return nil }
    return wait
  }

  private static func seconds(_ number: Double?) -> Duration? {
    guard let number, number.isFinite, number >= 0, number <= longest.inSeconds else { return nil }
    return .milliseconds(Int64((number * 1000).rounded(.up)))
  }

  private static func number(_ value: JSONValue) -> Double? {
    if case .number(let number) = value { return NSDecimalNumber(decimal: number).doubleValue }
    return value.text.flatMap { Double($0.trimmingCharacters(in: .whitespaces)) }
  }
}
