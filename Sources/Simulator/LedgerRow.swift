/// One request to `/chat/completions` or `/images`, as the provider saw it.
package struct LedgerRow: Sendable {
  /// What became of it on the wire.
  package enum Ending: String, Sendable {
    case inFlight
    /// The last byte was handed to the connection.
    case answered
    /// We cut the connection on purpose.
    case cut
    /// The client left first.
    case disconnected
  }

  /// Counted from 1 in the order of arrival.
  package let number: Int
  /// The title found in the last user message, else its first line.
  package var article = ""
  package var model = ""
  package let bodyHash: BodyHash
  package var stream = false
  /// `X-OpenRouter-Cache: true` was sent.
  package var cache = false
  /// `X-OpenRouter-Cache-Clear: true` was sent.
  package var cacheClear = false
  /// It was served from the response cache, free.
  package var isHit = false
  /// Milliseconds since the start.
  package let arrived: Double
  /// Milliseconds since the start; nil while in flight.
  package var answered: Double?
  /// The fault's name, the simulator's own refusal (`badKey`, `rateLimit`, ...), or `answer`.
  package var verdict = "answer"
  /// nil while nothing was sent.
  package var status: Int?
  package var cost = Picodollars.zero
  /// Of the prompt and the answer; none where it was refused.
  package var tokens = 0
  /// Requests in flight at its arrival, itself included.
  package let inFlight: Int
  package var ending = Ending.inFlight

  /// One JSON line.
  package var line: String {
    JSON.object([
      ("number", JSON(number)), ("article", .string(article)), ("model", .string(model)),
      ("bodySHA256", .string(bodyHash.description)), ("stream", .bool(stream)),
      ("cache", .bool(cache)), ("cacheClear", .bool(cacheClear)), ("hit", .bool(isHit)),
      ("arrivedMs", .number(Self.milliseconds(arrived))),
      ("answeredMs", answered.map { .number(Self.milliseconds($0)) } ?? .null),
      ("verdict", .string(verdict)), ("status", status.map { JSON($0) } ?? .null),
      ("costUSD", .number(cost.usd)), ("tokens", JSON(tokens)), ("inFlight", JSON(inFlight)),
      ("ending", .string(ending.rawValue)),
    ]).text
  }

  static func milliseconds(_ value: Double) -> String {
    String((value * 1000).rounded() / 1000)
  }
}
