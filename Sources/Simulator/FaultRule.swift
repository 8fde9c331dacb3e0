/// When a fault applies: to a request for which every given condition holds.
package struct FaultRule: Sendable {
  package var fault: Fault
  /// The share of requests, 0...1, drawn by the seed and the request's number.
  package var share: Double?
  /// The request numbers, counted from 1 over everything sent to `/chat/completions`.
  package var requests: ClosedRange<Int>?
  /// A text that must be found in one of the request's messages.
  package var article: String?
  package var model: String?
  /// A text that must be found in the request's body, such as `"json_schema"`.
  package var sending: String?
  /// A text that must not.
  package var lacking: String?
  /// How often it applies in all; nil is for ever.
  package var times: Int?

  package init(
    _ fault: Fault, share: Double? = nil, requests: ClosedRange<Int>? = nil,
    article: String? = nil, model: String? = nil, sending: String? = nil, lacking: String? = nil,
    times: Int? = nil
  ) {
    self.fault = fault
    self.share = share
    self.requests = requests
    self.article = article
    self.model = model
    self.sending = sending
    self.lacking = lacking
    self.times = times
  }

  /// Whether it applies to `request`; `position` is the rule's place, so that equal shares draw
  /// apart.
  func applies(to request: ChatRequest, number: Int, seed: UInt64, position: Int) -> Bool {
    if let requests, !requests.contains(number) { return false }
    if let model, model != request.model { return false }
    if let times, times <= 0 { return false }
    if let share,
      Dice.unit(seed: seed, number: number, salt: UInt64(position) &+ 1) >= share
    {
      return false
    }
    if let article, !request.mentions(article) { return false }
    if let sending, !request.holds(sending) { return false }
    if let lacking, request.holds(lacking) { return false }
    return true
  }
}
