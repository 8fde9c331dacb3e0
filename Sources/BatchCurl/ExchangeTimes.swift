import BatchCore

/// When the steps of an exchange happened, and which timer that makes due.
struct ExchangeTimes {
  let start: ContinuousClock.Instant
  /// When the request began to leave, or when the last bytes of its body were seen to leave.
  var departed: ContinuousClock.Instant?
  var uploadedBytes = 0
  private(set) var firstByte: ContinuousClock.Instant?
  private(set) var lastByte: ContinuousClock.Instant?
  /// When the answer was seen to be whole though the connection was still open.
  private(set) var done: ContinuousClock.Instant?

  init(start: ContinuousClock.Instant) { self.start = start }

  enum End: Equatable {
    case timer(TransportFailure.Phase)
    /// The answer is whole and the connection had its time to close.
    case whole
  }

  /// Real bytes of the answer's body came.
  mutating func progressed(at moment: ContinuousClock.Instant) {
    firstByte = firstByte ?? moment
    lastByte = moment
  }

  /// The last byte that matters came.
  mutating func finished(at moment: ContinuousClock.Instant) { done = done ?? moment }

  /// What ends the exchange if nothing else does, and when.
  func nextEnd(_ limits: ExchangeLimits) -> (moment: ContinuousClock.Instant, end: End) {
    if let done { return (done + Self.grace, .whole) }
    let step: (moment: ContinuousClock.Instant, end: End) =
      if let lastByte {
        (lastByte + limits.idle, .timer(.idle))
      } else if let departed {
        (departed + limits.firstByte, .timer(.firstByte))
      } else {
        (start + limits.connect, .timer(.connect))
      }
    let total = start + limits.total
    return total < step.moment ? (total, .timer(.total)) : step
  }

  /// How long a connection may stay open after `data: [DONE]`; a close in time keeps it reusable.
  private static let grace = Duration.seconds(1)
}
