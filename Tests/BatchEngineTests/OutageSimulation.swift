import BatchCore

@testable import BatchEngine

/// The desk and its dispatcher at work through an outage, on a clock that only counts.
struct OutageSimulation {
  private struct Flight {
    var claim: Claim
    var started: Timestamp
    var ends: Timestamp
    var seat: Seat
  }

  private static let began = Timestamp(milliseconds: 1_000_000)
  private let outage: Range<Double>
  private let attempts: Int
  private let refusesAtOnce: Bool
  private var luck: Luck
  private var now = Self.began
  private var desk: Desk
  private var flights: [Flight] = []
  private(set) var shelf: Shelf
  private(set) var ending: RunEnding?
  private(set) var news: [PaceNews] = []
  /// Requests that were started within the outage.
  private(set) var requests = 0
  /// Seconds from the outage's end to the first answer.
  private(set) var recovery: Double?
  private(set) var tries = 0

  init(
    tasks: Int, outage: Range<Double>, attempts: Int = 2, workers: Int = 5,
    patience: DispatchSettings.Patience = .ordinary, refusesAtOnce: Bool = false, seed: UInt64
  ) {
    self.refusesAtOnce = refusesAtOnce
    self.outage = outage
    self.attempts = attempts
    luck = Luck(state: seed)
    shelf = Shelf(
      tasks: (1...tasks).map {
        TaskRecord(
          id: TaskID(Int64($0)), role: "rewrite", article: Int64($0),
          state: .ready(.new, notBefore: nil))
      })
    let settings = DispatchSettings(
      lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"]), patience: patience)
    desk = Desk(
      dispatcher: Dispatcher(settings: settings, pauses: [], now: now), concurrency: workers,
      lessons: ModelLessons(), kept: nil, lessonsName: "lessons",
      others: OtherModels(nil, now: now))
    for _ in 0..<workers { desk.resting.append(Seat()) }
  }

  private var seconds: Double { (now - Self.began).inSeconds }

  mutating func run() {
    while ending == nil {
      turn()
      switch desk.dispatcher.standing(resting: desk.slots, now: now) {
      case .end(let ending): self.ending = ending
      case .claim where desk.slots > 0: continue
      case .claim: land()
      case .rest(let until):
        if let until, until < flights.map(\.ends).min() ?? until + .seconds(1) {
          now = until
        } else {
          land()
        }
      }
    }
  }

  private mutating func turn() {
    let turn = desk.turn(now: now)
    guard !turn.isEmpty else { return }
    news += desk.dispatcher.news
    desk.dispatcher.news = []
    for settlement in turn.settlements {
      if case .retry = settlement.decision { tries += 1 }
    }
    for (seat, claim) in desk.written(turn, shelf.turn(turn)) {
      let isDown = outage.contains(seconds)
      if isDown { requests += 1 }
      let span = isDown && refusesAtOnce ? luck.number(1...3) : luck.number(40...120)
      flights.append(
        Flight(
          claim: claim, started: now, ends: now + .milliseconds(span), seat: seat))
    }
  }

  private mutating func land() {
    guard let index = flights.indices.min(by: { flights[$0].ends < flights[$1].ends }) else {
      ending = .stuck(shelf.open)
      return
    }
    let flight = flights.remove(at: index)
    now = max(now, flight.ends)
    let isDown = outage.contains((flight.started - Self.began).inSeconds)
    if !isDown, recovery == nil, seconds > outage.upperBound {
      recovery = seconds - outage.upperBound
    }
    let failure = Failure(kind: .overloaded, sentence: "s", remedy: "r")
    let outcome: Outcome =
      isDown
      ? .failed(failure, Circumstance()) : .answered(Answer(output: "{}", extraction: .whole))
    let situation = Situation(
      task: flight.claim.task, shape: flight.claim.shape, ladder: ["a", "b"], attempts: attempts,
      now: now, chance: luck.unit())
    let settlement = Settlement(
      task: flight.claim.task.id, claim: flight.claim.number,
      decision: .about(outcome, in: situation),
      facts: AttemptFacts(milliseconds: now.milliseconds - flight.started.milliseconds),
      finishedAt: now)
    let signal = PaceSignal(Reading(outcome: outcome, facts: AttemptFacts()))
    desk.receive(
      CarriedClaim(
        settlement: settlement, signal: signal, outcome: outcome, shape: flight.claim.shape,
        task: flight.claim.task, articleID: flight.claim.articleID), from: flight.seat,
      goingOnWith: nil,
      now: now,
      chance: luck.unit())
  }
}
