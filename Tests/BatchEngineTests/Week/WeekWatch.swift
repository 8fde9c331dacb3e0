import BatchCore

/// What is kept of a week to judge it by.
struct WeekWatch {
  private(set) var faults: [String] = []
  /// Before these moments nothing may start; nil stands for the account.
  private(set) var told: [String?: Timestamp] = [:]
  /// The same, and nobody has to know better: whoever waits till then does right.
  private(set) var excused: [String?: Timestamp] = [:]
  private(set) var runSince = Timestamp(milliseconds: 0)
  private(set) var lastStart: Timestamp?
  /// The starts of each model in the run at work.
  private(set) var starts: [String: Timestamp] = [:]
  private(set) var started = 0
  var landed = 0
  var steered = 0
  private(set) var evaluations = 0
  private(set) var wakings = 0
  private var atOnce = 0
  private var lastMoment: Timestamp?

  mutating func fault(_ sentence: String) { faults.append(sentence) }

  mutating func runBegan(_ now: Timestamp) {
    runSince = now
    starts = [:]
  }

  mutating func hinted(_ moment: Timestamp?, model: String?) {
    guard let moment else { return }
    told[model] = max(told[model] ?? moment, moment)
    excused[model] = told[model]
  }

  /// Somebody knows better.
  mutating func forgetHints() { told = [:] }

  mutating func start(_ model: String, now: Timestamp) {
    lastStart = now
    starts[model] = now
    started += 1
    atOnce = 0
  }

  /// The dispatcher was asked what to do.
  mutating func evaluated(_ now: Timestamp, events: Int) {
    evaluations += 1
    if now == lastMoment { atOnce += 1 } else { (atOnce, wakings) = (0, wakings + 1) }
    lastMoment = now
    if atOnce > 6 { fault("asked \(atOnce) times at the same moment without a start") }
  }
}
