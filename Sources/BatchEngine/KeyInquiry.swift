import BatchCore
import Confinement

/// Asks the provider about the key when a request was refused for it: once for all the workers that
/// find out at the same time, each of which waits on its own thread.
final class KeyInquiry: Sendable {
  private struct Answered {
    var at: Timestamp
    var answer: KeyAnswer
    /// So long it is believed.
    var freshness: Duration { answer == .unknown ? .seconds(10) : .seconds(60) }
  }

  private let last = Confined<Answered?>("batch.key", nil)
  private let request: WireRequest
  private let parts: RunParts

  private static let limits = ExchangeLimits(
    connect: .seconds(5), firstByte: .seconds(5), idle: .seconds(5), total: .seconds(10))

  init(_ request: WireRequest, parts: RunParts) {
    self.request = request
    self.parts = parts
  }

  /// The decision, with what the key's card tells about it.
  func informed(_ decision: Decision, now: Timestamp, abort: AbortFlag) -> Decision {
    guard decision.asksForKey else { return decision }
    let answer = Rest<KeyAnswer>()
    last.post { [self] last in
      if let last, now - last.at < last.freshness { return answer.wake(last.answer) }
      let asked = KeyAnswer(
        parts.makeTransport().exchange(request, limits: Self.limits, abort: abort))
      last = Answered(at: now, answer: asked)
      answer.wake(asked)
    }
    return decision.informed(by: answer.wait(), now: now)
  }
}
