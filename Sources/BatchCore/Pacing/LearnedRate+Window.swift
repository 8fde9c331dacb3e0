extension LearnedRate {
  /// A provider that lets so many requests through in each span of time, and not one more until the
  /// next one opens. All moments are milliseconds on the run's clock.
  struct Window: Sendable, Equatable {
    private var count: Int
    /// How long one lasts, as far as is known; nil: not at all.
    private var length: Range<Double>?
    /// When one was last found to open.
    private var edge: Edge
    /// Rows of refusals, one after the other, at whose end no window can have opened.
    private var misfits = 0

    init(count: Int, edge: Edge) {
      self.count = count
      self.edge = edge
    }

    /// Starts a second that use it up: one more than it lets through is sent, which is refused at
    /// its end, where that costs nothing. And after how many starts without a refusal it lets more
    /// through. nil: not known yet.
    var pace: (perSecond: Double, proof: Double)? {
      guard let length else { return nil }
      let beyond = min(1 / Double(count), Self.mostBeyond)
      return (1000 * Double(count) / length.middle * (1 + beyond), 1.2 / beyond)
    }

    /// The share beyond what is let through at most: so much would be refused for good if there
    /// were no window after all.
    private static let mostBeyond = 0.05
    /// Requests in a window that is worth knowing: of a smaller one each start is an edge.
    static let smallest = 3
    /// After so many misfits it is no window.
    private static let patience = 3
    /// Requests do not take the same time to arrive, and no two clocks are alike.
    private static let tolerance = 0.01

    /// A row of refusals is over. Whole windows have passed since the edge before: each edge says
    /// more exactly how long one lasts, and how many it lets through.
    ///
    /// - Returns: whether it still may be a window.
    mutating func meet(_ next: Edge) -> Bool {
      let admitted = Double(next.admitted - edge.admitted)
      let usedUp = max((admitted / Double(count)).rounded(.up), 1)
      let passed = length.map { ((next.middle - edge.middle) / $0.middle).rounded() }
      for windows in [usedUp, passed ?? usedUp] where windows >= 1 {
        guard let length = length(until: next, windows: windows) else { continue }
        (self.length, edge, misfits) = (length, next, 0)
        let each = Int((admitted / windows).rounded(.up))
        count = windows == 1 ? each : max(count, each)
        return count >= Self.smallest
      }
      misfits += 1
      return misfits < Self.patience
    }

    /// As many as were let through since one opened must fit in those that have opened since.
    mutating func grow(until now: Edge) {
      guard let length, length.lowerBound > 0 else { return }
      let opened = ((now.shut - edge.shut) / length.lowerBound).rounded(.down) + 1
      count = max(count, Int(Double(now.admitted - edge.admitted) / opened))
    }

    /// How long one lasts if so many have passed; nil: that cannot be.
    private func length(until next: Edge, windows: Double) -> Range<Double>? {
      let least = (next.shut - edge.open) / windows * (1 - Self.tolerance)
      let most = (next.open - edge.shut) / windows * (1 + Self.tolerance)
      let from = max(least, length?.lowerBound ?? 0)
      let to = min(most, length?.upperBound ?? .infinity)
      return from < to ? from..<to : nil
    }
  }

  /// The end of a row of refusals, where a window opens.
  struct Edge: Sendable, Equatable {
    /// Let through before it, since the run began.
    var admitted: Int
    /// When the row's last refused request and the first one after it were started.
    var shut: Double
    var open: Double
    /// Milliseconds for which everything was refused.
    var dry: Double

    init(_ refusal: Refusal) {
      admitted = refusal.index - refusal.refused
      shut = refusal.moment
      open = refusal.reopened ?? refusal.moment
      dry = refusal.dry
    }

    var middle: Double { (shut + open) / 2 }
  }

  /// Refused again, with nothing let through since: where that lasts, and the same number was let
  /// through before it as the time before, it is a window that is used up. An outage, or a bucket,
  /// does not count.
  mutating func findWindow() {
    guard window == nil, !isHinted, !isTold else { return }
    let ends = zip(refusals, refusals.dropFirst()).filter { $1.followsSuccess }.map(\.0)
    guard let before = ends.last.map(Edge.init), let now = refusals.last.map(Edge.init) else {
      return
    }
    let isFirst = ends.count == 1 && refusals.first?.before == 0
    guard let earlier = isFirst ? 0 : ends.dropLast().last.map({ Edge($0).admitted }) else {
      return
    }
    let count = now.admitted - before.admitted
    guard count >= Window.smallest, before.admitted - earlier == count else { return }
    let usual = (now.shut - before.open) / Double(count)
    let dry = max(Self.longRest * 1000, Self.longDrought * usual)
    guard before.dry >= dry, now.dry >= dry else { return }
    window = Window(count: count, edge: before)
  }

  /// The first refusal after a success: is it still a window, and how large?
  ///
  /// - Parameter last: the refusal before it.
  mutating func checkWindow(_ first: Refusal, after last: Refusal?) {
    guard !isHinted else { return window = nil }
    guard let last, last.reopened != nil else { return }
    if window?.meet(Edge(last)) == false { window = nil }
    window?.grow(until: Edge(first))
  }

  /// In requests at the usual pace: a bucket is not empty for that long.
  private static let longDrought = 2.5
}

extension Range<Double> {
  fileprivate var middle: Double { (lowerBound + upperBound) / 2 }
}
