/// How many requests a second a provider lets through, learned from what it refuses.
///
/// Nothing is held back until there is evidence. Then starts are spread evenly, and the level is
/// always what was really admitted between refusals: a refusal costs what it proves and no more.
/// After a while without one the rate rises until about two and a half requests more were sent than
/// the level allows; nobody refuses, so the level was too low, and the next rise is twice as steep.
/// Where the provider counts in windows, the level is what fits in one: a window is used up, and
/// what is refused at its end costs nothing. When the next one opens is found out by one request at
/// a time, and what was missed until then is made up for.
/// Where the provider says when to come again a refusal is dear: the level comes from what was let
/// through since the last rest, and the rise goes on longer. Where it keeps no burst, the level is
/// how closely starts may follow each other, and is approached by halves.
/// What is refused where nothing should be is noise, which slowing does not cure: it is measured
/// and not paid for with speed. All moments are milliseconds on the run's clock.
package struct LearnedRate: Sendable, Equatable {
  /// A request that started under this rate.
  package struct Start: Sendable, Equatable {
    package var index: Int
    package var moment: Double
  }

  /// A burst of refused requests, as a milestone to measure from: its last one.
  struct Refusal: Sendable, Equatable {
    var index: Int
    var moment: Double
    /// Refused requests before this burst, and up to its end.
    var before: Int
    var refused: Int
    /// Milliseconds that starts were held back after refusals so far.
    var rested: Double
    var epoch: Int
    /// Something was served before it.
    var followsSuccess: Bool
    /// Milliseconds since the first of those that nothing was let through between.
    var dry: Double
    /// When the next request was started.
    var reopened: Double?
  }

  /// Starts a second; nil: as many as there are workers.
  package internal(set) var perSecond: Double?
  /// What the provider is believed to admit; the rate itself is above it while it probes.
  var level = 0.0
  /// By what share the next rise goes above the level.
  var step = 0.0
  /// Starts left before the rate rises again.
  var hold = 0.0
  /// Requests sent beyond the level since the rise.
  var excess = 0.0
  /// The level before the last rise that nobody refused.
  var proven = 0.0
  /// When the requests beyond the level count as let through.
  var provenAt: Double?
  /// By what share the level may be wrong where the provider keeps nothing: the next rise, or cut.
  var fine = 0.1
  /// The earliest next start.
  var next = 0.0
  /// The provider has named its limit: nothing is to be found out.
  package internal(set) var isTold = false
  /// The share of refusals that slowing does not cure.
  package internal(set) var noise = 0.0
  /// The share of starts that the rate held back.
  var held = 1.0
  /// Milliseconds between two starts, lately.
  var usual = 0.0
  var last = 0.0
  /// The last refusal said when to come again: the next one may cost as long a rest.
  var isHinted = false
  /// Seconds of the longest hint; 0: the last refusal had none.
  var longestHint = 0.0
  var isHintLong: Bool { longestHint >= Self.longRest }
  /// Where nobody hints: what is refused is refused because a window is used up.
  var window: Window?
  /// When the request was started that was refused last: right after it the next window may have
  /// opened. nil: there is no window, or it is open.
  var shut: Double?
  /// What might have been started since then is made up for.
  var makesUp = false
  var starts = 0
  var refused = 0
  var rested = 0.0
  /// The start at which the rate was set or deeply cut.
  var since = 0
  var refusals: [Refusal] = []
  /// Since the last refusal: the first start, and every rise.
  var marks: [Mark] = []
  /// What was let through before anything was refused; nil: not measured.
  var burst: Burst?
  /// The last refusal found the limit to be what it was: it is tried half as often.
  var isConfirmed = false
  /// Findings that come sooner, after the limit was lowered.
  var unsteady = 0
  /// When the rest after the last refusal is over.
  var resumed = 0.0
  /// Noise before the refusals that are not explained yet.
  var settledNoise = 0.0

  package init() {}

  /// Milliseconds by which a start may be late and still leave the next one its place.
  private static let tolerance = 20.0
  /// Requests a second beyond which nothing is held back, whoever asks: where starts follow each
  /// other within the tolerance all of them look held, and the level would double for ever.
  static let fastest = 100_000.0
  /// Requests beyond the level that prove it too low, at least.
  static let leastProof = 2.5
  static let kept = 24
  static let longestMemory = 180_000.0

  /// How many may start now; nil: any number.
  package func allowance(_ now: Timestamp) -> Int? {
    guard let perSecond else { return nil }
    let now = Double(now.milliseconds)
    guard next <= now else { return 0 }
    return 1 + Int((now - due(now)) * perSecond / 1000)
  }

  /// When the next one should start, or should have started.
  private func due(_ now: Double) -> Double { makesUp ? next : max(next, now - slack) }

  /// When the next one may start; nil: at once.
  package func opening(_ now: Timestamp) -> Timestamp? {
    guard perSecond != nil, next > Double(now.milliseconds) else { return nil }
    return Timestamp(milliseconds: Int64(next.rounded(.up)))
  }

  /// The same here: what keeps nothing refuses a start that follows a late one too closely.
  private var slack: Double { isShallow ? 0 : Self.tolerance }

  /// - Parameters:
  ///   - patience: after that a request that was not refused counts as let through.
  ///   - isProbe: it starts whatever the rate, and those after it need not make up for that.
  package mutating func start(
    _ now: Timestamp, patience: Duration, isProbe: Bool = false
  ) -> Start {
    let now = Double(now.milliseconds)
    starts += 1
    forgetStandstill(now, isProbe: isProbe)
    if marks.isEmpty { mark(now) }
    noteReopening(now)
    usual += (now - last - usual) / (starts < 3 ? 1 : 8)
    last = now
    if let perSecond {
      let interval = 1000 / perSecond
      if let shut { (next, self.shut, makesUp) = (shut + interval, nil, true) }
      let isHeld = makesUp || now - next < max(interval / 2, Self.tolerance)
      let isAhead = isProbe && next > now
      next = isAhead ? max(next, now + interval) : due(now) + interval
      if next > now { makesUp = false }
      if !isProbe {
        held += ((isHeld ? 1 : 0) - held) / 30
        rise(isHeld: isHeld, rate: perSecond, now: now, patience: patience.inSeconds * 1000)
      }
    } else {
      noise *= 1 - 1 / Self.noiseMemory
    }
    return Start(index: starts, moment: now)
  }

  private mutating func noteReopening(_ now: Double) {
    guard let last = refusals.indices.last, refusals[last].reopened == nil else { return }
    refusals[last].reopened = now
  }

  /// In a pause or an outage little is let through because little is asked: what was counted before
  /// is no measure of what comes after.
  private mutating func forgetStandstill(_ now: Double, isProbe: Bool) {
    guard let perSecond else { return }
    let idle = now - max(last, next, resumed)
    guard isProbe || idle > max(10_000 / perSecond, 5_000) else { return }
    (marks, refusals) = ([], [])
    (shut, makesUp) = (nil, false)
    last = now - usual
  }

  /// Starts in which noise is forgotten.
  static let noiseMemory = 200.0
  static let mostNoise = 0.1

  private mutating func rise(isHeld: Bool, rate: Double, now: Double, patience: Double) {
    if hold > 0 {
      noise *= 1 - 1 / Self.noiseMemory
      guard isHeld else { return forgetIfIdle() }
      hold -= 1
      if hold <= 0, !isTold {
        perSecond = level * (1 + step)
        mark(now)
      }
      return
    }
    guard !isTold else { return }
    guard isHeld else { return forgetIfIdle() }
    excess += 1 - level / rate
    guard excess >= proof else { return }
    // What was sent last may be refused still.
    guard let provenAt, provenAt <= now else {
      self.provenAt = provenAt ?? now + patience
      return
    }
    self.provenAt = nil
    excess = 0
    // The workers ask for less than that.
    if held < 0.85 && level > 1500 / max(usual, 1) || rate > Self.fastest { return forget() }
    proven = level
    level = rate
    step = min(step * 2, 1)
    fine = min(step, Self.coarsest)
    perSecond = level * (1 + step)
    mark(now)
  }

  private mutating func mark(_ now: Double) {
    marks.append(Mark(index: starts - 1, moment: now, refused: refused))
  }

  /// A rate that holds nothing back is no evidence any more.
  private mutating func forgetIfIdle() {
    if held < 0.25 { forget() }
  }

  private mutating func forget() {
    perSecond = nil
    refusals = []
    marks = []
    burst = nil
    isTold = false
    (longestHint, isHinted) = (0, false)
    (window, shut, makesUp) = (nil, nil, false)
    resumed = 0
  }
}
