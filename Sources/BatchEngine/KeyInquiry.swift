import BatchCore
import Synchronization

/// Asks the provider about the key when a request was refused for it: once for all the workers and
/// the batch lane that find out at the same time, each on its own thread.
final class KeyInquiry: Sendable {
  private let last = Mutex<(at: Timestamp, answer: KeyAnswer)?>(nil)
  private let request: WireRequest

  private static let limits = ExchangeLimits(
    connect: .seconds(5), firstByte: .seconds(5), idle: .seconds(5), total: .seconds(10))
  /// What was answered is believed so long.
  private static let freshness: Duration = .seconds(60)

  init(_ request: WireRequest) { self.request = request }

  /// The decision, with what the key's card tells about it.
  func informed(
    _ decision: Decision, over transport: any Transport, now: Timestamp, abort: AbortFlag
  ) -> Decision {
    guard decision.asksForKey else { return decision }
    let answer = last.withLock { last in
      if let last, now - last.at < Self.freshness { return last.answer }
      let answer = KeyAnswer(
        transport.exchange(request, limits: Self.limits, abort: abort))
      last = (now, answer)
      return answer
    }
    return decision.informed(by: answer, now: now)
  }
}
