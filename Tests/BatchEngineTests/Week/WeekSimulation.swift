import BatchCore

@testable import BatchEngine

/// Desk, dispatcher and pacer through a week, one run after the other, on a clock that only counts.
struct WeekSimulation {
  struct Flight {
    var claim: Claim
    var model: String
    var started: Timestamp
    var ends: Timestamp
    var answer: SimulatedServer.Answer
    var seat: Seat
  }

  static let began = Timestamp(milliseconds: 1_763_337_600_000)

  var week: Week
  var luck: Luck
  var now = Self.began
  var shelf: Shelf
  /// The run at work.
  var desk: Desk?
  var patience = DispatchSettings.Patience.ordinary
  var flights: [Flight] = []
  /// What the queue keeps between two runs.
  var pauses: [Pause] = []
  var pace: KeptDocument?
  var endings: [RunEnding] = []
  var watch = WeekWatch()
  private(set) var made = 0
  private(set) var settled = 0
  private let hired = Hired()
  private(set) var isHealed = false

  init(seed: UInt64) {
    week = Week(seed: seed)
    luck = Luck(state: seed)
    shelf = Shelf(tasks: [])
    shelf.model = { Week.ladders[$0.role]?[$0.rung] ?? "" }
  }

  var seconds: Week.Seconds { (now - Self.began).inSeconds }

  /// The whole week, and then, everything well again, until nothing is left.
  mutating func run() {
    var next = 0
    while next < week.events.count, week.events[next].moment < Week.length {
      work(until: week.events[next].moment)
      take(week.events[next].event)
      next += 1
    }
    work(until: Week.length)
    heal()
    for _ in 0..<1000 where shelf.open > 0 && watch.faults.isEmpty {
      if desk == nil { start() }
      work(until: seconds + 3600)
    }
    if shelf.open > 0 { watch.fault("\(shelf.open) tasks are left at the end") }
  }

  /// Nothing refuses any more, and whoever paused something has resumed it.
  private mutating func heal() {
    isHealed = true
    take(.resume(nil))
  }

  private mutating func take(_ event: Week.Event) {
    watch.steered += 1
    desk?.withdrawSpares(now: now)
    switch event {
    case .enqueue(let count): enqueue(count)
    case .start: if desk == nil { start() }
    case .stop: desk?.dispatcher.stop(.drained)
    case .crash: crash()
    case .concurrency(let count):
      desk?.crew.wanted = count
      desk?.crew.hire()
    case .pause(let scope):
      let pause = Pause(
        scope: scope, reason: .operator, since: now, message: "m", remedy: "r")
      begin(pause)
      desk?.dispatcher.begin(operators: pause)
    case .resume(let scope): resume(scope)
    }
  }

  private mutating func enqueue(_ count: Int) {
    for _ in 0..<count {
      made += 1
      shelf.tasks.append(
        TaskRecord(
          id: TaskID(Int64(made)), role: luck.chance(0.6) ? "rewrite" : "deep",
          article: Int64(made), state: .ready(.new, notBefore: nil)))
    }
    desk?.dispatcher.tasksChanged()
  }

  /// As a run and, where there is none, the command itself does.
  private mutating func resume(_ scope: Pause.Scope?) {
    watch.forgetHints()
    guard let resumption = desk?.dispatcher.resumption(of: scope) else {
      return pauses.removeAll {
        (scope == nil || $0.scope == scope) && ($0.reason == .operator || $0.isHint)
      }
    }
    pauses.removeAll { resumption.ended.contains($0.key) }
    desk?.dispatcher.resume(resumption, now: now)
  }

  private mutating func crash() {
    guard desk != nil else { return }
    for index in shelf.tasks.indices where shelf.tasks[index].isClaimed {
      shelf.tasks[index] = shelf.tasks[index].after(.lost) ?? shelf.tasks[index]
    }
    flights = []
    desk = nil
  }

  /// As `Run` begins: what may have been mended is asked about, a named moment is waited for.
  private mutating func start() {
    patience = [.ordinary, .wait, .noWait][luck.number(0...2)]
    let lanes = Week.ladders.sorted { $0.key < $1.key }
      .flatMap { DispatchSettings.lanes(role: $0.key, ladder: $0.value) }
    var settings = DispatchSettings(lanes: lanes, patience: patience)
    settings.repeatsFree = true
    settings.judgedJobs = Week.ladders.mapValues { _ in
      DispatchSettings.JudgedJob(digest: "digest")
    }
    let mended = pauses.filter { pause in
      let isHeld = pause.isHint && pause.until.map { $0 > now } ?? false
      return pause.scope != .queue && pause.reason != .operator && !isHeld
    }
    pauses.removeAll { pause in mended.contains { $0.key == pause.key } }
    let doubted = lanes.filter { lane in
      mended.contains { $0.scope.holds(role: lane.lane.role, model: lane.model) }
    }
    let record = PaceRecord(pace)
    var pacer = Pacer(record, savedAt: pace?.fetchedAt, now: now)
    pacer.doubt(doubted.map(\.model))
    let dispatcher = Dispatcher(
      settings: settings, pauses: pauses, pacer: pacer, passedOver: record.passedOver, now: now)
    var desk = Desk(
      dispatcher: dispatcher, concurrency: luck.number(1...6), lessons: ModelLessons(), kept: nil,
      lessonsName: "lessons", others: OtherModels(nil, now: now))
    desk.crew.open { [hired] in hired.add($0) }
    self.desk = desk
    watch.runBegan(now)
  }

  /// Works as the committer does, until a moment or the run's end.
  private mutating func work(until moment: Week.Seconds) {
    let end = Self.began + .seconds(moment)
    while desk != nil, watch.faults.isEmpty {
      turn()
      guard let desk else { break }
      watch.evaluated(now, events: endings.count)
      let standing = desk.dispatcher.standing(resting: desk.slots, now: now)
      switch standing {
      case .end(let ending):
        ended(ending)
      case .claim where desk.slots > 0:
        continue
      case .claim, .rest:
        var alarm: Timestamp?
        if case .rest(let until) = standing { alarm = until }
        if let alarm, alarm <= now { return watch.fault("rests until \(alarm), which is over") }
        let next = [flights.map(\.ends).min(), alarm].compactMap(\.self).min()
        guard let next, next <= end else {
          checkIdle(until: end)
          now = max(now, end)
          return
        }
        checkIdle(until: next)
        now = next
        land()
      }
    }
    now = max(now, end)
  }

  private mutating func ended(_ ending: RunEnding) {
    if !flights.isEmpty { watch.fault("ended with requests in flight") }
    switch ending {
    case .finished where shelf.open > 0: watch.fault("finished, and \(shelf.open) are left")
    case .stuck: watch.fault("stuck")
    default: break
    }
    endings.append(ending)
    desk = nil
    guard shelf.open > 0, seconds < Week.length else { return }
    // Whoever finds a run ended early looks at it some time later.
    let later = seconds + 600 + luck.unit() * 7200
    week.add(.start, at: later)
  }

  private mutating func turn() {
    guard var desk else { return }
    for _ in 0..<hired.takeAll() { desk.resting.append(Seat()) }
    _ = desk.leavers()
    let turn = desk.turn(now: now)
    self.desk = desk
    guard !turn.isEmpty else { return }
    let before = desk.dispatcher
    var dispatcher = before
    let result = shelf.turn(turn) { [now] task, shape in
      dispatcher.preparation(of: task, now: now) { .send(shape, body: []) }
    }
    desk.dispatcher = dispatcher
    write(turn)
    for (seat, claim) in desk.written(turn, result) { launch(claim, seat, before) }
    desk.dispatcher.news = []
    self.desk = desk
    if flights.count > desk.crew.wanted, result.claims.contains(where: { $0 != nil }) {
      watch.fault("\(flights.count) in flight, \(desk.crew.wanted) allowed")
    }
    sweep()
  }

  /// What is finished leaves the shelf, which is looked through at each claim.
  private mutating func sweep() {
    let open = shelf.tasks.filter { task in
      switch task.state {
      case .ready, .claimed: true
      case .done, .failed, .cancelled: false
      }
    }
    settled += shelf.tasks.count - open.count
    shelf.tasks = open
  }

  private mutating func write(_ turn: Turn) {
    pauses.removeAll { turn.end.contains($0.key) }
    for settlement in turn.settlements {
      if case .pause(_, let pause) = settlement.decision { begin(pause) }
    }
    for pause in turn.begin { begin(pause) }
    for document in turn.keep where document.name == PaceRecord.name { pace = document }
  }

  private mutating func begin(_ pause: Pause) {
    pauses.removeAll { $0.key == pause.key }
    pauses.append(pause)
  }

  mutating func launch(_ claim: Claim, _ seat: Seat, _ before: Dispatcher) {
    let model = claim.shape.model
    checkStart(model, role: claim.task.role, before)
    let (span, answer) = ask(model)
    flights.append(
      Flight(
        claim: claim, model: model, started: now, ends: now + .seconds(max(span, 0.001)),
        answer: answer, seat: seat))
  }

  /// What a request that leaves now is answered.
  private mutating func ask(_ model: String) -> (Week.Seconds, SimulatedServer.Answer) {
    if isHealed { return (1, .good) }
    let moment = seconds
    let limit = week.accountLimits.first { $0.during.contains(moment) }
    if week.networkLosses.contains(where: { $0.contains(moment) }), limit == nil || luck.chance(0.5)
    {
      return (0.2, .failed(.unreachable, hint: nil))
    }
    if week.emptyBalances.contains(where: { $0.contains(moment) }) {
      return (0.2, .failed(.insufficientCredits, hint: nil))
    }
    if let limit { return (0.1, .failed(.throttled, hint: limit.hint)) }
    return week.ask(model, at: moment, &luck)
  }
}
