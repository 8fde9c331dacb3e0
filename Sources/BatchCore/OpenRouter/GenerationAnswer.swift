/// What the provider says of an attempt's cost afterwards: the answer to `GET /generation`.
package enum GenerationAnswer: Sendable, Equatable {
  case cost(Money)
  /// Not known there, or not yet: for a while after an answer this is usual.
  case notYet
  /// The key may not ask this.
  case refused
  /// Nobody answered, or nobody in his right mind.
  ///
  /// - wait: how long the provider asks to be left alone.
  case unreachable(wait: Duration? = nil)

  package init(_ exchange: Exchange, now: Timestamp) {
    guard exchange.failure == nil, let response = exchange.response else {
      self = .unreachable()
      return
    }
    switch response.status {
    case 200:
      let data = (try? JSONValue(parsing: response.body))?[member: "data"]
      self = Usage.money(data?[member: "total_cost"]).map { .cost($0) } ?? .notYet
    case 404: self = .notYet
    case 401, 403: self = .refused
    default: self = .unreachable(wait: WaitHint.of(response, now: now))
    }
  }

  /// What follows the base URL; nil for an id that is none of the provider's.
  static func path(of id: String) -> String? {
    guard id.wholeMatch(of: #/gen-[A-Za-z0-9_-]{1,100}/#) != nil else { return nil }
    return "/generation?id=\(id)"
  }
}
