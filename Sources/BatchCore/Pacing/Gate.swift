/// A gate that a throttle closes for everyone, and that opens to one request at a time before it
/// opens to all.
package struct Gate: Sendable, Equatable {
  /// What a gate does when nobody hints.
  package struct Delays: Sendable, Equatable {
    /// The ceiling of the first wait; the next ones double it.
    package var base: Duration
    package var longest: Duration
    /// The share of the ceiling that every wait has at least, 0 to 1; 0 is full jitter.
    package var floor: Double

    package init(base: Duration, longest: Duration, floor: Double = 0) {
      self.base = base
      self.longest = longest
      self.floor = floor
    }

    /// A draw under a ceiling that doubles: with `base` 1 s the ceilings are 1, 2, 4, 8, 16, 32,
    /// 60 s.
    ///
    /// - Parameter chance: 0 to 1.
    package func wait(streak: Int, chance: Double) -> Duration {
      let doubled = base * Double(1 << min(max(streak - 1, 0), 16))
      return min(doubled, longest) * (floor + (1 - floor) * chance)
    }
  }

  /// Closed until then; nil while open.
  package private(set) var until: Timestamp?
  /// Closings without a success between them.
  package private(set) var streak = 0
  /// Rises at every closing of an open gate; requests of an older epoch say nothing about this one.
  package private(set) var epoch = 0
  /// One request at a time, until one is served or was at least not refused for a while.
  package private(set) var isProbing = false
  /// When the request that probes counts as let through: refusals come fast, answers may take
  /// minutes; nil while none is under way.
  package private(set) var trustedAt: Timestamp?

  package init() {}

  package func isOpen(at now: Timestamp) -> Bool {
    guard let until else { return true }
    return until <= now
  }

  /// Nothing has closed it since a request was served.
  var isUntouched: Bool { until == nil && streak == 0 && !isProbing }

  /// Whether one request has to find out first.
  package func isProbing(at now: Timestamp) -> Bool {
    isProbing && !(trustedAt.map { $0 <= now } ?? false)
  }

  /// A request goes through an open gate.
  ///
  /// - Parameter patience: how long after its start a request that was not refused counts as let
  ///   through.
  /// - Returns: whether that is what opens the gate to all now.
  package mutating func start(now: Timestamp, patience: Duration) -> Bool {
    guard isProbing || streak > 0 else { return false }
    guard let trustedAt, trustedAt <= now else {
      self.trustedAt = trustedAt ?? now + patience
      return false
    }
    defer { open() }
    return isProbing
  }

  private mutating func open() {
    streak = 0
    until = nil
    isProbing = false
    trustedAt = nil
  }

  /// Closes the gate, or keeps it closed longer; never shortens a wait.
  ///
  /// - Parameters:
  ///   - hint: the provider's own; obeyed to the millisecond, with up to a tenth (at most 2 s)
  ///     added. One that has proved too short again and again only sets the least.
  ///   - sent: the epoch in which the refused request started.
  ///   - brief: the ceiling of the wait after the first refusal, where one refusal may be chance;
  ///     nil: the delays' own, and one request finds out.
  /// - Returns: how long from now it stays closed, and whether this begins a new epoch.
  @discardableResult
  package mutating func close(
    hint: Duration?, sent: Int, delays: Delays, brief: Duration? = nil, now: Timestamp,
    chance: Double
  ) -> (rest: Duration, isNew: Bool) {
    let isNew = sent == epoch
    if isNew {
      streak += 1
      epoch += 1
      trustedAt = nil
    }
    var wait = delays.wait(streak: streak, chance: chance)
    if let hint {
      let told = hint + min(hint * 0.1, .seconds(2)) * chance
      // Who says "at once" and refuses again is not believed a third time.
      wait = streak > 2 ? max(told, wait) : told
      isProbing = true
    } else if streak == 1, let brief {
      wait = min(brief, delays.base) * chance
    } else {
      isProbing = true
    }
    until = max(until ?? now, now + wait)
    return (max(.zero, (until ?? now) - now), isNew)
  }

  /// Whether it is open is not known: one request is to find out.
  package mutating func doubt() {
    isProbing = true
    trustedAt = nil
  }

  /// Opens before its time, for one request.
  mutating func lift() {
    until = nil
    doubt()
  }

  /// A request that started in the given epoch was served.
  ///
  /// - Parameter now: a longer hint may have come meanwhile, from a request of an older epoch.
  package mutating func served(sent: Int, now: Timestamp) {
    guard sent == epoch, isOpen(at: now) else { return }
    open()
  }

  /// The probe has ended and found nothing out: the next one does.
  package mutating func probeEnded() { trustedAt = nil }
}
