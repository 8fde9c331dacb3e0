/// Stops asking a model that fails again and again, and finds out by itself when it works again.
///
/// | state | how it comes to it | requests | a failure there |
/// |---|---|---|---|
/// | closed | an answer to a later request | as the pace allows | counts; as many in a row as were in flight open it, five at least |
/// | suspect | two failures in a row, for 5 s | not more than would make as many | is excused |
/// | open | so many failures in a row, of three tasks at least | one at a time each 5 s, after two minutes 10, 20, 40, 60 s | is excused |
///
/// The network in front of the provider (S27) is asked each 60 s from the first.
///
/// What is excused uses up no try; a task is excused three times at most. The failures of one or
/// two tasks say something about them, so they never open the breaker; nor does a task that failed
/// before and does so again although others were answered meanwhile.
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
  /// Requests that were in flight at the row's first failure: of many some fail in a row by chance.
  private var crowd = 0
  /// The row's first failure.
  private var rowSince: Timestamp?
  private var rowTasks: Set<TaskID> = []
  private var lastTask: TaskID?
  private var suspectUntil: Timestamp?
  private var interval = Self.firstInterval
  /// When the request that finds out started; nil: none is in flight.
  private var probeStarted: Timestamp?
  /// Of each task that failed and was not answered since.
  private var troubles: [TaskID: Trouble] = [:]
  /// The youngest start of a request that was answered.
  private var lastAnswered: Timestamp?

  package init() {}

  package static let limit = 5
  /// Failures in a row that open it.
  private var bound: Int { max(Self.limit, crowd) }
  static let firstInterval: Duration = .seconds(5)
  static let longestInterval: Duration = .seconds(60)
  /// For so long it is asked each five seconds.
  static let brisk: Duration = .seconds(120)
  /// Tasks that have to fail before it is the model.
  static let leastTasks = 3
  /// A probe is thought to be answered by then.
  private static let usualProbe: Duration = .seconds(30)

  package var isOpen: Bool { openSince != nil }

  /// A task that was not refused yet should be asked, if there is one.
  package func isDoubtful(at now: Timestamp) -> Bool {
    isOpen || suspectUntil.map { now < $0 } ?? false
  }

  /// How many requests may start; nil: it does not matter here.
  package func allowance(flying: Int, now: Timestamp) -> Int? {
    if let probeAt { return probeStarted == nil && probeAt <= now ? 1 : 0 }
    guard let suspectUntil, now < suspectUntil else { return nil }
    return max(0, bound - row - flying)
  }

  /// When that changes by itself; nil: not before the request that finds out has ended.
  package func opening(flying: Int, now: Timestamp) -> Timestamp? {
    guard allowance(flying: flying, now: now) == 0, probeStarted == nil else { return nil }
    return probeAt ?? suspectUntil
  }

  /// A request starts: where it is open, the one that finds out.
  package mutating func start(now: Timestamp) {
    guard isOpen else { return }
    probeAt = now + Self.usualProbe
    probeStarted = now
  }

  /// A request was answered, whatever the answer. One that started before the trouble says nothing
  /// about it; only where many are in flight it breaks a row all the same, as chance failures meet
  /// there.
  ///
  /// - Returns: whether this closes it.
  package mutating func succeed(_ task: TaskID? = nil, started: Timestamp, flying: Int) -> Bool {
    probeEnds(started)
    lastAnswered = max(lastAnswered ?? started, started)
    if let task { troubles[task] = nil }
    if let openSince, started < openSince { return false }
    if !isOpen, let rowSince, started < rowSince, flying < Self.limit { return false }
    let wasOpen = isOpen
    let (troubles, lastAnswered) = (troubles, lastAnswered)
    self = Breaker()
    (self.troubles, self.lastAnswered) = (troubles, lastAnswered)
    return wasOpen
  }

  /// A request said nothing about the model: the next one finds out.
  package mutating func learnedNothing(started: Timestamp, now: Timestamp) {
    guard let openSince, started >= openSince else { return }
    probeEnds(started)
    probeAt = max(now, started + interval)
  }

  /// A request failed.
  ///
  /// - Parameter flying: the others in flight.
  /// - Returns: whether the failure is excused, and whether it opened the breaker.
  package mutating func fail(
    _ fault: Fault, started: Timestamp, flying: Int = 0, now: Timestamp
  ) -> (isExcused: Bool, opens: Bool) {
    let isOwn = troubles[fault.task].map { $0.since < lastAnswered ?? $0.since } ?? false
    guard !isOwn else {
      learnedNothing(started: started, now: now)
      return (false, false)
    }
    let isOther = lastTask != fault.task
    troubles[fault.task] = troubles[fault.task] ?? Trouble(since: now)
    rowTasks.insert(fault.task)
    if let openSince {
      if started >= openSince {
        if now - openSince >= Self.brisk { interval = min(interval * 2, Self.longestInterval) }
        learnedNothing(started: started, now: now)
        row += 1
      }
      name(fault.kind)
      return (excuse(fault), false)
    }
    if row == 0 { crowd = flying + 1 }
    if isOther || row == 0 { row += 1 }
    rowSince = rowSince ?? now
    name(fault.kind)
    lastTask = fault.task
    guard row >= 2 else { return (false, false) }
    suspectUntil = now + Self.firstInterval
    guard row >= bound else { return (isOther && excuse(fault), false) }
    guard rowTasks.count >= Self.leastTasks else {
      suspectUntil = nil
      return (isOther && excuse(fault), false)
    }
    openSince = now
    interval = fault.kind == .edgeBlocked ? Self.longestInterval : Self.firstInterval
    probeAt = now + interval
    return (excuse(fault), true)
  }

  private mutating func probeEnds(_ started: Timestamp) {
    if probeStarted == started { probeStarted = nil }
  }

  private mutating func excuse(_ fault: Fault) -> Bool {
    troubles[fault.task]?.excuse(fault.kind) ?? false
  }

  /// Goes on open where an earlier run's was: one request finds out at once.
  package mutating func restore(row: Int, words: String, since: Timestamp, now: Timestamp) {
    self.row = max(row, Self.limit)
    self.words = words
    // A clock that was set back must not keep it open for ever.
    openSince = min(since, now)
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
    case .noImage: "uncompleted images"
    case .edgeBlocked: "blocks by the network in front of the provider"
    default: "failures"
    }
  }
}
