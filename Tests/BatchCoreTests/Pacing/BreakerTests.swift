import BatchCore
import Testing

struct BreakerTests {
  private let start = Timestamp(milliseconds: 1_000_000)

  private func fault(_ task: Int64, _ kind: FailureKind = .serverError) -> Breaker.Fault {
    Breaker.Fault(task: TaskID(task), kind: kind)
  }

  /// A breaker after so many failures of different tasks.
  private func failed(_ count: Int64) -> Breaker {
    var breaker = Breaker()
    for task in 0..<count { _ = breaker.fail(fault(task), started: start, now: start) }
    return breaker
  }

  @Test func `five failures in a row open it, four do not`() {
    #expect(!failed(4).isOpen)
    #expect(failed(5).isOpen)
    #expect(failed(5).words == "server errors")
  }

  /// Of many in flight some fail in a row by chance: as many as were in flight open it.
  @Test(arguments: [(49, 50), (4, 5), (2, 5), (0, 5)])
  func `where many are in flight, as many failures in a row open it`(others: Int, opensAt: Int) {
    var breaker = Breaker()
    let opens = (1...opensAt).map {
      let end = breaker.fail(
        fault(Int64($0)), started: start, flying: max(0, others + 1 - $0), now: start)
      return end.opens
    }
    #expect(opens.firstIndex(of: true) == opensAt - 1)
    #expect(breaker.isOpen)
  }

  @Test func `while many in flight are suspect no more start than would open it`() {
    var breaker = Breaker()
    for task in Int64(0)..<10 {
      _ = breaker.fail(fault(task), started: start, flying: 49 - Int(task), now: start)
    }
    #expect(breaker.allowance(flying: 40, now: start) == 0)
    #expect(breaker.allowance(flying: 30, now: start) == 10)
  }

  @Test(arguments: [(FailureKind.serverError, 5.0), (.edgeBlocked, 60)])
  func `whoever blocks at the edge is asked again after a minute, others sooner`(
    kind: FailureKind, seconds: Double
  ) {
    var breaker = Breaker()
    for task in Int64(0)..<5 { _ = breaker.fail(fault(task, kind), started: start, now: start) }
    #expect(breaker.probeAt == start + .seconds(seconds))
    let probe = start + .seconds(seconds)
    breaker.start(now: probe)
    _ = breaker.fail(fault(9, kind), started: probe, now: probe + .seconds(1))
    #expect(breaker.probeAt == probe + .seconds(seconds))
  }

  @Test func `an answer between them starts the row anew`() {
    var breaker = failed(4)
    let wasOpen = breaker.succeed(started: start + .seconds(1), flying: 0)
    #expect(!wasOpen)
    _ = breaker.fail(fault(9), started: start, now: start)
    #expect(!breaker.isOpen)
  }

  @Test func `the first failure counts, those that follow it in a row are excused`() {
    var breaker = Breaker()
    let excused = (0..<6).map { breaker.fail(fault($0), started: start, now: start).isExcused }
    #expect(excused == [false, true, true, true, true, true])
  }

  @Test func `one task's failures say nothing about the model`() {
    var breaker = Breaker()
    let excused = (0..<10).map { _ in
      breaker.fail(fault(1), started: start, now: start).isExcused
    }
    #expect(!excused.contains(true))
    #expect(!breaker.isOpen)
  }

  @Test func `while it is suspect no more start than would make five`() {
    let breaker = failed(2)
    #expect(breaker.allowance(flying: 3, now: start) == 0)
    #expect(breaker.allowance(flying: 1, now: start) == 2)
    #expect(breaker.opening(flying: 3, now: start) == start + .seconds(5))
    #expect(breaker.allowance(flying: 3, now: start + .seconds(5)) == nil)
  }

  @Test func `it asks each five seconds for two minutes, then later and later`() {
    var breaker = failed(5)
    var now = start
    var waits: [Double] = []
    for task in Int64(10)..<40 {
      guard let probeAt = breaker.probeAt else { break }
      waits.append((probeAt - now).inSeconds)
      now = probeAt
      #expect(breaker.allowance(flying: 0, now: now) == 1)
      breaker.start(now: now)
      #expect(breaker.allowance(flying: 0, now: now) == 0)
      _ = breaker.fail(fault(task), started: now, now: now)
    }
    #expect(waits.prefix(24).allSatisfy { $0 == 5 })
    #expect(waits.dropFirst(24) == [10, 20, 40, 60, 60, 60])
  }

  @Test func `an answer to a request from before the trouble does not end it`() {
    var breaker = failed(3)
    _ = breaker.succeed(started: start + .seconds(-1), flying: 3)
    #expect(breaker.row == 3)
    _ = breaker.succeed(started: start + .seconds(-1), flying: 50)
    #expect(breaker.row == 0)
    var open = failed(5)
    let closes = open.succeed(started: start + .seconds(-1), flying: 50)
    #expect(!closes && open.isOpen)
  }

  @Test func `one answer closes it`() {
    var breaker = failed(5)
    let wasOpen = breaker.succeed(started: start + .seconds(1), flying: 0)
    #expect(wasOpen)
    #expect(!breaker.isOpen)
    #expect(breaker.allowance(flying: 0, now: start) == nil)
  }

  @Test func `a probe keeps the next one waiting until it ends`() {
    var breaker = failed(5)
    let began = start + .seconds(5)
    breaker.start(now: began)
    #expect(breaker.allowance(flying: 1, now: start + .seconds(600)) == 0)
    #expect(breaker.opening(flying: 1, now: start + .seconds(600)) == nil)
    breaker.learnedNothing(started: began, now: start + .seconds(601))
    #expect(breaker.allowance(flying: 0, now: start + .seconds(601)) == 1)
  }

  @Test func `two tasks that fail by turns never open it, and are excused three times each`() {
    var breaker = Breaker()
    let ends = (0..<40).map { breaker.fail(fault($0 % 2), started: start, now: start) }
    #expect(!breaker.isOpen)
    #expect(ends.count { $0.isExcused } == 6)
    #expect(breaker.allowance(flying: 0, now: start) == nil)
  }

  @Test func `a task that fails again although others were answered is the matter itself`() {
    var breaker = failed(3)
    _ = breaker.succeed(TaskID(9), started: start + .seconds(1), flying: 0)
    for _ in 0..<3 {
      for task in Int64(0)..<3 {
        let end = breaker.fail(fault(task), started: start + .seconds(2), now: start + .seconds(3))
        #expect(!end.isExcused && !end.opens)
      }
    }
    #expect(breaker.row == 0)
    // An answer to a request from before its failure says nothing about it.
    _ = breaker.fail(fault(7), started: start, now: start + .seconds(4))
    _ = breaker.succeed(TaskID(8), started: start + .seconds(3), flying: 9)
    _ = breaker.fail(fault(7), started: start, now: start + .seconds(5))
    #expect(breaker.row == 1)
  }

  @Test(arguments: [FailureKind.cut, .timedOut, .empty])
  func `what may be billed is excused once`(kind: FailureKind) {
    var breaker = failed(5)
    let excused = (0..<3).map { _ in
      breaker.fail(fault(77, kind), started: start, now: start).isExcused
    }
    #expect(excused == [true, false, false])
  }

  @Test func `one that was opened in the future can be closed`() {
    var breaker = Breaker()
    breaker.restore(row: 5, words: "failures", since: start + .seconds(9000), now: start)
    breaker.start(now: start)
    let closes = breaker.succeed(started: start, flying: 0)
    #expect(closes)
  }

  @Test func `an excused decision puts the task back, whatever it was`() {
    let failure = Failure(kind: .serverError, sentence: "s", remedy: "r")
    let until = start + .seconds(9)
    let back = Decision.postpone(failure, .paused, notBefore: until)
    let success = Decision.succeed(Answer(output: "{}", extraction: .whole))
    let table: [(Decision, Decision)] = [
      (.retry(failure, notBefore: nil, .none), back),
      (.escalate(failure, rung: 1, model: "b"), back),
      (.fail(failure), back),
      (
        .postpone(failure, .throttled, notBefore: nil),
        .postpone(failure, .throttled, notBefore: nil)
      ),
      (success, success),
    ]
    for (decision, excused) in table { #expect(decision.excused(until: until) == excused) }
  }
}
