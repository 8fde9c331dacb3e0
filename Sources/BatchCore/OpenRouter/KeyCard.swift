import Foundation

/// What the provider says of an API key: its own cap, not the account's balance, which no ordinary
/// key can see.
package struct KeyCard: Sendable, Equatable {
  package var limit: Money?
  /// Nil: the key has no cap.
  package var limitRemaining: Money?
  /// `daily`, `weekly` or `monthly`; nil: never.
  package var limitReset: String?
  /// ISO 8601; nil: it does not expire.
  package var expiresAt: String?
  /// It makes other keys and may send no requests.
  package var isManagement: Bool
  /// Requests to free models that are left today; nil: not told.
  package var freeRequestsLeft: Int?

  package init(
    limit: Money? = nil, limitRemaining: Money? = nil, limitReset: String? = nil,
    expiresAt: String? = nil, isManagement: Bool = false, freeRequestsLeft: Int? = nil
  ) {
    self.limit = limit
    self.limitRemaining = limitRemaining
    self.limitReset = limitReset
    self.expiresAt = expiresAt
    self.isManagement = isManagement
    self.freeRequestsLeft = freeRequestsLeft
  }

  /// Reads the answer to `GET /key`; nil if it is none. What is missing or of another type than
  /// documented is unknown.
  package init?(parsing bytes: [UInt8]) {
    guard let data = (try? JSONValue(parsing: bytes))?[member: "data"], case .object = data else {
      return nil
    }
    limit = Self.money(data[member: "limit"])
    limitRemaining = Self.money(data[member: "limit_remaining"])
    limitReset = data[member: "limit_reset"]?.text
    expiresAt = data[member: "expires_at"]?.text
    isManagement =
      data[member: "is_management_key"] == .bool(true)
      || data[member: "is_provisioning_key"] == .bool(true)
    freeRequestsLeft = data[member: "free_model_daily_requests"]?[member: "remaining"]?.integer
  }

  private static func money(_ value: JSONValue?) -> Money? {
    guard case .number(let dollars)? = value else { return nil }
    return Money(dollars: dollars)
  }
}
