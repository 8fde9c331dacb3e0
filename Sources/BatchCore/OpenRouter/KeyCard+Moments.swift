import Foundation

extension KeyCard {
  /// When the key's cap starts anew, in UTC, weeks from Monday; nil: never, or nobody knows.
  package func nextReset(after now: Timestamp) -> Timestamp? {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    let unit: Calendar.Component? =
      switch limitReset {
      case "daily": .day
      case "weekly": .weekOfYear
      case "monthly": .month
      default: nil
      }
    return unit.flatMap { calendar.dateInterval(of: $0, for: now.date) }.map { Timestamp($0.end) }
  }

  /// When it expires; nil: never, or nobody knows.
  package var expiry: Timestamp? { expiresAt.flatMap { ResponseDate.moment(.string($0)) } }

  /// Why no request is accepted with this key, and what to do; nil: nothing is known against it.
  package func trouble(at now: Timestamp) -> (sentence: String, remedy: String)? {
    if isManagement {
      return (
        "The API key is a management key: it makes keys, but may send no requests.",
        "Make an ordinary one at openrouter.ai/keys."
      )
    }
    guard let expiresAt, let expiry, expiry <= now else { return nil }
    return ("The API key expired at \(expiresAt).", "Make another one at openrouter.ai/keys.")
  }
}
