extension LearnedRate {
  /// A moment to count from.
  struct Mark: Sendable, Equatable {
    /// Starts before it.
    var index: Int
    var moment: Double
    var refused: Int
  }

  /// What was admitted from a moment until a refusal.
  struct Passage: Sendable, Equatable {
    var admitted: Double
    var seconds: Double

    init(from mark: Mark, to refusal: Refusal) {
      admitted = Double(refusal.index - mark.index - (refusal.refused - mark.refused))
      seconds = max(refusal.moment - mark.moment, 1) / 1000
    }
  }

  /// What a rested provider let through before its first refusals.
  struct Burst: Sendable, Equatable {
    private let mark: Mark
    private let epoch: Int
    /// The refusal came with a hint: it was none by chance.
    let isHinted: Bool
    private(set) var passage: Passage
    /// Requests that were refused together.
    private(set) var refused = 1

    init(from mark: Mark, to refusal: Refusal, isHinted: Bool) {
      self.mark = mark
      self.isHinted = isHinted
      epoch = refusal.epoch
      passage = Passage(from: mark, to: refusal)
    }

    /// More was refused; what counts is the last of that burst.
    mutating func complete(_ refusal: Refusal) {
      guard refusal.epoch == epoch else { return }
      passage = Passage(from: mark, to: refusal)
      refused = refusal.refused - mark.refused
    }

    /// The time since its beginning; nil: too long ago.
    func whole(until refusal: Refusal) -> Passage? {
      refusal.moment - mark.moment <= longestMemory ? Passage(from: mark, to: refusal) : nil
    }

    /// Requests that a rested provider lets through beyond its pace.
    func spare(at perSecond: Double) -> Double {
      max(passage.admitted - perSecond * passage.seconds, 0)
    }
  }

  /// Requests beyond the level that prove it too low: where a refusal costs a rest that the
  /// provider names, more than it lets through anyway.
  var proof: Double {
    if isShallow { return 1 }
    guard isHinted, !isHintLong, !isNoisy, let burst else { return Self.leastProof }
    return max(Self.leastProof, burst.spare(at: level) + 1)
  }

  /// The provider keeps next to nothing: it refuses whatever follows too closely. The first burst
  /// showed it; a single refusal without a hint may have been chance.
  var isShallow: Bool {
    guard !isHintLong, !isNoisy, window == nil, let burst else { return false }
    guard isHinted || burst.refused >= 3 else { return false }
    return burst.spare(at: level) < 1.5
  }

  /// Nothing was refused before: measures what the provider keeps. Where it says when to come
  /// again, a rate is tried at once that doubles until it refuses: to run into the limit unpaced a
  /// second time would cost another rest and tell less.
  ///
  /// - Parameter rest: seconds for which starts wait now.
  /// - Returns: whether a rate was set.
  mutating func measure(_ refusal: Refusal, rest: Double) -> Bool {
    if isHinted, let burst, !burst.isHinted, burst.refused == 1 { self.burst = nil }
    guard burst == nil, let mark = marks.first,
      refusal.moment - mark.moment <= Self.longestMemory
    else { return false }
    let burst = Burst(from: mark, to: refusal, isHinted: isHinted)
    self.burst = burst
    guard isHinted, !isHintLong, burst.passage.admitted >= 1 else { return false }
    held = 1
    set(level: 2 * burst.passage.admitted / (burst.passage.seconds + rest), hold: 2, step: 1)
    return true
  }

  /// What the provider admits a second, from the starts since the last rest.
  ///
  /// A bucket that was full admits what it keeps and its rate for the time; so did the first burst.
  /// What is beyond that burst, in the time beyond it, is the rate, and less of it where starts
  /// were so slow that the bucket ran over: so the best of all passages counts. The rest itself is
  /// in none of them, as it tells nothing.
  ///
  /// - Returns: the doubt is the share by which the rate may be wrong, of one request in the last
  ///   passage in which more was started than admitted; nil if none is long enough.
  func admitted(until refusal: Refusal) -> (perSecond: Double, doubt: Double)? {
    guard let burst = burst?.passage else { return nil }
    let found = marks.compactMap { mark -> (perSecond: Double, doubt: Double)? in
      let passage = Passage(from: mark, to: refusal)
      // The refused one was the first too many.
      let count = passage.admitted - burst.admitted + 1
      let seconds = passage.seconds - burst.seconds
      guard count >= 1, seconds > burst.seconds else { return nil }
      return (count / seconds, 1 / count)
    }
    guard let best = found.map(\.perSecond).max(), let last = found.last else { return nil }
    return (best, last.doubt)
  }

  /// What was let through a second since before the first refusal of all, where that says more than
  /// what the provider keeps: in a window most may have gone through before it.
  func admittedSinceBeginning(until refusal: Refusal) -> Double? {
    guard let burst, let passage = burst.whole(until: refusal),
      passage.seconds >= Self.longEnough
    else { return nil }
    return passage.admitted / passage.seconds
  }

  private static let longEnough = 30.0

  /// A bucket that keeps nothing refuses whatever comes too early: the level that held is kept
  /// after a rise that was refused, and half that rise is tried next. A refusal of the level itself
  /// lowers it by as much, and twice as much each time where they follow closely.
  ///
  /// - Parameter rate: what was refused.
  mutating func approach(_ rate: Double, isClose: Bool, rest: Double) {
    if hold <= 0 {
      fine = max(Self.finest, min(fine, rate / level - 1) / 2)
      set(level: level, rest: rest, doubt: fine)
    } else {
      if isClose { fine = min(fine * 2, Self.coarsest) }
      set(level: level * (1 - fine), rest: rest, doubt: fine)
    }
  }

  /// The smallest change: a finer one would be lost in how unevenly requests arrive.
  private static let finest = 0.02
  /// The largest: what is refused while the level holds may be chance.
  static let coarsest = 0.25
}
