extension LearnedRate {
  /// A request was refused.
  ///
  /// - Parameters:
  ///   - epoch: the burst it belongs to; only a burst's first refusal changes the rate.
  ///   - isFirst: it is that one.
  ///   - followsSuccess: something was served since the burst before.
  ///   - rest: seconds for which the gate stays closed now.
  ///   - isHinted: the provider said so: no chance refusal.
  /// - Returns: whether the rate was changed.
  package mutating func refuse(
    _ start: Start, epoch: Int, isFirst: Bool, followsSuccess: Bool, rest: Double,
    isHinted: Bool, now: Timestamp
  ) -> Bool {
    refused += 1
    let earlier = refusals
    note(start, epoch: epoch, followsSuccess: followsSuccess)
    guard let refusal = refusals.last else { return false }
    let moment = Double(now.milliseconds)
    guard isFirst else { return false }
    resumed = moment + rest * 1000
    defer { marks = [] }
    self.isHinted = isHinted
    longestHint = isHinted ? max(longestHint, rest) : 0
    if followsSuccess { checkWindow(refusal, after: earlier.last) } else { findWindow() }
    (shut, makesUp) = (window.map { _ in start.moment }, false)
    guard followsSuccess else {
      // Noise does not strike twice in a row.
      noise *= 0.8
      pause(from: moment, rest: rest, isUnknown: false)
      return false
    }
    defer { pause(from: moment, rest: rest, isUnknown: rest < Self.longRest) }
    let old = perSecond
    if perSecond == nil {
      if measure(refusal, rest: rest) { return true }
      arm(refusal, earlier, isCertain: isHinted && !isNoisy)
    } else if !isTold {
      cut(refusal, earlier, rest: rest)
    }
    return old != perSecond
  }

  /// Keeps one milestone a burst: its last refused request.
  private mutating func note(_ start: Start, epoch: Int, followsSuccess: Bool) {
    if let last = refusals.indices.last, refusals[last].epoch == epoch {
      refusals[last].refused = refused
      defer { burst?.complete(refusals[last]) }
      guard start.index > refusals[last].index else { return }
      refusals[last].index = start.index
      refusals[last].moment = start.moment
      return
    }
    let dry = followsSuccess ? nil : refusals.last.map { $0.dry + start.moment - $0.moment }
    refusals.append(
      Refusal(
        index: start.index, moment: start.moment, before: refused - 1, refused: refused,
        rested: rested, epoch: epoch, followsSuccess: followsSuccess, dry: dry ?? 0))
    refusals.removeAll { start.moment - $0.moment > Self.longestMemory }
    if refusals.count > Self.kept { refusals.removeFirst() }
  }

  /// The limit and its window are known.
  package mutating func tell(perSecond limit: Double) -> Bool {
    guard limit > 0, limit <= Self.fastest else { return false }
    let old = perSecond
    isTold = true
    level = limit
    perSecond = limit
    held = 1
    (window, shut, makesUp) = (nil, nil, false)
    return old != limit
  }

  /// After a refusal starts wait for a moment, so that the provider's bucket holds a little again.
  ///
  /// - Parameter isUnknown: nobody knows what would have been admitted meanwhile.
  private mutating func pause(from now: Double, rest: Double, isUnknown: Bool) {
    guard let perSecond else {
      if isUnknown { rested += rest * 1000 }
      return
    }
    let cushion = (isNoisy || isShallow ? 0.5 : Self.cushion) * 1000 / perSecond
    let before = max(next, now)
    next = max(next, now + cushion)
    if isUnknown { rested += max(next, now + rest * 1000) - before }
  }

  var isNoisy: Bool { noise > 0.015 }

  /// Seconds: who is told to wait that long would have been admitted nothing meanwhile.
  static let longRest = 5.0
  /// Requests worth of rest after a refusal.
  static let cushion = 1.5

  /// What was admitted between two refusals.
  private struct Span {
    var admitted: Double
    /// With those of both ends.
    var refused: Double
    var seconds: Double
    var restedSeconds: Double
    var share: Double { refused / max(admitted + refused, 1) }
    /// The part of the time in which everyone rested: what might have been admitted then is not
    /// known.
    var idle: Double { min(restedSeconds / seconds, 1) }
    /// Started a second while nobody rested.
    var pace: Double { (admitted + refused) / max(seconds - restedSeconds, 0.001) }
    /// Admitted a second.
    var estimate: Double { admitted / (seconds * (1 - idle / 2)) }

    init(from first: Refusal, to last: Refusal) {
      refused = Double(last.refused - first.before)
      admitted = Double(last.index - first.index - (last.refused - first.refused))
      seconds = max(last.moment - first.moment, 1) / 1000
      restedSeconds = (last.rested - first.rested) / 1000
    }
  }

  /// Too many were refused for chance: from now on at the pace of what was admitted.
  private mutating func arm(_ refusal: Refusal, _ earlier: [Refusal], isCertain: Bool) {
    let bound = 0.3 + 2 * settledNoise
    for first in earlier {
      let span = Span(from: first, to: refusal)
      guard span.admitted >= 3, isCertain || span.refused >= 4 && span.share > bound else {
        continue
      }
      noise = settledNoise
      held = 1
      let sinceBeginning = isHinted ? nil : admittedSinceBeginning(until: refusal)
      let level = sinceBeginning.flatMap { $0 > 2 * span.estimate ? $0 : nil } ?? span.estimate
      return set(level: level, hold: 10 - 8 * span.idle, step: 0.1 + 0.4 * span.idle)
    }
    noteNoise()
  }

  private mutating func cut(_ refusal: Refusal, _ earlier: [Refusal], rest: Double) {
    guard let rate = perSecond else { return }
    if let pace = window?.pace {
      return set(level: pace.perSecond, hold: pace.proof, step: 0.25)
    }
    if let fallen = fallen(refusal, earlier, rate) {
      noise = settledNoise
      // What was kept before says nothing now.
      if !isShallow { burst = nil }
      return set(level: max(fallen, rate / 4), hold: 10, step: 0.1)
    }
    if hold > 0 { noteNoise() }
    if isHinted, !isHintLong, !isShallow, !isNoisy, let found = admitted(until: refusal) {
      let least = earlier.last.map { Span(from: $0, to: refusal) }.map { $0.admitted / $0.seconds }
      let level = min(max(found.perSecond, least ?? 0), rate)
      isConfirmed = abs(level / self.level - 1) < Self.sameness
      if level < self.level * Self.fall { unsteady = Self.unsteadiness }
      return set(level: level, rest: rest, doubt: found.doubt)
    }
    if isShallow, !isNoisy {
      return approach(rate, isClose: refusal.index - (earlier.last?.index ?? 0) < 8, rest: rest)
    }
    let inPeriod = earlier.filter { $0.index > since }
    let from =
      inPeriod.last { Double(refusal.index - $0.index) >= 12 } ?? inPeriod.first
    guard let from else { return set(level: min(level, rate * 0.95), rest: rest, doubt: 0.2) }
    let span = Span(from: from, to: refusal)
    // A rate that the workers did not use up says nothing.
    let used = min(rate, 1300 / max(usual, 1))
    let admitted = isNoisy ? span.pace * (1 - span.share + noise) : span.estimate
    let floor = span.share > 0.15 ? used / 4 : max(used * 0.7, min(proven, used))
    let ceiling = used * max(1 - 1 / Double(max(refusal.index - from.index, 2)), 0.9)
    set(level: min(max(admitted, floor), max(ceiling, floor)), rest: rest, doubt: span.idle)
  }

  /// Far more is refused than the rate explains: the limit has fallen, to this.
  private func fallen(_ refusal: Refusal, _ earlier: [Refusal], _ rate: Double) -> Double? {
    for first in earlier.reversed() where first.index > since {
      let span = Span(from: first, to: refusal)
      guard span.admitted + span.refused <= 24 else { return nil }
      guard span.refused >= 4, span.admitted >= 2, span.share > 0.35 + 2 * settledNoise else {
        continue
      }
      let admitted = span.admitted / span.seconds
      return admitted < rate * 0.9 ? admitted : nil
    }
    return nil
  }

  private mutating func noteNoise() {
    settledNoise = noise
    noise = min(noise + 1 / Self.noiseMemory, Self.mostNoise)
  }

  mutating func set(level: Double, hold: Double, step: Double) {
    since = starts
    proven = 0
    apply(level: level, hold: hold, step: step)
  }

  /// - Parameter doubt: how far the level may be too low: the more, the sooner it is tried again.
  mutating func set(level: Double, rest: Double, doubt: Double) {
    let lost = rest * level
    let due = (lost + 5) / max(doubt, 0.01)
    let longest = isHinted ? Self.longestHinted : Self.longest
    let patience = !isHinted ? 1 : unsteady > 0 ? 0.1 : isConfirmed ? 2 : 1
    unsteady = max(0, unsteady - 1)
    let dear = min(patience * longest.rests * lost, patience * longest.seconds * level, due)
    let usual = isShallow ? max(20 * level, 60) : max(10 * level, 38)
    var cycle = max(min(usual, 150), dear)
    if isShallow { cycle = min(cycle, due) }
    // Where refusals are noise, the next one comes before a long trial is over.
    if isNoisy { cycle = min(cycle, 0.6 / noise) }
    // A level that is far too low must not take hours to be found out.
    cycle = min(cycle, max(Self.slowestCycle * level, Self.shortestCycle))
    let hold = 0.6 * cycle
    let rise = isShallow ? doubt : proof / (cycle - hold)
    apply(level: level, hold: hold, step: rise + 1.5 * noise)
    proven = 0
  }

  /// Seconds after which the level is tried again at the latest, but for so many requests.
  private static let slowestCycle = 200.0
  private static let shortestCycle = 20.0

  /// After how many rests' worth of requests, and after how many seconds, the level is tried again
  /// at the latest.
  private static let longest = (rests: 40.0, seconds: 60.0)
  /// The same where the provider names the rest: hardly more than an eightieth of the limit is
  /// lost.
  private static let longestHinted = (rests: 80.0, seconds: 80.0)

  /// A limit that is found to be under this share of what it was has been lowered: it may be raised
  /// again, so that the next findings come ten times as soon.
  private static let fall = 0.8
  private static let unsteadiness = 8
  /// By what share two findings of the same limit may differ.
  private static let sameness = 0.02

  private mutating func apply(level: Double, hold: Double, step: Double) {
    self.level = min(max(level, Self.slowest), Self.fastest) * haste(at: level)
    self.hold = hold
    self.step = step
    excess = 0
    provenAt = nil
    perSecond = self.level
  }

  /// In a window that is used up it costs nothing to be a little too fast. A hint of many requests
  /// tells of one; a slow bucket's is of one request.
  private func haste(at level: Double) -> Double {
    guard isHintLong else { return 1 }
    return longestHint * level >= 3 ? 1.08 : 1.05
  }

  /// One request a minute.
  static let slowest = 1.0 / 60
}
