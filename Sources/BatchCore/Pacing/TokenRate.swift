/// A second ceiling, in tokens: only where a refusal speaks of tokens.
///
/// What a provider refuses for want of tokens has used up what it keeps: so what was let through
/// between two refusals, divided by the time, is its limit. After a while without a refusal the
/// rate rises, at first by little, then faster. All moments are milliseconds on the run's clock.
package struct TokenRate: Sendable {
  /// A moment to count from.
  private struct Mark {
    var moment: Double
    /// Tokens let through before it.
    var sum: Double
  }

  /// Tokens a second; nil: no ceiling.
  package private(set) var perSecond: Double?
  /// What the provider is believed to let through; the rate is above it while it rises.
  private var level = 0.0
  /// The provider has named its limit: nothing is to be found out.
  private var isTold = false
  private var next = 0.0
  /// Tokens let through so far, those of requests in flight included.
  private var sum = 0.0
  /// The latest refusals; before the first one, the minutes.
  private var marks: [Mark] = []
  /// Tokens of a request, lately.
  private var usual = 0.0
  /// What requests take beyond their estimates, lately.
  private var surplus = 0.0
  /// Requests that were held back since the last refusal.
  private var quiet = 0

  package init() {}

  /// How far ahead of an even pace starts may run.
  private static let burst = 6000.0

  /// How many may start now, each as large as usual; nil: any number.
  package func allowance(_ now: Timestamp) -> Int? {
    guard let perSecond else { return nil }
    let room = Double(now.milliseconds) - (next - Self.burst)
    guard room >= 0 else { return 0 }
    guard usual >= 1 else { return 1 }
    return 1 + Int(min(room, Self.burst) / 1000 * perSecond / usual)
  }

  package func opening(_ now: Timestamp) -> Timestamp? {
    guard perSecond != nil, next - Self.burst > Double(now.milliseconds) else { return nil }
    return Timestamp(milliseconds: Int64((next - Self.burst).rounded(.up)))
  }

  /// - Parameter estimate: what the request is expected to take, as far as its caller can tell;
  ///   zero if nothing is known of it.
  /// - Returns: what is counted for it until its usage is known.
  package mutating func start(_ estimate: Int, now: Timestamp) -> Int {
    let now = Double(now.milliseconds)
    let tokens = max(Double(estimate) + surplus, 0)
    keepMinutes(now)
    sum += tokens
    usual += (tokens - usual) * (usual == 0 ? 1 : Self.learning)
    guard let rate = perSecond else { return Int(tokens) }
    let isHeld = now - (next - Self.burst) < max(usual / rate * 500, 50)
    next = max(next, now) + tokens / rate * 1000
    if isHeld, !isTold { rise() }
    return Int(tokens)
  }

  /// A request has ended.
  ///
  /// - Parameters:
  ///   - counted: what `start` returned.
  ///   - estimate: what it was given.
  ///   - used: what the request took; none if it was refused or failed.
  package mutating func end(counted: Int, estimate: Int, used: Int, started: Timestamp) {
    let started = Double(started.milliseconds)
    let change = Double(used - counted)
    sum += change
    for index in marks.indices where marks[index].moment >= started { marks[index].sum += change }
    if used > 0 { surplus += (Double(used - estimate) - surplus) * Self.learning }
    guard let perSecond else { return }
    // After a refusal its rest counts, whatever was sent before.
    if used > 0 || started > (marks.last?.moment ?? 0) { next += change / perSecond * 1000 }
  }

  private static let learning = 0.1

  /// Goes on with what an earlier run had learned.
  mutating func restore(_ level: Double) {
    guard level.isFinite, level >= 1 else { return }
    self.level = level
    perSecond = level
  }

  /// A burst of requests was refused.
  ///
  /// - Parameter told: the limit, if the refusal names it.
  package mutating func refuse(_ told: Double?, now: Timestamp) {
    let now = Double(now.milliseconds)
    guard let found = told ?? learned(now) else { return }
    isTold = told != nil
    level = max(found, 1)
    perSecond = level
    quiet = 0
    marks.append(Mark(moment: now, sum: sum))
    marks.removeAll { now - $0.moment > Self.memory }
    if marks.count > Self.kept { marks.removeFirst() }
    next = now + Self.burst + Self.cushion * usual / level * 1000
  }

  private static let memory = 180_000.0
  private static let kept = 12
  /// Requests worth of rest after a refusal.
  private static let cushion = 1.5
  /// So many requests say enough of a limit.
  private static let enough = 12.0

  /// What was let through a second since an earlier refusal.
  private func learned(_ now: Double) -> Double? {
    let enough = Self.enough * usual
    let from = marks.last { sum - $0.sum >= enough } ?? marks.first
    guard let from, now - from.moment > 100, sum > from.sum else {
      return perSecond.map { $0 * 0.7 }
    }
    let measured = (sum - from.sum) / (now - from.moment) * 1000
    guard let perSecond else { return measured }
    return min(max(measured, perSecond / 2), perSecond * 0.99)
  }

  /// While there is no ceiling the last one to two minutes are measured.
  private mutating func keepMinutes(_ now: Double) {
    guard perSecond == nil else { return }
    if let last = marks.last, now - last.moment < 60_000 { return }
    marks.append(Mark(moment: now, sum: sum))
    if marks.count > 2 { marks.removeFirst() }
  }

  private mutating func rise() {
    quiet += 1
    guard quiet >= Self.hold, (quiet - Self.hold).isMultiple(of: 10) else { return }
    let steps = Double((quiet - Self.hold) / 10 + 1)
    perSecond = (perSecond ?? level) * (1 + min(0.01 * steps, 0.1))
  }

  /// Requests that pass before the rate rises.
  private static let hold = 20
}
