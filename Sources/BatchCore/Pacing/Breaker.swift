/// Stops asking a model that fails again and again, and finds out by itself when it works again.
///
/// | state | how it comes to it | requests | a failure there |
/// |---|---|---|---|
/// | closed | an answer to a later request | as the pace allows | counts; the fifth in a row opens it |
/// | suspect | two failures in a row, for 5 s | not more than would make five | is excused |
/// | open | five failures in a row, of two tasks at least | one each 5 s, after two minutes 10, 20, 40, 60 s | is excused |
///
/// What is excused uses up no try. A row of one task's failures says something about the task, so it
/// never opens the breaker.
package struct Breaker: Sendable, Equatable {
  /// One failure that is the model's or its provider's.
  package struct Fault: Sendable, Equatable {
    package var task: TaskID
    package var kind: FailureKind

    package init(task: TaskID, kind: FailureKind) {
      self.task = task
      self.kind = kind
    }
  }

  /// Failures in a row.
  package private(set) var row = 0
  /// Since when it is open; nil: it is closed.
  package private(set) var openSince: Timestamp?
  /// When the next request finds out.
  package private(set) var probeAt: Timestamp?
  /// What the failures of the row are called, such as `server errors`.
  package private(set) var words = ""
  /// The row's first failure.
  private var rowSince: Timestamp?
  private var lastTask: TaskID?
  private var suspectUntil: Timestamp?
  private var interval = Self.firstInterval
  /// How often a task was excused while it is open.
  private var excuses: [TaskID: Int] = [:]

  package init() {}

  package static let limit = 5
  static let firstInterval: Duration = .seconds(5)
  static let longestInterval: Duration = .seconds(60)
  /// For so long it is asked each five seconds.
  static let brisk: Duration = .seconds(120)
  /// After that long, a task that was excused ten times is the matter itself, perhaps.
  static let longestExcuse: Duration = .seconds(3600)
  private static let mostExcuses = 10
  /// A probe that takes longer than this does not keep the next one waiting.
  private static let longestProbe: Duration = .seconds(30)

  package var isOpen: Bool { openSince != nil }

  /// How many requests may start; nil: it does not matter here.
  package func allowance(flying: Int, now: Timestamp) -> Int? {
    if let probeAt { return probeAt <= now ? 1 : 0 }
    guard let suspectUntil, now < suspectUntil else { return nil }
    return max(0, Self.limit - row - flying)
  }

  /// When that changes by itself.
  package func opening(flying: Int, now: Timestamp) -> Timestamp? {
    guard allowance(flying: flying, now: now) == 0 else { return nil }
    return probeAt ?? suspectUntil
  }

  /// A request starts: where it is open, the one that finds out.
  package mutating func start(now: Timestamp) {
    if isOpen { probeAt = now + Self.longestProbe }
  }

  /// A request was answered, whatever the answer. One that started before the trouble says nothing
  /// about it; only where many are in flight it breaks a row all the same, as chance failures meet
  /// there.
  ///
  /// - Returns: whether this closes it.
  package mutating func succeed(started: Timestamp, flying: Int) -> Bool {
    if let openSince, started < openSince { return false }
    if !isOpen, let rowSince, started < rowSince, flying < Self.limit { return false }
    let wasOpen = isOpen
    self = Breaker()
    return wasOpen
  }

  /// A request said nothing about the model: the next one finds out.
  package mutating func learnedNothing(started: Timestamp, now: Timestamp) {
    guard isOpen else { return }
    probeAt = max(now, started + interval)
  }

  /// A request failed.
  ///
  /// - Returns: whether the failure is excused, and whether it opened the breaker.
  package mutating func fail(
    _ fault: Fault, started: Timestamp, now: Timestamp
  ) -> (isExcused: Bool, opens: Bool) {
    let isOther = lastTask != fault.task
    if let openSince {
      let isProbe = started >= openSince
      if isProbe {
        if now - openSince >= Self.brisk { interval = min(interval * 2, Self.longestInterval) }
        probeAt = max(now, started + interval)
      }
      excuses[fault.task, default: 0] += 1
      let isTheMatter =
        now - openSince > Self.longestExcuse && excuses[fault.task, default: 0] > Self.mostExcuses
      row += 1
      name(fault.kind)
      return (!isTheMatter, false)
    }
    if isOther || row == 0 { row += 1 }
    rowSince = rowSince ?? now
    name(fault.kind)
    lastTask = fault.task
    guard row >= 2 else { return (false, false) }
    suspectUntil = now + Self.firstInterval
    guard row >= Self.limit else { return (isOther, false) }
    openSince = now
    interval = Self.firstInterval
    probeAt = now + interval
    return (true, true)
  }

  /// Goes on open where an earlier run's was: one request finds out at once.
  package mutating func restore(row: Int, words: String, since: Timestamp, now: Timestamp) {
    self.row = max(row, Self.limit)
    self.words = words
    openSince = since
    probeAt = now
  }

  private mutating func name(_ kind: FailureKind) {
    let word = Self.word(kind)
    words = row <= 1 || words == word ? word : "failures"
  }

  private static func word(_ kind: FailureKind) -> String {
    switch kind {
    case .serverError: "server errors"
    case .providerError: "provider errors"
    case .overloaded: "refusals for want of capacity"
    case .timedOut: "timeouts"
    case .cut: "cut connections"
    case .empty: "empty answers"
    default: "failures"
    }
  }
}
