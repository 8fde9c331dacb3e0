import BatchCore

/// What happens to a queue and its provider in a week, by chance and known beforehand.
struct Week {
  /// Seconds since the week began, a Monday at 00:00 UTC.
  typealias Seconds = Double

  /// Something that the people around a queue do.
  enum Event {
    case enqueue(Int)
    case pause(Pause.Scope)
    /// nil: every scope.
    case resume(Pause.Scope?)
    case concurrency(Int)
    /// The run is asked to end, and lets what is in flight finish.
    case stop
    /// It dies with all that is in flight.
    case crash
    /// Somebody starts a run, unless one is at work.
    case start
  }

  static let length: Seconds = 7 * day
  static let day: Seconds = 86_400
  static let free = "x/small:free"
  static let ladders = ["rewrite": ["a", "b"], "deep": [free, "b"]]
  static let models = ["a", "b", free]

  private(set) var events: [(moment: Seconds, event: Event)] = []
  var servers: [String: SimulatedServer] = [:]
  /// Nobody can reach the provider.
  private(set) var networkLosses: [Range<Seconds>] = []
  /// The balance is used up, until somebody tops it up.
  private(set) var emptyBalances: [Range<Seconds>] = []
  /// Limits of the whole account, and what it says of them in seconds.
  private(set) var accountLimits: [(during: Range<Seconds>, hint: Seconds)] = []

  init(seed: UInt64) {
    var luck = Luck(state: seed &* 0x5851_F42D_4C95_7F2D)
    for model in Self.models { servers[model] = SimulatedServer(model, &luck) }
    networkLosses = Self.windows(luck.number(1...3), longest: 1800, &luck)
    emptyBalances = Self.windows(luck.number(0...2), longest: 40_000, &luck)
    accountLimits = Self.windows(luck.number(0...2), longest: 1200, &luck).map {
      ($0, Double(luck.number(1...1500)))
    }
    events = [(0, .enqueue(luck.number(5...30))), (1, .start)]
    for _ in 0..<40 {
      let moment = luck.unit() * Self.length
      // What is enqueued beside no run waits for one.
      events += [(moment, .enqueue(luck.number(5...60))), (moment + 1, .start)]
    }
    for empty in emptyBalances {
      let back = empty.upperBound + luck.unit() * 1800
      events += [(back, luck.chance(0.5) ? .resume(nil) : .start), (back + 2000, .start)]
    }
    for _ in 0..<luck.number(2...6) { interfere(&luck) }
    for _ in 0..<luck.number(0...4) { addBadMinute(&luck) }
    events.sort { $0.moment < $1.moment }
  }

  private mutating func interfere(_ luck: inout Luck) {
    let moment = luck.unit() * Self.length
    let later = moment + luck.unit() * 20_000
    switch luck.number(0...3) {
    case 0:
      let scopes: [Pause.Scope] = [.queue, .role("rewrite"), .model("b"), .freeModels]
      let scope = scopes[luck.number(0...3)]
      let isAll = luck.chance(0.3)
      events += [
        (moment, .pause(scope)), (later, .resume(isAll ? nil : scope)), (later + 60, .start),
      ]
    case 1: events += [(moment, .stop), (later, .start)]
    case 2: events += [(moment, .crash), (later, .start)]
    default: events += [(moment, .concurrency(luck.number(1...8)))]
    }
  }

  /// Everything at once: the account is limited, the network flickers, and the run is started anew.
  private mutating func addBadMinute(_ luck: inout Luck) {
    let moment = luck.unit() * Self.length * 0.95
    accountLimits.append((moment..<(moment + 60), Double(luck.number(90...590))))
    networkLosses.append(moment..<(moment + 60))
    events += [
      (moment - 10, .enqueue(30)), (moment - 9, .start),
      (moment + 5 + luck.unit() * 60, luck.chance(0.5) ? .crash : .stop), (moment + 70, .start),
    ]
  }

  /// One more event, in its place.
  mutating func add(_ event: Event, at moment: Seconds) {
    let place = events.firstIndex { $0.moment > moment } ?? events.count
    events.insert((moment, event), at: place)
  }

  static func windows(
    _ count: Int, longest: Seconds, _ luck: inout Luck
  ) -> [Range<Seconds>] {
    (0..<count).map { _ in
      let start = luck.unit() * length * 0.95
      return start..<(start + 30 + luck.unit() * luck.unit() * longest)
    }
  }
}
