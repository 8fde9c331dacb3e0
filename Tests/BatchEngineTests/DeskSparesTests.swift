import BatchCore
import Testing

@testable import BatchEngine

/// Claims that lie ready: when they are made, taken and given back.
struct DeskSparesTests {
  static let start = Timestamp(milliseconds: 1_000_000)
  static let success = Decision.succeed(Answer(output: "{}", extraction: .whole))
  static let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")

  /// A desk of five workers, and its queue.
  struct Bench {
    var desk: Desk
    var shelf: Shelf
    var flying: [(claim: Claim, seat: Seat)] = []

    init(tasks: Int, concurrency: Int = 5, isBounded: Bool = false, limit: Int? = nil) {
      shelf = Shelf(
        tasks: (1...tasks).map {
          TaskRecord(
            id: TaskID(Int64($0)), role: "rewrite", article: Int64($0),
            state: .ready(.new, notBefore: nil))
        })
      var settings = DispatchSettings(
        lanes: DispatchSettings.lanes(role: "rewrite", ladder: ["a", "b"]), limit: limit)
      settings.repeatsFree = true
      desk = Desk(
        dispatcher: Dispatcher(settings: settings, pauses: [], now: start),
        concurrency: concurrency, lessons: ModelLessons(), kept: nil, lessonsName: "lessons",
        others: OtherModels(nil, now: start), isBounded: isBounded)
      for _ in 0..<concurrency { desk.resting.append(Seat()) }
    }

    /// - Returns: settlements and wishes of the turn.
    @discardableResult
    mutating func turn() -> Turn {
      let turn = desk.turn(now: start)
      guard !turn.isEmpty else { return turn }
      for (seat, claim) in desk.written(turn, shelf.turn(turn)) { flying.append((claim, seat)) }
      return turn
    }

    /// The request that flies longest is answered; true if its worker goes on at once.
    @discardableResult
    mutating func land(_ decision: Decision = success, _ signal: PaceSignal = .served) -> Bool {
      let (claim, seat) = flying.removeFirst()
      let settlement = Settlement(
        task: claim.task.id, claim: claim.number, decision: decision,
        facts: AttemptFacts(milliseconds: 5), finishedAt: start)
      let carried = CarriedClaim(
        settlement: settlement, signal: signal,
        outcome: .answered(Answer(output: "{}", extraction: .whole)), shape: claim.shape,
        task: claim.task, articleID: claim.articleID)
      let spare = desk.comeBack(carried, to: seat, now: start, chance: 0.5)
      if let spare { flying.append((spare, seat)) }
      return spare != nil
    }

    var claimed: Int { shelf.tasks.count(where: \.isClaimed) }
  }

  /// One whose first answers have come: so many that as many may start at once as there are workers
  /// and spares.
  static func bench(tasks: Int = 100, isBounded: Bool = false, limit: Int? = nil) -> Bench {
    var bench = Bench(tasks: tasks, isBounded: isBounded, limit: limit)
    bench.turn()
    for _ in 0..<warmUp {
      bench.land()
      bench.turn()
    }
    return bench
  }

  static let warmUp = 15

  @Test func `the first answer is waited for, then ten come to lie ready beside five workers`() {
    var bench = Bench(tasks: 100)
    let first = bench.turn()
    #expect(first.wishes.count == 5, "nothing is known of how long answers take")
    #expect(bench.desk.dispatcher.spareClaims == 0)
    let goesOn = bench.land()
    #expect(!goesOn)
    bench.turn()
    #expect((1...10).contains(bench.desk.dispatcher.spareClaims), "slowly at first")
    bench = Self.bench()
    #expect(bench.desk.dispatcher.spareClaims == 10)
    #expect(bench.flying.count == 5)
    #expect(bench.claimed == 15)
  }

  @Test func `a worker goes on while its answer is not written yet, and what it took is replaced`()
  {
    var bench = Self.bench()
    let goOn = (0..<3).count { _ in bench.land() }
    #expect(goOn == 3)
    #expect(bench.flying.count == 5)
    let turn = bench.turn()
    #expect(turn.settlements.count == 3)
    #expect(turn.wishes.count == 3)
    #expect(bench.claimed == 15)
  }

  @Test func `no more than lie ready go on while nothing can be written`() {
    var bench = Self.bench()
    let count = (0..<15).count { _ in bench.land() }
    #expect(count == 10)
    #expect(bench.flying.isEmpty, "five wait at their seats, with all answers on the desk")
    #expect(bench.desk.slots == 5)
    let turn = bench.turn()
    #expect(turn.settlements.count == 15)
    #expect(bench.flying.count == 5)
  }

  @Test func `a failed answer has its worker wait, and the others too until it is written`() {
    var bench = Self.bench()
    let failed = bench.land(.retry(Self.failure, notBefore: nil, .none), .served)
    let other = bench.land()
    #expect(!failed && !other, "the reason may concern the other as well")
    let turn = bench.turn()
    #expect(turn.settlements.count == 2, "nothing was given back")
    let next = bench.land()
    #expect(next, "it did not")
  }

  /// What makes the desk take them back.
  static let reasons: [(String, @Sendable (inout Bench) -> Void)] = [
    ("the run is told to end", { $0.desk.dispatcher.stop(.drained) }),
    (
      "a pause",
      { bench in
        bench.desk.dispatcher.begin(
          operators: Pause(
            scope: .model("b"), reason: .operator, since: start, message: "m", remedy: "r"))
      }
    ),
    (
      "a refusal",
      { bench in
        bench.land(
          .postpone(failure, .throttled, notBefore: start),
          .throttled(hint: .seconds(5), isAccountWide: false))
      }
    ),
    (
      "a lesson",
      { bench in
        let answer = Answer(output: "{}", extraction: .text)
        _ = bench.desk.lessons.learn(
          .answered(answer), .succeed(answer), of: TaskID(1), from: DeskAheadTests.shape,
          catalogue: ModelCatalogue([]), now: start)
      }
    ),
    ("a bound on what may be spent", { $0.desk.isBounded = true }),
    ("fewer workers", { $0.desk.crew.wanted = 2 }),
    (
      "trouble with the queue",
      { bench in
        bench.desk.trouble = (.full(path: "q"), start)
      }
    ),
  ]

  @Test(arguments: reasons.indices)
  func `they go back, untouched, as soon as there is a reason`(index: Int) {
    let (name, reason) = Self.reasons[index]
    var bench = Self.bench()
    bench.desk.crew.open { _ in }
    reason(&bench)
    let turn = bench.turn()
    let back = turn.settlements.filter { !$0.facts.wasSent }
    #expect(back.count == 10, "\(name)")
    #expect(bench.desk.dispatcher.spareClaims == 0)
    #expect(bench.claimed == bench.flying.count)
    #expect(bench.shelf.tasks.count { $0.state == .ready(.new, notBefore: nil) } == 80)
    let after = bench.turn()
    #expect(after.settlements.isEmpty, "once")
  }

  @Test func `a queue with a bound gets none`() {
    #expect(Self.bench(isBounded: true).claimed == 5)
  }

  @Test func `a limit is kept to, spares included`() {
    var bench = Self.bench(limit: Self.warmUp + 8)
    #expect(bench.claimed == 8)
    while !bench.flying.isEmpty {
      bench.land()
      bench.turn()
    }
    #expect(bench.shelf.tasks.count { $0.state == .done } == Self.warmUp + 8)
    #expect(bench.desk.dispatcher.standing(resting: 5, now: Self.start) == .end(.limitReached))
  }

  @Test func `the last tasks are taken by workers that rest`() {
    var bench = Self.bench(tasks: Self.warmUp + 9)
    #expect(bench.claimed == 9)
    while !bench.flying.isEmpty {
      bench.land()
      bench.turn()
    }
    #expect(bench.shelf.open == 0)
    #expect(bench.desk.dispatcher.standing(resting: 5, now: Self.start) == .end(.finished))
  }

  @Test func `nothing ends, and nothing is stuck, while spares lie in a closed stock`() {
    var bench = Self.bench(tasks: Self.warmUp + 10)
    bench.desk.spares.stock.close()
    while !bench.flying.isEmpty { bench.land() }
    bench.turn()
    #expect(bench.desk.dispatcher.spareClaims == 5)
    let withdraws = bench.desk.withdrawsBeforeEnd(now: Self.start)
    #expect(withdraws)
    bench.desk.spares.closings += 1
    bench.turn()
    while !bench.flying.isEmpty {
      bench.land()
      bench.turn()
    }
    #expect(bench.shelf.open == 0)
    let again = bench.desk.withdrawsBeforeEnd(now: Self.start)
    #expect(!again)
    #expect(bench.desk.dispatcher.standing(resting: 5, now: Self.start) == .end(.finished))
  }

  @Test func `what the cache must not answer, and what is too long, is no spare`() {
    func claim(_ number: Int64, clearCache: Bool? = nil, bytes: Int = 0) -> Claim {
      var shape = DeskAheadTests.shape
      shape.adjustment.clearCache = clearCache
      let text = String(repeating: "x", count: bytes)
      let task = TaskRecord(
        id: TaskID(number), role: "rewrite", article: number, state: .claimed(ClaimNumber(number)))
      return Claim(
        number: ClaimNumber(number), task: task,
        article: Article(id: "\(number)", title: "", body: "", extra: text), shape: shape, body: [],
        isResend: false)
    }
    var spares = SpareClaims()
    let back = spares.keep(
      [claim(1), claim(2, clearCache: true), claim(4, bytes: 2 << 20), claim(3)], now: Self.start)
    #expect(back.map(\.number.number) == [2, 4])
    #expect(spares.withdrawn.map(\.claim.number) == [2, 4])
    #expect((1...3).map { _ in spares.stock.take()?.number.number } == [1, 3, nil])
    #expect(spares.notBefore == Self.start + .seconds(1))
  }

  @Test(arguments: [(0, 10), (100_000, 10), (200_000, 5), (1 << 20, 1), (1 << 21, 0)])
  func `they are fewer where articles are long`(bytes: Int, count: Int) {
    var spares = SpareClaims()
    spares.largest = bytes
    #expect(spares.wanted(beside: 5) == count)
  }

  @Test(arguments: [(1, 2), (2, 4), (5, 10), (8, 16), (20, 28), (200, 208)])
  func `there are about as many as workers`(workers: Int, count: Int) {
    #expect(Spares.most(beside: workers) == count)
  }
}
