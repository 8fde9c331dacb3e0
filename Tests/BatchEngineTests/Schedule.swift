import BatchCore
import Synchronization

@testable import BatchEngine

/// Workers that were hired and have not come to the desk yet.
final class Hired: Sendable {
  private let count = Mutex(0)

  func add(_ more: Int) { count.withLock { $0 += more } }

  func takeAll() -> Int {
    count.withLock { count in
      defer { count = 0 }
      return count
    }
  }
}

/// One random schedule: workers, answers and the clock, all by the seed.
struct Schedule {
  struct Flight {
    var claim: Claim
    var began: Timestamp
    var ends: Timestamp
    var seat: Seat
  }

  private var luck: Luck
  private var now = Timestamp(milliseconds: 1_000_000)
  private(set) var shelf: Shelf
  private(set) var faults: [String] = []
  /// Tasks done or failed by an answer.
  private(set) var dispatched = 0
  let limit: Int?
  private let hired = Hired()
  private var desk: Desk
  private var flights: [Flight] = []
  private var pausesLeft: Int
  /// How long a request takes at most, in milliseconds.
  private let longest: Int
  /// Closings of the stock that the desk does not know of.
  private var unheard = 0
  /// Requests that a worker started without waiting.
  private(set) var wentOn = 0

  init(seed: UInt64) {
    luck = Luck(state: seed &* 0x9E37_79B9)
    let workers = luck.number(1...6)
    let roles = luck.chance(0.5) ? ["rewrite"] : ["rewrite", "deep"]
    let count = luck.number(1...25)
    var tasks: [TaskRecord] = []
    for number in 1...count {
      tasks.append(
        TaskRecord(
          id: TaskID(Int64(number)), role: roles[luck.number(0...(roles.count - 1))],
          article: Int64(number), state: .ready(.new, notBefore: nil)))
    }
    shelf = Shelf(tasks: tasks)
    for task in tasks where luck.chance(0.1) { shelf.tooLong.insert(task.id) }
    limit = luck.chance(0.2) ? luck.number(1...count) : nil
    pausesLeft = luck.number(0...3)
    longest = luck.chance(0.5) ? 40 : 3000
    var settings = DispatchSettings(
      lanes: roles.flatMap { role in
        DispatchSettings.lanes(role: role, ladder: role == "rewrite" ? ["a", "b"] : ["c", "b"])
      },
      patience: [.ordinary, .wait, .noWait][luck.number(0...2)], limit: limit,
      unreachableLimit: 1000)
    settings.repeatsFree = luck.chance(0.8)
    let left =
      luck.chance(0.3) ? [Self.pause(.queue, .insufficientCredits, since: now, until: nil)] : []
    desk = Desk(
      dispatcher: Dispatcher(settings: settings, pauses: left, now: now), concurrency: workers,
      lessons: ModelLessons(), kept: nil, lessonsName: "lessons",
      others: OtherModels(nil, now: now))
  }

  /// Works as the committer does, until the run ends; nil if it never would.
  mutating func run() -> RunEnding? {
    desk.crew.open { [hired] in hired.add($0) }
    admit()
    var turnsAtOnce = 0
    for _ in 0..<20_000 {
      turn()
      switch desk.dispatcher.standing(resting: desk.slots, now: now) {
      case .end(let ending):
        if desk.withdrawsBeforeEnd(now: now) { continue }
        if !flights.isEmpty { faults.append("ended with requests in flight") }
        if shelf.tasks.contains(where: \.isClaimed) { faults.append("ended with claimed tasks") }
        return ending
      case .claim where desk.slots > 0:
        turnsAtOnce += 1
        if turnsAtOnce > 50 { return fail("asks the store without end") }
      case .claim:
        turnsAtOnce = 0
        guard land() else { return fail("claims without workers") }
      case .rest(let until):
        if let until, until <= now { return fail("rests until a moment that has passed") }
        turnsAtOnce = 0
        let landing = flights.map(\.ends).min()
        if let until, until < landing ?? until + .seconds(1) {
          now = until
        } else if !land() {
          return fail("rests for ever")
        }
      }
    }
    return fail("does not end")
  }

  private mutating func fail(_ fault: String) -> RunEnding? {
    faults.append(fault)
    return nil
  }

  /// The workers that were hired come to the desk, and surplus ones leave it.
  private mutating func admit() {
    for _ in 0..<hired.takeAll() { desk.resting.append(Seat()) }
    _ = desk.leavers()
  }

  private mutating func turn() {
    if luck.chance(0.05) {
      desk.crew.wanted = luck.number(1...8)
      desk.crew.hire()
    }
    admit()
    hear()
    let turn = desk.turn(now: now)
    // Somebody closes the stock while the turn is written, and is heard after it.
    if luck.chance(0.1) {
      desk.spares.stock.close()
      unheard += 1
    }
    check(turn)
    guard !turn.isEmpty else { return }
    let result = shelf.turn(turn)
    let isClaiming = result.claims.contains { $0 != nil }
    for (seat, claim) in desk.written(turn, result) { launch(claim, seat) }
    if isClaiming, flights.count > desk.crew.wanted {
      faults.append("more in flight than there should be")
    }
    if flights.count > desk.crew.present { faults.append("more in flight than workers") }
    admit()
  }

  /// Those who closed the stock say so, as an errand does that is given up.
  private mutating func hear() {
    guard unheard > 0, luck.chance(0.5) else { return }
    desk.spares.closings += unheard
    unheard = 0
    desk.withdrawSpares(now: now)
  }

  private mutating func launch(_ claim: Claim, _ seat: Seat) {
    let ends = now + .milliseconds(luck.number(1...longest))
    flights.append(Flight(claim: claim, began: now, ends: ends, seat: seat))
  }

  /// A worker goes on without having asked: nothing may be in the way.
  private mutating func goOn(with claim: Claim, _ seat: Seat) {
    wentOn += 1
    let dispatcher = desk.dispatcher
    if !dispatcher.pauses.isEmpty { faults.append("goes on under a pause") }
    if dispatcher.pacer.account.gate.until != nil { faults.append("goes on through a closed gate") }
    if desk.crew.surplus > 0 { faults.append("goes on where it should leave") }
    if dispatcher.spareClaims < 0 { faults.append("more spares were taken than there were") }
    launch(claim, seat)
  }

  private mutating func check(_ turn: Turn) {
    guard !turn.wishes.isEmpty else { return }
    let dispatcher = desk.dispatcher
    if let until = dispatcher.pacer.account.gate.until, until > now {
      faults.append("claims while the account's gate is closed")
    }
    if dispatcher.pauses.contains(where: { $0.scope == .queue }) {
      let isProbe = turn.wishes.count == 1 && turn.wishes[0].order == .cheapest
      if !isProbe || !flights.isEmpty { faults.append("claims while the queue is paused") }
    }
    for pause in dispatcher.pauses {
      guard case .role(let role) = pause.scope else { continue }
      if turn.wishes.contains(where: {
        $0.order != .cheapest && $0.lanes.contains { $0.role == role }
      }) {
        faults.append("claims of a paused role")
      }
    }
  }

  /// The next request in flight ends; false if there is none.
  private mutating func land() -> Bool {
    guard let index = flights.indices.min(by: { flights[$0].ends < flights[$1].ends }) else {
      return false
    }
    let flight = flights.remove(at: index)
    now = max(now, flight.ends)
    let (decision, signal) = answer(to: flight.claim)
    switch decision {
    case .succeed, .fail: dispatched += 1
    default: break
    }
    let settlement = Settlement(
      task: flight.claim.task.id, claim: flight.claim.number, decision: decision,
      facts: AttemptFacts(milliseconds: now.milliseconds - flight.began.milliseconds),
      finishedAt: now)
    let carried = CarriedClaim(
      settlement: settlement, signal: signal,
      outcome: .answered(Answer(output: "{}", extraction: .whole)), shape: flight.claim.shape,
      task: flight.claim.task, articleID: flight.claim.articleID)
    if let spare = desk.comeBack(carried, to: flight.seat, now: now, chance: luck.unit()) {
      goOn(with: spare, flight.seat)
    }
    return true
  }

  private mutating func answer(to claim: Claim) -> (Decision, PaceSignal) {
    let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")
    let later = now + .milliseconds(luck.number(0...9000))
    switch luck.number(0...99) {
    case 0..<12: return (.retry(failure, notBefore: later, .none), .silent)
    case 12..<18: return (.retry(failure, notBefore: nil, .none), .served)
    case 18..<24 where claim.task.rung == 0:
      return (.escalate(failure, rung: 1, model: "b"), .served)
    case 24..<36:
      let hint: Duration? = luck.chance(0.5) ? .milliseconds(luck.number(0...5000)) : nil
      return (
        .postpone(failure, .throttled, notBefore: later),
        .throttled(hint: hint, isAccountWide: luck.chance(0.5))
      )
    case 36..<40: return (.postpone(failure, .unreachable, notBefore: later), .unreachable)
    case 40..<43: return (.fail(failure), .served)
    case 43..<50 where pausesLeft > 0:
      pausesLeft -= 1
      return (.pause(failure, pause(of: claim)), .served)
    default: return (.succeed(Answer(output: "{}", extraction: .whole)), .served)
    }
  }

  private mutating func pause(of claim: Claim) -> Pause {
    let until = luck.chance(0.5) ? now + .milliseconds(luck.number(1...60_000)) : nil
    switch luck.number(0...3) {
    case 0: return Self.pause(.queue, .insufficientCredits, since: now, until: nil)
    case 1: return Self.pause(.queue, .keyLimit, since: now, until: until)
    case 2: return Self.pause(.model(claim.shape.model), .freeDailyLimit, since: now, until: until)
    default: return Self.pause(.role(claim.task.role), .unknownModel, since: now, until: until)
    }
  }

  private static func pause(
    _ scope: Pause.Scope, _ reason: Pause.Reason, since: Timestamp, until: Timestamp?
  ) -> Pause {
    Pause(scope: scope, reason: reason, since: since, until: until, message: "m", remedy: "r")
  }
}

extension TaskRecord {
  var isClaimed: Bool { if case .claimed = state { true } else { false } }
}
