/// How many spare claims there are, and whether answers come so quickly that there should be.
package struct Spares: Sendable, Equatable {
  /// Where answers take longer, in milliseconds, the way through the queue is nothing beside them,
  /// and a crash would find more claims of which it is not known what became for no gain.
  static let longest = 100.0

  /// Claims that are on disk and whose requests have not started, as far as is known.
  var count = 0
  /// How long the last answers took, in milliseconds; nil: there was none.
  private(set) var typical: Double?

  /// How many there are at most beside so many workers: about as many as answers come while others
  /// are being written. It is also how many more claims than requests in flight a crash can find.
  package static func most(beside workers: Int) -> Int { min(workers * 2, workers + 8) }

  var isQuick: Bool { typical.map { $0 < Self.longest } ?? false }

  mutating func note(_ milliseconds: Int64) {
    let time = Double(milliseconds)
    typical = typical.map { $0 + (time - $0) / 8 } ?? time
  }
}

/// Spare claims: on disk before a worker is free for them, so that it need not wait for the queue
/// between an answer and its next request.
extension Dispatcher {
  /// Whether the next requests may start without being asked about: nothing holds anything, no
  /// limit is known, answers come quickly, and those that a crash loses cost nothing again.
  package func flowsFreely(now: Timestamp) -> Bool {
    settings.repeatsFree && spares.isQuick && stopping == nil && pauses.isEmpty && held.isEmpty
      && begun.isEmpty && batches == Batches()
      && squeeze?.isInForce(at: now) != true
      && settings.lanes.allSatisfy {
        movedStart($0) == nil && pacer.isUnbound($0.model, now: now)
      }
  }

  package var spareClaims: Int { spares.count }

  /// A spare claim's request starts.
  package mutating func startSpare(_ claim: Claim, now: Timestamp) {
    spares.count -= 1
    start(claim, now: now)
  }

  /// Spare claims go back: their requests do not start, and their tasks are ready again.
  package mutating func withdrew(_ claims: [Claim]) {
    guard !claims.isEmpty else { return }
    spares.count -= claims.count
    for claim in claims {
      if case .ready(.escalated, _) = claim.before { escalated[claim.task.lane, default: 0] += 1 }
    }
    shortage = nil
    exhausted = nil
  }
}
