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

  @Test func `a probe that hangs keeps the next one waiting for half a minute only`() {
    var breaker = failed(5)
    breaker.start(now: start + .seconds(5))
    #expect(breaker.allowance(flying: 1, now: start + .seconds(34)) == 0)
    #expect(breaker.allowance(flying: 1, now: start + .seconds(35)) == 1)
  }

  @Test func `after an hour a task excused ten times is the matter itself`() {
    var breaker = failed(5)
    let later = start + .seconds(3601)
    for _ in 0..<10 { _ = breaker.fail(fault(7), started: later, now: later) }
    let again = breaker.fail(fault(7), started: later, now: later).isExcused
    let other = breaker.fail(fault(8), started: later, now: later).isExcused
    #expect(!again && other)
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
